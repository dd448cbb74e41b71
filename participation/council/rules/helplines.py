"""Somebody to talk to now, and that a tap reaches the number that is read."""

import re
from datetime import date, timedelta
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

VERIFY_AFTER = timedelta(days=180)

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


def digits_of(number: str) -> str:
    """The digits of a number as it is written."""
    return "".join(re.findall(r"[0-9]", number))


def text_number(number: str) -> str:
    """Where a text message goes: the last digits of `Text SHOUT to 85258`."""
    return str((re.findall(r"[0-9]+", number) or [""])[-1])


class Helpline(BaseModel):
    """Somebody to talk to now. `call` is dialled, `text` is sent as a text message."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Name
    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    call: str = Field(default="", pattern=r"^[0-9]*$", max_length=20)
    text: str = Field(default="", pattern=r"^[0-9]*$", max_length=20)
    hours: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    about: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    last_verified: str = Field(default="", pattern=r"^(\d{4}-\d{2}-\d{2})?$")

    @model_validator(mode="after")
    def _dials_what_it_shows(self) -> Self:
        """A child who taps must reach the number that they read."""
        shown = digits_of(self.number)
        if (self.call and self.call != shown) or (self.text and not shown.endswith(self.text)):
            raise ValueError("The number that is dialled is not the one that is shown.")
        return self

    @property
    def checked_on(self) -> date | None:
        """The day on which somebody last called it or read its own page."""
        return date.fromisoformat(self.last_verified) if self.last_verified else None

    def needs_a_check(self, today: date) -> bool:
        """Whether nobody has looked at number and hours for half a year."""
        return not self.checked_on or today - self.checked_on > VERIFY_AFTER


HELPLINES = (
    Helpline(
        name="Childline", number="0800 1111", call="08001111", hours="Free, day and night", about="For anyone under 19"
    ),
    Helpline(
        name="Shout",
        number="Text SHOUT to 85258",
        text="85258",
        hours="Free, day and night",
        about="If you would rather text than talk",
    ),
)
