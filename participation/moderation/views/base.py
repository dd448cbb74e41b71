"""What the reading pages share: words and dates, the response in scope, and how a change is answered."""

from collections.abc import Callable, Mapping
from typing import Any

from babel import Locale
from flask import Blueprint, abort, flash, redirect, render_template, url_for

from participation.council.views import council
from participation.kernel import clock
from participation.moderation import services as moderation
from participation.moderation.queries import inbox as lists
from participation.moderation.queries.reading import read as reading
from participation.moderation.rules import (
    NotAllowedError,
    RedactionError,
    Wanted,
    day_words,
    due_words,
    seen_by_words,
    wording,
)
from participation.responses.models import Response, Statement
from participation.responses.queries import response_in_scope, statement_of
from participation.responses.rules import Handling, Urgency
from participation.safeguarding.rules import OpeningError
from participation.safeguarding.services import CodeError
from participation.themes import queries as themes
from participation.web.access import principal
from participation.web.database import ring, session
from participation.web.guard import csrf_failed

blueprint = Blueprint("moderation", __name__, url_prefix="/staff")
CHANGED = (
    "Somebody else changed this while you had it open, so nothing of yours was done. "
    "Look at how it stands now; what you chose or wrote is still here."
)
EXPIRED = "This page was open for a long time. What you wrote is still here. Press the button again."


@blueprint.context_processor
def words_for_templates() -> dict[str, Any]:
    """The words and dates of the reading pages."""
    today = clock.today()
    return {
        "wording": wording,
        "in_words": lambda day: day_words(day, today),
        "due_words": lambda due: due_words(due, today),
        "seen_by_words": lambda due_at: seen_by_words(due_at, clock.now()),
        "is_over": lambda moment: moment <= clock.now(),
        "language_name": lambda code: Locale.parse(code).english_name,
    }


def locked(response_id: int) -> Response:
    """The response, locked, where the scope covers it."""
    return response_in_scope(session(), principal().scope, response_id, lock=True) or abort(404)


def statement_in(response: Response, statement_id: int) -> Statement:
    """One of its statements."""
    return statement_of(session(), response.id or 0, statement_id) or abort(404)


def page(response: Response, problem: str = "", at: str = "", typed: Mapping[str, Any] | None = None) -> str:
    """The page of one response, with what went wrong and what was typed where something did."""
    shown = reading(session(), ring(), response, principal())
    if shown.readable:
        moderation.open_response(session(), response, principal(), clock.today())
    following = lists.inbox(session(), principal(), Wanted(), limit=1).rows
    return render_template(
        "moderation/read.html",
        response=response,
        reading=shown,
        panel=shown.panel,
        problem=problem,
        at=at,
        typed=typed or {},
        urgency=Urgency(response.urgency),
        promised=council().steps_due(response.since),
        settable=moderation.STEPS,
        following=following[0] if following else None,
        themes=themes.active(session()),
        codes=themes.codes_of(session(), [each.id for each in shown.statements]),
        me=principal().staff_id,
    )


def change(response: Response, make: Callable[[], None], at: str, said: str, then: str = "", **typed: Any) -> Any:
    """Do it and go back to the page, or on to `then`; or show why not, with everything that was typed."""
    before = response.handling
    try:
        if csrf_failed():
            raise NotAllowedError(EXPIRED)
        make()
    except moderation.ChangedMeanwhileError:
        return page(response, CHANGED, at, typed), 409
    except (NotAllowedError, RedactionError, OpeningError, CodeError) as error:
        return page(response, str(error), at, typed), 422
    if then:
        return redirect(then, 303)
    finished = response.handling is Handling.DONE and before is not Handling.DONE
    flash(f"{said} Nothing is left to do here." if finished else said)
    return redirect(url_for(".read", response_id=response.id, _anchor=None if finished else at), 303)
