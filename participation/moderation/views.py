"""The inbox, and the page where one response is read, decided and answered."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from babel import Locale
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from participation.access import Permission
from participation.council.queries import localities, services
from participation.council.views import council
from participation.kernel import clock
from participation.moderation import services as moderation
from participation.moderation.forms import (
    BulkForm,
    DecideForm,
    FilterForm,
    RedactForm,
    ReplyForm,
    RestoreForm,
    ShownForm,
    StepForm,
    WholeForm,
    offer,
)
from participation.moderation.queries import inbox as lists
from participation.moderation.queries.reading import read as reading
from participation.moderation.rules import (
    NOT_SAID,
    NotAllowedError,
    Place,
    Redaction,
    RedactionError,
    Wanted,
    day_words,
    due_words,
    spans_of_words,
    wording,
)
from participation.responses.models import Response, Statement
from participation.responses.queries import exact_words, response_in_scope, statement_of
from participation.responses.rules import Handling, Urgency
from participation.themes import queries as themes
from participation.web.access import keeps_typed, principal, records, requires
from participation.web.database import ring, session
from participation.web.guard import csrf_failed

blueprint = Blueprint("moderation", __name__, url_prefix="/staff")
CHANGED = (
    "Somebody else changed this while you had it open, so nothing of yours was done. "
    "Look at how it stands now; what you chose or wrote is still here."
)
COUNTED = (Handling.UNREAD, Handling.OPENED)
EXPIRED = "This page was open for a long time. What you wrote is still here. Press the button again."


@blueprint.context_processor
def words_for_templates() -> dict[str, Any]:
    """The words and dates of the reading pages."""
    today = clock.today()
    return {
        "wording": wording,
        "in_words": lambda day: day_words(day, today),
        "due_words": lambda due: due_words(due, today),
        "language_name": lambda code: Locale.parse(code).english_name,
    }


@blueprint.get("/inbox")
@requires(Permission.READ_RESPONSES)
def inbox() -> str:
    """What there is to read, most urgent and oldest first."""
    form, by = _filters(), principal()
    wanted, start = form.wanted, Place.parse(request.args.get("after", ""))
    return render_template(
        "moderation/inbox.html",
        filters=form,
        wanted=wanted,
        page=lists.inbox(session(), by, wanted, start),
        start=start,
        streams=lists.streams(session(), by, wanted),
        counts={each: lists.count(session(), by, replace(wanted, handling=each)) for each in COUNTED},
        urgent_open=lists.count(session(), by, Wanted(Handling.OPENED, Urgency.NOW)),
        most=lists.COUNTED,
        today=clock.today(),
        me=by.staff_id,
    )


def _filters() -> FilterForm:
    form, scope = FilterForm(request.args), principal().scope
    not_said = [(str(NOT_SAID), "Not said")] if scope.covers(None) else []
    offer(form.locality, [*((str(each.id), each.name) for each in localities(session(), scope)), *not_said])
    offer(form.service, ((str(each.id), each.name) for each in services(session())))
    offer(form.survey, ((each.slug, each.title) for each in lists.surveys(session())))
    return form


@blueprint.post("/inbox/decide")
@requires(Permission.MODERATE)
def decide_together() -> Any:
    """One decision for several responses that were opened one by one."""
    form = BulkForm()
    if not form.validate_on_submit():
        abort(400)
    chosen = [_locked(response_id) for response_id in sorted(set(form.responses.data))]
    left = moderation.decide_together(session(), ring(), chosen, form.action.data, principal(), clock.today())
    done = len(chosen) - left
    if not chosen:
        flash("Tick some of them first.", "worry")
    if done:
        flash(f"{done} decided together.")
    if left:
        flash(f"{left} left as they were: only unflagged ones that you have opened go together.", "worry")
    return redirect(url_for(".inbox", state=Handling.OPENED), 303)


def _locked(response_id: int) -> Response:
    return response_in_scope(session(), principal().scope, response_id, lock=True) or abort(404)


@blueprint.get("/read/<int:response_id>")
@requires(Permission.READ_RESPONSES)
@records
def read(response_id: int) -> str:
    """One response; that it was opened goes on the record."""
    return _page(_locked(response_id))


def _page(response: Response, problem: str = "", at: str = "", typed: Mapping[str, Any] | None = None) -> str:
    """The page of one response, with what went wrong and what was typed where something did."""
    shown = reading(session(), ring(), response, principal())
    if shown.readable:
        moderation.open_response(session(), response, principal(), clock.today())
    following = lists.inbox(session(), principal(), Wanted(), limit=1).rows
    return render_template(
        "moderation/read.html",
        response=response,
        reading=shown,
        problem=problem,
        at=at,
        typed=typed or {},
        urgency=Urgency(response.urgency),
        promised=council().steps_due(response.received_on),
        settable=moderation.STEPS,
        following=following[0] if following else None,
        themes=themes.active(session()),
        codes=themes.codes_of(session(), [each.id for each in shown.statements]),
        me=principal().staff_id,
    )


def _change(response: Response, change: Callable[[], None], at: str, said: str, **typed: Any) -> Any:
    """Do it and go back to the page; or show the page with the reason why not and everything that was typed."""
    before = response.handling
    try:
        if csrf_failed():
            raise NotAllowedError(EXPIRED)
        change()
    except moderation.ChangedMeanwhileError:
        return _page(response, CHANGED, at, typed), 409
    except (NotAllowedError, RedactionError) as error:
        return _page(response, str(error), at, typed), 422
    finished = response.handling is Handling.DONE and before is not Handling.DONE
    flash(f"{said} Nothing is left to do here." if finished else said)
    return redirect(url_for(".read", response_id=response.id, _anchor=None if finished else at), 303)


def _statement(response: Response, statement_id: int) -> Statement:
    return statement_of(session(), response.id or 0, statement_id) or abort(404)


@blueprint.post("/read/<int:response_id>/<int:statement_id>/redact")
@requires(Permission.MODERATE)
@keeps_typed
def redact(response_id: int, statement_id: int) -> Any:
    """Take words out of what others see: the chosen ones, or a suggestion."""
    response, form = _locked(response_id), RedactForm()
    statement = _statement(response, statement_id)

    def change() -> None:
        chosen = _chosen(form, exact_words(ring(), response, statement))
        moderation.redact(session(), ring(), response, statement, chosen, principal(), form.seen.data or "")

    return _change(response, change, f"s{statement_id}", "Taken out.", statement=statement_id, words=form.words.data)


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
    response, form = _locked(response_id), RestoreForm()
    statement = _statement(response, statement_id)
    if not form.validate_on_submit():
        abort(400)
    return _change(
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
    response, form = _locked(response_id), DecideForm()
    statement = _statement(response, statement_id)

    def change() -> None:
        if not form.validate():
            raise NotAllowedError(" ".join(form.reason.errors) or "Choose what to do.")
        action, reason, seen = form.action.data, form.reason.data or "", form.seen.data
        moderation.decide(
            session(), ring(), response, statement, action, principal(), clock.today(), seen=seen, reason=reason
        )

    return _change(response, change, f"s{statement_id}", "Saved.", statement=statement_id, reason=form.reason.data)


@blueprint.post("/read/<int:response_id>/decide")
@requires(Permission.MODERATE)
def decide_whole(response_id: int) -> Any:
    """Approve or keep private all that waits in one response; nothing of it is flagged."""
    response, form = _locked(response_id), WholeForm()
    if not form.validate_on_submit():
        abort(400)
    action, seen = form.action.data, form.seen.data
    return _change(
        response,
        lambda: moderation.decide_whole(session(), ring(), response, action, principal(), clock.today(), seen),
        "whole",
        "Saved.",
    )


@blueprint.post("/read/<int:response_id>/reply")
@requires(Permission.REPLY)
@keeps_typed
def reply(response_id: int) -> Any:
    """Answer the young person in the team's name."""
    response, form = _locked(response_id), ReplyForm()

    def change() -> None:
        if not form.validate():
            raise NotAllowedError(" ".join(form.text.errors) or "Send it again, please.")
        moderation.answer(session(), ring(), response, form.text.data, principal(), form.shown.data)

    return _change(response, change, "messages", "Sent. The young person can read it now.", reply=form.text.data)


@blueprint.post("/read/<int:response_id>/messages-read")
@requires(Permission.REPLY)
def messages_read(response_id: int) -> Any:
    """The messages are read and need no answer."""
    response, form = _locked(response_id), ShownForm()
    if not form.validate_on_submit():
        abort(400)
    return _change(
        response,
        lambda: moderation.needs_no_answer(session(), response, principal(), form.shown.data),
        "messages",
        "Marked as read.",
    )


@blueprint.post("/read/<int:response_id>/step")
@requires(Permission.MODERATE)
def step(response_id: int) -> Any:
    """Set a step of the young person's timeline."""
    response, form = _locked(response_id), StepForm()
    if not form.validate_on_submit():
        abort(400)
    return _change(
        response,
        lambda: moderation.take_step(session(), response, form.step.data, principal(), clock.today()),
        "timeline",
        "The young person’s timeline says so now.",
    )
