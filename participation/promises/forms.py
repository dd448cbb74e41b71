"""Shapes of what staff write about an ask."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from participation.promises.rules import Outcome, Topic, Wording
from participation.promises.services import Details
from participation.surveys.rules import Look
from participation.web.guard import id_of

PARTS = ("asked", "said", "answer")
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def stripped(raw: str | None) -> str:
    """Without spaces at the ends, and line ends as everywhere."""
    return (raw or "").replace("\r\n", "\n").strip()


def number(raw: Any) -> int | None:
    """A version, None for anything else."""
    return int(raw) if str(raw).isdecimal() and len(str(raw)) < 10 else None


def choice(raw: Any) -> int:
    """An id among the choices; WTForms hands over what was typed and what was kept alike."""
    return id_of(str(raw))


def _at_most(length: int) -> Length:
    return Length(max=length, message=f"Use {length:,} characters or fewer.")


class SeenForm(FlaskForm):  # type: ignore[misc]
    """A change to an ask: the version that the page showed comes back."""

    version = HiddenField(filters=[number], validators=[NumberRange(min=1)])


class DetailsForm(SeenForm):
    """An ask as staff keep it. What there is to choose is offered by the view."""

    ask = TextAreaField(
        "What young people ask for", filters=[stripped], validators=[DataRequired("Say what they ask."), _at_most(2000)]
    )
    owner = StringField(
        "Who owes the answer", filters=[stripped], validators=[DataRequired("Name a person or a role."), _at_most(120)]
    )
    due_on = DateField("By when", validators=[InputRequired("Enter a day.")])
    topic = SelectField("What it is about", coerce=Topic)
    locality = SelectField("Where", coerce=choice)
    theme = SelectField("Theme of the code book", coerce=choice)
    evidence = TextAreaField("Evidence", filters=[stripped], validators=[_at_most(4000)])
    statements = SelectMultipleField("Words that it came from", coerce=choice)
    quotes = SelectMultipleField("Words that young people see with it", coerce=choice)

    def validate_due_on(self, field: DateField) -> None:
        """A slip in the year is not kept."""
        if field.data and not EARLIEST <= field.data <= LATEST:
            raise ValidationError("Check the year.")

    @property
    def details(self) -> Details:
        """What was entered."""
        return Details(
            ask=self.ask.data,
            owner=self.owner.data,
            due_on=self.due_on.data,
            topic=self.topic.data,
            locality_id=self.locality.data or None,
            theme_id=self.theme.data or None,
            evidence=self.evidence.data,
        )


class TextsForm(SeenForm):
    """What young people read in one language: a field for each look and part, named `look_part`."""

    @property
    def texts(self) -> dict[Look, Wording]:
        """What was entered."""
        return {look: Wording(*(self[f"{look}_{part}"].data for part in PARTS)) for look in Look}

    @staticmethod
    def filled_with(texts: Mapping[Look, Wording]) -> dict[str, str]:
        """Wordings as the form takes them."""
        return {f"{look}_{part}": getattr(each, part) for look, each in texts.items() for part in PARTS}


for _look in Look:
    for _part, _label in zip(PARTS, ("We asked", "You said", "The answer"), strict=True):
        setattr(TextsForm, f"{_look}_{_part}", TextAreaField(_label, filters=[stripped], validators=[_at_most(1000)]))


class OutcomeForm(SeenForm):
    """How it stands."""

    outcome = RadioField("How it stands", coerce=Outcome, validators=[InputRequired("Choose how it stands.")])
    reason = TextAreaField("Why", filters=[stripped], validators=[_at_most(2000)])
