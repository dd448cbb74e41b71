"""Shapes of the council's pages; what is allowed stands in `rules`."""

from collections.abc import Mapping
from typing import Self

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from pydantic import ValidationError
from wtforms import BooleanField, RadioField, StringField, TextAreaField

from participation.council.rules import (
    WEEKDAYS,
    CouncilSettings,
    Helpline,
    Opening,
    SettingError,
    closed_days,
    digits_of,
    faults,
    text_number,
)


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
    """Names, and how the team is reached."""

    name = StringField("Council")
    site_name = StringField("Name of this site")
    team_name = StringField("Team that answers")
    contact = StringField("How people reach the team")
    privacy_contact = StringField("Who answers questions about data")


class HoursForm(_Form):
    """From when to when somebody reads, each day of the week, and the days when nobody does."""

    closed_days = TextAreaField("Closed days")

    @classmethod
    def showing(cls, settings: CouncilSettings) -> Self:
        """The form with what is kept, where nothing was sent."""
        kept = {"closed_days": "\n".join(f"{day.day} {day:%B %Y}" for day in settings.closed_days)}
        for day, opening in zip(WEEKDAYS, settings.week, strict=True):
            if opening:
                kept |= {f"{day}_opens": f"{opening.opens:%H:%M}", f"{day}_closes": f"{opening.closes:%H:%M}"}
        return cls(data=kept)

    @property
    def days(self) -> list[tuple[StringField, StringField]]:
        """The two fields of each day."""
        return [(self[f"{day}_opens"], self[f"{day}_closes"]) for day in WEEKDAYS]

    def typed(self) -> dict[str, object] | None:
        """What was typed, as the settings take it; None where something is to be put right, which is shown."""
        found: dict[str, object] = {"week": tuple(_hours(*fields) for fields in self.days)}
        try:
            found["closed_days"] = closed_days(self.closed_days.data or "")
        except SettingError as error:
            self.closed_days.errors = [str(error)]
        return None if self.errors else found


for _name in WEEKDAYS:
    setattr(HoursForm, f"{_name}_opens", StringField(f"{_name}, from"))
    setattr(HoursForm, f"{_name}_closes", StringField(f"{_name}, to"))


def _hours(opens: StringField, closes: StringField) -> Opening | None:
    try:
        return Opening.typed(opens.data or "", closes.data or "")
    except SettingError as error:
        opens.errors = [str(error)]
        return None


class WorriesForm(_Form):
    """Who answers when nobody reads, and whether young people may send a worry."""

    emergency_number = StringField("Emergency duty team, by phone")
    worry_open = BooleanField("Young people may send a worry here")


class ColourForm(_Form):
    """The council's own colour."""

    colour = StringField("Colour")


class LogoForm(_Form):
    """The council's logo."""

    logo = FileField("The picture (PNG or JPEG)")
    alt = StringField("What it says, in words")


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
