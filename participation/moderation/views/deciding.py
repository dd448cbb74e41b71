"""Taking words out, putting them back, writing down what was drawn or said, deciding."""

from typing import Any

from flask import abort

from participation.access import Permission
from participation.kernel import clock
from participation.moderation import services as moderation
from participation.moderation.forms import DecideForm, RedactForm, RestoreForm, WholeForm, WriteDownForm
from participation.moderation.rules import NotAllowedError, Redaction, RedactionError, spans_of_words
from participation.moderation.views.base import blueprint, change, locked, statement_in
from participation.responses.queries import exact_words
from participation.web.access import keeps_typed, principal, requires
from participation.web.database import ring, session


@blueprint.post("/read/<int:response_id>/<int:statement_id>/redact")
@requires(Permission.MODERATE)
@keeps_typed
def redact(response_id: int, statement_id: int) -> Any:
    """Take words out of what others see: the chosen ones, or a suggestion."""
    response, form = locked(response_id), RedactForm()
    statement = statement_in(response, statement_id)

    def make() -> None:
        chosen = _chosen(form, exact_words(ring(), response, statement))
        moderation.redact(session(), ring(), response, statement, chosen, principal(), form.seen.data or "")

    return change(response, make, f"s{statement_id}", "Taken out.", statement=statement_id, words=form.words.data)


def _chosen(form: RedactForm, text: str) -> list[Redaction]:
    """The ticked words with the pressed reason, else the suggestions of the pressed button."""
    spans, reason = spans_of_words(text, form.words.data or ()), form.reason.data
    chosen = [Redaction(*span, reason) for span in spans if reason] or form.suggestion.data
    if not chosen or None in chosen:
        raise RedactionError("Choose the words first, then press why they are taken out.")
    return list(chosen)


@blueprint.post("/read/<int:response_id>/<int:statement_id>/restore")
@requires(Permission.MODERATE)
def restore(response_id: int, statement_id: int) -> Any:
    """Put words back."""
    response, form = locked(response_id), RestoreForm()
    statement = statement_in(response, statement_id)
    if not form.validate_on_submit():
        abort(400)
    return change(
        response,
        lambda: moderation.restore(session(), response, statement, form.place.data, principal(), form.seen.data),
        f"s{statement_id}",
        "Put back.",
    )


@blueprint.post("/read/<int:response_id>/<int:statement_id>/decide")
@requires(Permission.MODERATE)
@keeps_typed
def decide(response_id: int, statement_id: int) -> Any:
    """Approve, keep private, ask for another look, or open again."""
    response, form = locked(response_id), DecideForm()
    statement = statement_in(response, statement_id)

    def make() -> None:
        if not form.validate():
            raise NotAllowedError(" ".join(form.reason.errors) or "Choose what to do.")
        action, reason, seen = form.action.data, form.reason.data or "", form.seen.data
        moderation.decide(
            session(), ring(), response, statement, action, principal(), clock.today(), seen=seen, reason=reason
        )

    return change(response, make, f"s{statement_id}", "Saved.", statement=statement_id, reason=form.reason.data)


@blueprint.post("/read/<int:response_id>/decide")
@requires(Permission.MODERATE)
def decide_whole(response_id: int) -> Any:
    """Approve or keep private all that waits in one response; nothing of it is flagged."""
    response, form = locked(response_id), WholeForm()
    if not form.validate_on_submit():
        abort(400)
    action, seen = form.action.data, form.seen.data
    return change(
        response,
        lambda: moderation.decide_whole(session(), ring(), response, action, principal(), clock.today(), seen),
        "whole",
        "Saved.",
    )


@blueprint.post("/read/<int:response_id>/<int:statement_id>/write-down")
@requires(Permission.MODERATE)
@keeps_typed
def write_down(response_id: int, statement_id: int) -> Any:
    """Put into words what a drawing shows or a recording says."""
    response, form = locked(response_id), WriteDownForm()
    statement = statement_in(response, statement_id)

    def make() -> None:
        if not form.validate():
            raise NotAllowedError(" ".join(form.text.errors) or "Write down what it shows or says.")
        text, seen = form.text.data, form.seen.data
        moderation.write_down(session(), ring(), response, statement, text, principal(), seen)

    return change(response, make, f"s{statement_id}", "Written down.", statement=statement_id, text=form.text.data)
