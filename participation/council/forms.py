"""Shapes of the council's pages; what is allowed stands in `rules`."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from pydantic import ValidationError
from wtforms import BooleanField, RadioField, StringField

from participation.council.rules import Helpline, digits_of, faults, text_number


class _Form(FlaskForm):  # type: ignore[misc]
    def show(self, error: ValidationError) -> None:
        """Put what `rules` found beside the fields."""
        sentences: Mapping[str, str] = faults(error)
        for name, sentence in sentences.items():
            if name in self:
                self[name].errors = [sentence]
            else:
                self.form_errors.append(sentence)


class WordsForm(_Form):
    """Names."""

    name = StringField("Council")
    site_name = StringField("Name of this site")
    team_name = StringField("Team that answers")


class DaysForm(_Form):
    """How long young people wait at most, in working days."""

    reply_days = StringField("Read and answered")
    talk_days = StringField("Talked about")
    decide_days = StringField("Decided")


class HelplineForm(_Form):
    """One helpline. What is dialled comes from the number as it is shown, so that the two cannot differ."""

    name = StringField("Name")
    number = StringField("Number, as young people read it")
    how = RadioField("How it is used", choices={"call": "People call it", "text": "People send it a text message"})
    hours = StringField("When somebody answers, and what it costs")
    about = StringField("Who it is for (if that helps)")
    checked = BooleanField("I have checked the number and the hours today")

    def helpline(self, before: Helpline | None, today: str) -> Helpline:
        """What was typed; raises pydantic's ValidationError."""
        number = self.number.data or ""
        verified = today if self.checked.data else before.last_verified if before else ""
        return Helpline(
            name=self.name.data or "",
            number=number,
            call=digits_of(number) if self.how.data == "call" else "",
            text=text_number(number) if self.how.data == "text" else "",
            hours=self.hours.data or "",
            about=self.about.data or "",
            last_verified=verified,
        )


class PlaceForm(_Form):
    """A locality or a service."""

    name = StringField("Name")
