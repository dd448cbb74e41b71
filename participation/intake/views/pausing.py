"""Stopping for now: the words are kept under the return code, away from whoever is next at this phone."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from participation.intake import queries, services
from participation.intake.queries import PAUSED, OpenDraft
from participation.intake.rules import DRAFTS_LAST
from participation.intake.views.receipt import ticket_of
from participation.intake.views.visiting import (
    SECRET,
    WORRY,
    blueprint,
    own_draft,
    page_url,
    survey_of_version,
    survey_view,
    visit_of,
)
from participation.kernel import clock
from participation.kernel.ids import new_secret
from participation.kernel.localisation import day_in_words
from participation.web.access import public
from participation.web.database import ring, session
from participation.web.guard import csrf_failed
from participation.web.visit import language


def pause(slug: str, page: str) -> Response:
    """Keep what was written so far under its code; without anything written there is nothing to keep."""
    draft = own_draft(slug, lock=True)
    if draft is None:
        return redirect(url_for("young.home"), 303)
    stopped = draft.content.model_copy(update={"page": page})
    services.keep_draft(session(), draft, stopped, clock.today())
    _put_under_its_code(draft)
    return redirect(url_for("intake.paused"), 303)


def _put_under_its_code(draft: OpenDraft) -> None:
    services.pause_draft(session(), ring(), draft, clock.today())
    services.keep_receipt(session(), cookie[SECRET], draft.code, PAUSED)


def resume(typed: str) -> str | None:
    """Where a paused draft goes on, once its code has opened it for this session; None for any other words.

    What this session had begun of the same survey is paused in its turn, and its own code is shown first.
    """
    draft = queries.paused_draft(session(), ring(), typed, lock=True)
    if draft is None:
        return None
    secret, slug = cookie.setdefault(SECRET, new_secret()), survey_of_version(draft.version_id).slug
    begun = own_draft(slug, lock=True)
    other = begun is not None and begun.id != draft.id
    if begun and other:
        _put_under_its_code(begun)
    services.resume_draft(session(), secret, slug, draft, clock.today())
    return url_for("intake.paused") if other else page_url(slug, draft.content.page or None)


@blueprint.get("/paused")
@public
def paused() -> Any:
    """The code of what was paused, shown for some minutes in this session and nowhere else."""
    code = queries.receipt(session(), cookie[SECRET], PAUSED) if SECRET in cookie else None
    draft = queries.paused_draft(session(), ring(), code.words) if code else None
    if code is None or draft is None:
        return redirect(url_for("young.home"))
    survey, today = survey_of_version(draft.version_id), clock.today()
    resumed = own_draft(survey.slug, lock=False)
    return render_template(
        "intake/paused.html",
        ticket=ticket_of(code),
        worry=survey.slug == WORRY,
        days=DRAFTS_LAST.days,
        last_day=day_in_words(today + DRAFTS_LAST, language().code),
        other_url=page_url(survey.slug, resumed.content.page or None) if resumed else "",
    )


@blueprint.post("/paused")
@public
def put_paused_away() -> Any:
    """Forget the code here, so that the next person at this screen cannot go back to it."""
    if SECRET in cookie:
        services.drop_receipt(session(), cookie[SECRET], PAUSED)
    return redirect(url_for("young.home"), 303)


def start_afresh(slug: str) -> Any:
    """Throw away what this browser has begun of a survey, after a page that says what that means."""
    visit = visit_of(slug, lock=request.method == "POST")
    if visit.draft is None:
        return redirect(page_url(slug), 303)
    if request.method == "POST" and not csrf_failed():
        services.drop_draft(session(), visit.draft)
        return redirect(page_url(slug), 303)
    shown = render_template(
        "intake/afresh.html", survey=survey_view(visit.survey), action=request.path, back_url=page_url(slug)
    )
    return shown, 400 if csrf_failed() else 200
