"""Something is worrying me: what can be kept private is said before any typing, and nothing of that visit is kept."""

from typing import Any

from flask import render_template, request

from participation.intake.views.doors import survey
from participation.intake.views.visiting import (
    WORRY,
    blueprint,
    closed,
    page_url,
    survey_view,
    takes_answers,
    visit_of,
)
from participation.web.access import keeps_typed, public

AGAIN = "again"  # the same in other words, for whoever it was not clear to


@blueprint.route("/worry", methods=["GET", "POST"])
@blueprint.route("/worry/<page>", methods=["GET", "POST"])
@public
@keeps_typed
def worry(page: str | None = None) -> Any:
    """What stays private, then the questions."""
    if request.method == "GET" and page in {None, AGAIN}:
        return _before(again=page == AGAIN)
    return survey(WORRY, page)


def _before(*, again: bool) -> Any:
    """Yes, no and talking to somebody are links: which of them was pressed is nobody's to keep."""
    visit = visit_of(WORRY)
    if visit.draft is None and not takes_answers(visit.survey):
        return closed(visit)
    return render_template(
        "intake/worry.html",
        survey=survey_view(visit.survey),
        again=again,
        begun=visit.draft is not None,
        first_url=page_url(WORRY, visit.pages[0].key),
    )
