"""Who somebody is, opened by two people or at once in danger; and return codes that somebody else may have found."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from participation.access import Permission
from participation.kernel import clock
from participation.moderation.forms import AnswerForm, AskForm, FreezeForm, OpenNowForm
from participation.moderation.rules import NotAllowedError
from participation.moderation.views.base import blueprint, change, locked
from participation.safeguarding import services as safeguarding
from participation.safeguarding.queries import opening_of
from participation.safeguarding.rules import OpeningError
from participation.web.access import fresh, keeps_typed, principal, records, requires
from participation.web.database import ring, session


@blueprint.post("/read/<int:response_id>/identity/ask")
@requires(Permission.ASK_IDENTITY)
@keeps_typed
def ask_identity(response_id: int) -> Any:
    """Ask a second person to agree that it is opened who this is."""
    response, form = locked(response_id), AskForm()

    def make() -> None:
        reason = form.reason_or_error()
        safeguarding.ask_to_open(session(), ring(), response, principal(), clock.today(), reason)

    return change(response, make, "identity", "Asked. It waits for a second person.", ask=form.reason.data)


@blueprint.post("/read/<int:response_id>/identity/now")
@requires(Permission.ASK_IDENTITY)
@keeps_typed
def open_identity(response_id: int) -> Any:
    """Open it at once, since someone may be in danger; another person reviews it."""
    response, form = locked(response_id), OpenNowForm()

    def make() -> None:
        reason = form.reason_or_error()
        if not form.in_danger.data:
            raise NotAllowedError("Tick that someone may be in danger. In all other cases two people open it.")
        safeguarding.open_in_danger(session(), ring(), response, principal(), clock.today(), reason)

    then = url_for(".identity", response_id=response_id)
    return change(response, make, "identity", "Opened.", then, now=form.reason.data, in_danger=form.in_danger.data)


@blueprint.post("/read/<int:response_id>/identity/<int:opening_id>")
@requires(Permission.AGREE_IDENTITY)
@keeps_typed
def answer_identity(response_id: int, opening_id: int) -> Any:
    """The second person agrees, refuses or reviews."""
    response, form = locked(response_id), AnswerForm()
    opening = opening_of(session(), response_id, opening_id) or abort(404)

    def make() -> None:
        if not form.validate():
            raise NotAllowedError("Choose what to do.")
        step, said = form.step.data, form.reason.data or ""
        safeguarding.answer_request(session(), ring(), response, opening, step, principal(), clock.today(), said)

    return change(response, make, "identity", "Saved.", answer=form.reason.data)


@blueprint.get("/read/<int:response_id>/identity")
@requires(Permission.ASK_IDENTITY)
@fresh
@records
def identity(response_id: int) -> Any:
    """Who somebody is, for those who opened it, on that day; each look goes on the record."""
    response = locked(response_id)
    try:
        who = safeguarding.look(session(), ring(), response_id, principal(), clock.today())
    except OpeningError as error:
        flash(str(error), "worry")
        return redirect(url_for(".read", response_id=response_id, _anchor="identity"), 303)
    return render_template("moderation/identity.html", response=response, who=who)


@blueprint.post("/read/<int:response_id>/code")
@requires(Permission.FREEZE_CODE)
@keeps_typed
def freeze(response_id: int) -> Any:
    """Freeze the return code, or let it be used again."""
    response, form = locked(response_id), FreezeForm()
    frozen = form.action.data == "freeze"

    def make() -> None:
        reason = form.reason_or_error()
        safeguarding.freeze_code(session(), ring(), response, principal(), clock.today(), frozen=frozen, reason=reason)

    said = "Frozen. The code shows nothing now." if frozen else "The code can be used again."
    return change(response, make, "code", said, code=form.reason.data)
