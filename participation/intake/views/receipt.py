"""The receipt: the return code, shown for 15 minutes in this session and nowhere else."""

from typing import Any

from flask import redirect, render_template, url_for
from flask import session as cookie

from participation.council.views import council
from participation.intake import queries, services
from participation.intake.views.visiting import SECRET, WORRY, blueprint, survey_of_version
from participation.kernel import clock
from participation.kernel.localisation import day_in_words
from participation.responses.queries import by_code
from participation.responses.rules import ReturnCode
from participation.surveys.rules import Definition, Resolved
from participation.web.access import public
from participation.web.database import ring, session
from participation.web.visit import language, look


def receipt() -> ReturnCode | None:
    return queries.receipt(session(), cookie[SECRET]) if SECRET in cookie else None


def ticket_of(code: ReturnCode) -> dict[str, Any]:
    """A return code as a page shows it: its words, and the same as a number in the page's own digits."""
    return {"words": code.words.split("-"), "text": code.words, "number": code.number(language().digits)}


@blueprint.get("/sent")
@public
def sent() -> Any:
    """The receipt with the return code, shown for 15 minutes in this session and nowhere else."""
    code = receipt()
    response = by_code(session(), ring(), code.words) if code else None
    if code is None or response is None:
        return redirect(url_for("young.home"))
    survey, today, spoken = survey_of_version(response.survey_version_id), clock.today(), language().code
    due = council().working_days_after(today, council().reply_days)
    return render_template(
        "intake/sent.html",
        ticket=ticket_of(code),
        worry=survey.slug == WORRY,
        thanks=_thanks(survey.definition),
        has_second_secret=response.second_secret is not None,
        read_text=day_in_words(council().working_days_after(today, 1), spoken),
        due_text=day_in_words(due, spoken),
    )


def _thanks(definition: Definition) -> Resolved:
    """The survey's own thanks, in the words of this visit."""
    return definition.thanks.resolve(language().code, look()) if definition.thanks else Resolved("", language().code)


@blueprint.post("/sent")
@public
def put_away() -> Any:
    """Forget the receipt, so that the next person at this screen cannot go back to the code."""
    if SECRET in cookie:
        services.drop_receipt(session(), cookie[SECRET])
    return redirect(url_for("young.home"), 303)
