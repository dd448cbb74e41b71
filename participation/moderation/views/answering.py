"""Answering the young person, and the steps of their timeline."""

from typing import Any

from flask import abort

from participation.access import Permission
from participation.kernel import clock
from participation.moderation import services as moderation
from participation.moderation.forms import ReplyForm, ShownForm, StepForm
from participation.moderation.rules import NotAllowedError
from participation.moderation.views.base import blueprint, change, locked
from participation.web.access import keeps_typed, principal, requires
from participation.web.database import ring, session


@blueprint.post("/read/<int:response_id>/reply")
@requires(Permission.REPLY)
@keeps_typed
def reply(response_id: int) -> Any:
    """Answer the young person in the team's name."""
    response, form = locked(response_id), ReplyForm()

    def make() -> None:
        if not form.validate():
            raise NotAllowedError(" ".join(form.text.errors) or "Send it again, please.")
        moderation.answer(session(), ring(), response, form.text.data, principal(), form.shown.data)

    return change(response, make, "messages", "Sent. The young person can read it now.", reply=form.text.data)


@blueprint.post("/read/<int:response_id>/messages-read")
@requires(Permission.REPLY)
def messages_read(response_id: int) -> Any:
    """The messages are read and need no answer."""
    response, form = locked(response_id), ShownForm()
    if not form.validate_on_submit():
        abort(400)
    return change(
        response,
        lambda: moderation.needs_no_answer(session(), response, principal(), form.shown.data),
        "messages",
        "Marked as read.",
    )


@blueprint.post("/read/<int:response_id>/step")
@requires(Permission.MODERATE)
def step(response_id: int) -> Any:
    """Set a step of the young person's timeline."""
    response, form = locked(response_id), StepForm()
    if not form.validate_on_submit():
        abort(400)
    return change(
        response,
        lambda: moderation.take_step(session(), response, form.step.data, principal(), clock.today()),
        "timeline",
        "The young person’s timeline says so now.",
    )
