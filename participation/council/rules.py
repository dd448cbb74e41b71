"""The council's own words, with defaults; checked data, so that a wrong setting is refused when it is saved."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

SATURDAY = 5
LONGEST_NAME = 120
VERIFY_AFTER = timedelta(days=180)

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class SettingError(ValueError):
    """This cannot be saved; the message says what to do."""


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

    def needs_a_check(self, today: date) -> bool:
        """Whether nobody has looked at number and hours for half a year."""
        return not self.last_verified or today - date.fromisoformat(self.last_verified) > VERIFY_AFTER


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


class CouncilSettings(BaseModel):
    """Settings without code. `reply_days` are working days until the team answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Name = "Your council"
    site_name: Name = "Hear me"
    team_name: Name = "Participation team"
    hours_sentence: Sentence = "We read messages Monday to Friday, 9 am to 5 pm."
    reply_days: int = Field(default=5, ge=1, le=30)
    talk_days: int = Field(default=20, ge=1, le=90)
    decide_days: int = Field(default=60, ge=1, le=180)
    helplines: tuple[Helpline, ...] = Field(default=HELPLINES, max_length=30)

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if not self.reply_days <= self.talk_days <= self.decide_days:
            raise ValueError("Reading and answering comes before talking about it, and that before deciding.")
        return self

    def steps_due(self, received_on: date) -> tuple[date, date, date, date]:
        """By when each step of a young person's timeline is promised: received, read, talked about, decided.

        Everything is read by the end of the next working day (practice.md, "Safeguarding").
        """
        days = (1, self.talk_days, self.decide_days)
        read, talked, decided = (working_days_after(received_on, wait) for wait in days)
        return received_on, read, talked, decided


FAULTS = {
    "name": "Enter a name of at most 80 characters.",
    "site_name": "Enter a name of at most 80 characters.",
    "team_name": "Enter a name of at most 80 characters.",
    "hours_sentence": "Enter one sentence of at most 200 characters.",
    "reply_days": "Enter a number of working days from 1 to 30.",
    "talk_days": "Enter a number of working days from 1 to 90.",
    "decide_days": "Enter a number of working days from 1 to 180.",
    "number": "Enter the number as young people should read it, at most 40 characters.",
    "call": "Enter a number with at most 20 digits.",
    "text": "Enter a number with at most 20 digits.",
    "hours": "Enter when somebody answers, at most 120 characters.",
    "about": "Use at most 200 characters.",
    "helplines": "Keep at most 30 helplines.",
}


def faults(error: ValidationError) -> dict[str, str]:
    """Field name to a sentence that says what to do; under an empty name what concerns several fields."""
    found: dict[str, str] = {}
    for each in error.errors(include_input=False, include_url=False):
        names = [str(part) for part in each["loc"] if isinstance(part, str)]
        name = names[-1] if names else ""
        found.setdefault(name, FAULTS.get(name) or each["msg"].removeprefix("Value error, "))
    return found


def readable(kept: Mapping[str, Any]) -> CouncilSettings:
    """What is kept, without what no longer fits: a page for children never fails over a setting."""
    rest = dict(kept)
    while True:
        try:
            return CouncilSettings(**rest)
        except ValidationError as error:
            wrong = {str(each["loc"][0]) for each in error.errors() if each["loc"]} & rest.keys()
            rest = {key: value for key, value in rest.items() if key not in wrong} if wrong else {}


def place_name(name: str, others: Collection[str]) -> str:
    """The name of a locality or service as it is kept; raises SettingError."""
    found = " ".join(name.split())
    if not 1 <= len(found) <= LONGEST_NAME:
        raise SettingError(f"Enter a name of at most {LONGEST_NAME} characters.")
    if found.casefold() in {other.casefold() for other in others}:
        raise SettingError("There is one with this name already.")
    return found


def new_slug(name: str, taken: Collection[str]) -> str:
    """A short name for addresses and files that is not taken; it stays when the place is renamed."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "place"
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)


def working_days_after(day: date, days: int) -> date:
    """The day so many working days (Monday to Friday) after `day`."""
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day
