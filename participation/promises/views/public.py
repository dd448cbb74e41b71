"""What changed: We asked, You said, We did; and "This matters to me too"."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask import session as cookie

from participation.council.views import council
from participation.kernel import clock
from participation.promises import queries, services
from participation.promises.rules import Topic
from participation.promises.views.base import OUTCOMES, TOPICS, blueprint
from participation.surveys.rules import Look
from participation.web.access import public
from participation.web.database import session
from participation.web.guard import page_number
from participation.web.visit import language, look

MATTERS = "matters"
MOST_REMEMBERED = 200  # a cookie holds some four thousand letters


@blueprint.get("/changes")
@public
def changes() -> str:
    """Cards, newest first, of one topic or area where that is wished."""
    offered, today, page = queries.offered(session()), clock.today(), page_number()
    chosen = _chosen(offered)
    topic, area = chosen.get("topic"), offered.areas.get(chosen.get("area", ""))
    place = area.id if area else None
    found = queries.changes(session(), language().code, Look(look()), today, topic=topic, locality_id=place, page=page)
    return render_template(
        "promises/changes.html",
        changes=found[: queries.PAGE],
        more=len(found) > queries.PAGE,
        page=page,
        offered=offered,
        chosen=chosen,
        topic=topic,
        area=area,
        next_answer=None if offered.topics else queries.next_answer(session(), today),
        decide_days=council().decide_days,
        pressed=cookie.get(MATTERS, ()),
        topics=TOPICS,
        outcomes=OUTCOMES,
    )


def _chosen(offered: queries.Offered) -> dict[str, Any]:
    """The topic and the area that are wished for, as links carry them on; without what there is not."""
    topic, area = request.args.get("topic", type=Topic), request.args.get("area", "")
    return {name: each for name, each in (("topic", topic), ("area", area if area in offered.areas else "")) if each}


@blueprint.post("/changes/<int:promise_id>/matters")
@public
def matters(promise_id: int) -> Any:
    """Count that it matters to this visitor too, once each visit, or take that back.

    The visit's own cookie holds the ids of what was pressed, so nothing says who it was or what else they sent.
    """
    if not queries.is_published(session(), promise_id):
        abort(404)
    before, undo = list(cookie.get(MATTERS, ())), "undo" in request.form
    if undo == (promise_id in before) and (undo or len(before) < MOST_REMEMBERED):
        services.press(session(), promise_id, undo=undo)
        cookie[MATTERS] = [each for each in before if each != promise_id] if undo else [*before, promise_id]
    back = {**_chosen(queries.offered(session())), "page": page_number()}
    return redirect(url_for("promises.changes", **back, _anchor=f"change-{promise_id}"), 303)
