"""Shapes of what is sent from the inbox and from the page of one response."""

import enum
from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange

from participation.conversations.services import LONGEST
from participation.kernel.sanitise import keep_exact
from participation.moderation.rules import Action, NotAllowedError, Redaction, RedactionReason, Span, Wanted
from participation.moderation.rules.wording import HANDLINGS, STREAMS
from participation.moderation.services import STEPS, TOGETHER
from participation.responses.rules import Handling, Progress, Urgency
from participation.safeguarding.rules import LONGEST_REASON, Step
from participation.web.guard import id_of

MOST_SUGGESTIONS = 200
ANY = {"": "All"}


def one_of(kind: type[enum.StrEnum]) -> Any:
    """A filter for a field that holds one of an enum's values, and None for anything else."""
    return lambda raw: kind(raw) if raw in set(kind) else None


def span(raw: str | None) -> Span | None:
    """A place written `start-end`."""
    start, _, end = (raw or "").partition("-")
    return Span(int(start), int(end)) if start.isdecimal() and end.isdecimal() and len(start + end) < 20 else None


def suggested(raw: str) -> Redaction | None:
    """A suggestion that was taken."""
    place, _, reason = raw.rpartition("-")
    where, why = span(place), one_of(RedactionReason)(reason)
    return Redaction(*where, why) if where and why else None


class FilterForm(FlaskForm):  # type: ignore[misc]
    """Which responses are listed; it comes in the address, so it has no token."""

    class Meta:
        csrf = False

    state = SelectField("State", choices={h.value: words for h, words in HANDLINGS.items()}, default="unread")
    stream = SelectField("Stream", choices={**ANY, **{str(int(u)): words for u, words in STREAMS.items()}})
    locality = SelectField("Locality")
    service = SelectField("Service")
    survey = SelectField("Survey")
    second_look = BooleanField("Needs another look")
    message = BooleanField("Has a new message")

    @property
    def chosen(self) -> dict[str, str]:
        """What is wished for, as a link says it; what is not on offer is left out."""
        selects = {field.name: field.data for field in self if isinstance(field, SelectField) and _on_offer(field)}
        boxes = {field.name: "y" for field in self if field.data is True}
        return {name: value for name, value in {**selects, **boxes}.items() if value}

    @property
    def wanted(self) -> Wanted:
        """The same as the query takes it."""
        chosen = self.chosen
        stream, locality, service = (chosen.get(name) for name in ("stream", "locality", "service"))
        return Wanted(
            handling=Handling(chosen.get("state", Handling.UNREAD)),
            urgency=Urgency(int(stream)) if stream else None,
            locality=int(locality) if locality else None,
            service=int(service) if service else None,
            survey=chosen.get("survey"),
            second_look="second_look" in chosen,
            message="message" in chosen,
        )


def _on_offer(field: SelectField) -> bool:
    return field.data in field.choices


def offer(field: SelectField, choices: Iterable[tuple[str, str]]) -> None:
    """Give a filter its choices after "All"."""
    field.choices = {**ANY, **dict(choices)}


class BulkForm(FlaskForm):  # type: ignore[misc]
    """Responses that are decided together."""

    responses = SelectMultipleField("Responses", coerce=id_of, validate_choice=False)
    action = StringField(filters=[one_of(Action)], validators=[DataRequired(), AnyOf(TOGETHER)])


class SeenForm(FlaskForm):  # type: ignore[misc]
    """A change to a statement: what the page showed of it comes back."""

    seen = HiddenField(validators=[InputRequired(), Length(max=64)])


class RedactForm(SeenForm):
    """Words by their places with the pressed button as the reason, or suggestions written `start-end-reason`."""

    words = SelectMultipleField("Words", coerce=int, validate_choice=False)
    reason = StringField(filters=[one_of(RedactionReason)])
    suggestion = StringField(filters=[lambda raw: tuple(map(suggested, (raw or "").split()[:MOST_SUGGESTIONS]))])


class RestoreForm(SeenForm):
    """The stretch that is put back."""

    place = StringField(filters=[span], validators=[DataRequired()])


class DecideForm(SeenForm):
    """A decision with its reason."""

    action = StringField(filters=[one_of(Action)], validators=[DataRequired()])
    reason = TextAreaField(
        "Reason (only staff see it)", validators=[Length(max=LONGEST_REASON, message="Make the reason shorter.")]
    )


class WriteDownForm(SeenForm):
    """What a drawing shows or a recording says, in the reader's words."""

    text = TextAreaField(
        "What it shows or says",
        filters=[lambda raw: keep_exact(raw or "")],
        validators=[
            InputRequired("Write down what it shows or says."),
            Length(max=LONGEST, message=f"Keep it to {LONGEST} letters."),
        ],
    )


class AskForm(FlaskForm):  # type: ignore[misc]
    """Something that needs a reason, which only staff see."""

    reason = TextAreaField(
        "Reason", validators=[Length(max=LONGEST_REASON, message=f"Keep the reason to {LONGEST_REASON} letters.")]
    )

    def reason_or_error(self) -> str:
        """What was written; raises NotAllowedError where the form does not hold together."""
        if not self.validate():
            raise NotAllowedError(" ".join(self.reason.errors) or "Send it again, please.")
        return self.reason.data or ""


class OpenNowForm(AskForm):
    """One person opens who it is, and says that someone may be in danger."""

    in_danger = BooleanField("Someone may be in danger")


class AnswerForm(AskForm):
    """What the second person does."""

    step = StringField(filters=[one_of(Step)], validators=[DataRequired()])


class FreezeForm(AskForm):
    """Freeze the return code, or let it be used again."""

    action = StringField(validators=[AnyOf(("freeze", "let_go"))])


class WholeForm(FlaskForm):  # type: ignore[misc]
    """One decision for all texts of a response, with what the page showed of each."""

    action = StringField(filters=[one_of(Action)], validators=[DataRequired(), AnyOf(TOGETHER)])
    seen = SelectMultipleField(validate_choice=False)


class ReplyForm(FlaskForm):  # type: ignore[misc]
    """What the team writes; `shown` is the newest message that was on the page."""

    text = TextAreaField(
        "Your reply",
        filters=[lambda raw: keep_exact(raw or "")],
        validators=[
            InputRequired("Write your reply first."),
            Length(max=LONGEST, message=f"A reply has at most {LONGEST} letters."),
        ],
    )
    shown = IntegerField(validators=[InputRequired(), NumberRange(min=0, max=2**53)])


class ShownForm(FlaskForm):  # type: ignore[misc]
    """The messages up to this one were read."""

    shown = IntegerField(validators=[InputRequired(), NumberRange(min=0, max=2**53)])


class StepForm(FlaskForm):  # type: ignore[misc]
    """A step of the young person's timeline."""

    step = SelectField("Step", choices=[step.value for step in STEPS], coerce=Progress)
