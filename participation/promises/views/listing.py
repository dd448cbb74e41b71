"""The asks behind what changed, for staff: the list, one of them, and how young people will see it."""

from typing import Any

from flask import abort, g, render_template, request

from participation.access import Permission
from participation.council.queries import localities
from participation.kernel import clock
from participation.kernel.localisation import BY_CODE
from participation.promises import queries
from participation.promises.forms import SeenForm
from participation.promises.models import Promise
from participation.promises.rules import LONGEST_SENTENCES, is_overdue, length_of, missing_looks
from participation.promises.views.base import (
    EVERYWHERE,
    LOOK_WORDS,
    OUTCOME_WORDS,
    OUTCOMES,
    STATUS_WORDS,
    TOPICS,
    blueprint,
)
from participation.surveys.rules import Look
from participation.themes.models import Theme
from participation.web.access import principal, requires
from participation.web.database import session
from participation.web.guard import page_number
from participation.web.visit import language, look


def places() -> dict[int | None, str]:
    """The names of all localities, and of none."""
    return {None: EVERYWHERE, **{place.id: place.name for place in localities(session())}}


def seen_by_reader(promise_id: int) -> Promise:
    """An ask that this person may see."""
    which = queries.visible_to(principal().scope)
    return queries.promise_for(session(), which, promise_id) or abort(404)


@blueprint.get("/staff/promises")
@requires(Permission.READ_PROMISES)
def index() -> str:
    """Every ask of this scope; what is overdue stands first."""
    state, page, today = request.args.get("state", type=queries.State), page_number(), clock.today()
    found = queries.asks(session(), principal().scope, today, state, page)
    return render_template(
        "promises/index.html",
        asks=found[: queries.STAFF_PAGE],
        more=len(found) > queries.STAFF_PAGE,
        page=page,
        state=state,
        late=queries.overdue_count(session(), principal().scope, today),
        places=places(),
        topics=TOPICS,
        outcomes=OUTCOME_WORDS,
        statuses=STATUS_WORDS,
    )


@blueprint.get("/staff/promises/<int:promise_id>")
@requires(Permission.READ_PROMISES)
def promise(promise_id: int) -> str:
    """One ask: how it stands and stood, what young people read of it, where it came from."""
    found = seen_by_reader(promise_id)
    texts = queries.wordings(session(), promise_id)
    theme = session().get(Theme, found.theme_id) if found.theme_id else None
    return render_template(
        "promises/promise.html",
        promise=found,
        theme=theme,
        texts=texts,
        lengths={way: length_of(wording.text) for way, wording in texts.items()},
        limits=LONGEST_SENTENCES,
        missing=missing_looks(texts),
        looks=LOOK_WORDS,
        history=queries.outcomes(session(), promise_id),
        sources=queries.sources(session(), principal().scope, promise_id),
        in_charge=queries.promise_for(session(), queries.in_charge(principal().scope), promise_id) is not None,
        seen=SeenForm(obj=found),
        late=is_overdue(found.outcome, found.due_on, clock.today()),
        places=places(),
        topics=TOPICS,
        outcomes=OUTCOME_WORDS,
        statuses=STATUS_WORDS,
    )


@blueprint.get("/staff/promises/<int:promise_id>/preview")
@requires(Permission.READ_PROMISES)
def preview(promise_id: int) -> Any:
    """The card exactly as young people see it; `?look=` and `?lang=` as on their own pages."""
    found = seen_by_reader(promise_id)
    g.language = BY_CODE.get(request.args.get("lang", ""), language())
    cards = queries.as_shown(session(), [found], language().code, Look(look()), clock.today())
    return render_template(
        "promises/preview.html",
        promise=found,
        changes=cards,
        written=sorted({code for code, _ in queries.wordings(session(), promise_id)}),
        topics=TOPICS,
        outcomes=OUTCOMES,
        looks=LOOK_WORDS,
    )
