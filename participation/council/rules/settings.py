"""The council's own words, with defaults; checked data, so that a wrong setting is refused when it is saved."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from participation.council.rules.colours import Palette, palette
from participation.council.rules.helplines import HELPLINES, Helpline, Name, digits_of
from participation.council.rules.hours import OFFICE_WEEK, Reading, Run, Week, reading_at, runs, working_days_after
from participation.council.rules.logos import Logo
from participation.kernel.times import clock_time, listed, weekday

Contact = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Number = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40, pattern=r"^[0-9 ()+-]*$")]
FEWEST_DIGITS = 3
IN_ENGLISH = ("%(first)s, %(opens)s to %(closes)s", "%(first)s to %(last)s, %(opens)s to %(closes)s")


class CouncilSettings(BaseModel):
    """Settings without code. `reply_days` are working days until the team answers.

    `worry_open`: whether young people may send a worry here. It needs a number that somebody answers when the team does
    not read, and alerts that arrive (practice.md, "Safeguarding"); `worry_open_since` is kept beside it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Name = "Your council"
    site_name: Name = "Hear me"
    team_name: Name = "Participation team"
    contact: Contact = ""
    privacy_contact: Contact = ""
    colour: str = ""
    logo: Logo | None = None
    week: Week = Field(default=OFFICE_WEEK, min_length=7, max_length=7)
    closed_days: tuple[date, ...] = Field(default=(), max_length=100)
    emergency_number: Number = ""
    worry_open: bool = False
    worry_open_since: date | None = None
    reply_days: int = Field(default=5, ge=1, le=30)
    talk_days: int = Field(default=20, ge=1, le=90)
    decide_days: int = Field(default=60, ge=1, le=180)
    helplines: tuple[Helpline, ...] = Field(default=HELPLINES, max_length=30)

    @field_validator("week")
    @classmethod
    def _somebody_reads(cls, week: Week) -> Week:
        if not any(week):
            raise ValueError("Enter the hours of at least one day.")
        return week

    @field_validator("colour")
    @classmethod
    def _readable_colour(cls, colour: str) -> str:
        return palette(colour).light if colour else ""

    @field_validator("emergency_number")
    @classmethod
    def _can_be_dialled(cls, number: str) -> str:
        if number and len(digits_of(number)) < FEWEST_DIGITS:
            raise ValueError("Enter the whole number, digits and spaces only.")
        return number

    @field_validator("worry_open")
    @classmethod
    def _with_a_number(cls, wanted: bool, info: ValidationInfo) -> bool:
        if wanted and not info.data.get("emergency_number"):
            raise ValueError("Enter the number of the emergency duty team first.")
        return wanted

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if not self.reply_days <= self.talk_days <= self.decide_days:
            raise ValueError("Reading and answering comes before talking about it, and that before deciding.")
        return self

    @property
    def palette(self) -> Palette | None:
        """The council's own colour in all its shades, None for the one that the pages come with."""
        return palette(self.colour) if self.colour else None

    @cached_property
    def static_parts(self) -> Mapping[str, bytes]:
        """What the settings bring to our own static files: the end of the stylesheet, and the logo."""
        css = self.palette.css.encode() if self.palette else b""
        return {"young.css": css, "logo.png": self.logo.png if self.logo else b""}

    @property
    def emergency_call(self) -> str:
        """What is dialled: the digits of the number that is shown."""
        return digits_of(self.emergency_number)

    @property
    def hours_sentence(self) -> str:
        """When somebody reads, in English."""
        return f"We read messages {self.hours_in('en', *IN_ENGLISH)}."

    def hours_in(self, language: str, one_day: str, several: str) -> str:
        """The hours of the week in a language, which says one day and days in a row with the same hours so."""
        return listed(
            [_said(one_day if run.first == run.last else several, run, language) for run in runs(self.week)], language
        )

    def reading_at(self, now: datetime) -> Reading:
        """Whether somebody reads at this moment, until when, or when they are back."""
        return reading_at(now, self.week, self.closed_days)

    def working_days_after(self, day: date, days: int) -> date:
        """The day so many of the council's working days after `day`."""
        return working_days_after(day, days, self.closed_days)

    def steps_due(self, received_on: date) -> tuple[date, date, date, date]:
        """By when each step of a young person's timeline is promised: received, read, talked about, decided.

        Everything is read by the end of the next working day (practice.md, "Safeguarding").
        """
        days = (1, self.talk_days, self.decide_days)
        read, talked, decided = (self.working_days_after(received_on, wait) for wait in days)
        return received_on, read, talked, decided


def _said(pattern: str, run: Run, language: str) -> str:
    return pattern % {
        "first": weekday(run.first, language),
        "last": weekday(run.last, language),
        "opens": clock_time(run.opening.opens, language),
        "closes": clock_time(run.opening.closes, language),
    }


FAULTS = {
    "name": "Enter a name of at most 80 characters.",
    "site_name": "Enter a name of at most 80 characters.",
    "team_name": "Enter a name of at most 80 characters.",
    "alt": "Use at most 120 characters.",
    "contact": "Use at most 200 characters.",
    "privacy_contact": "Use at most 200 characters.",
    "closed_days": "Keep at most 100 closed days.",
    "reply_days": "Enter a number of working days from 1 to 30.",
    "talk_days": "Enter a number of working days from 1 to 90.",
    "decide_days": "Enter a number of working days from 1 to 180.",
    "number": "Enter the number as young people should read it, at most 40 characters.",
    "call": "Enter a number with at most 20 digits.",
    "text": "Enter a number with at most 20 digits.",
    "hours": "Enter when somebody answers, at most 120 characters.",
    "about": "Use at most 200 characters.",
    "helplines": "Keep at most 30 helplines.",
    "emergency_number": "Enter the number with digits and spaces only, at most 40 characters.",
}


def faults(error: ValidationError) -> dict[str, str]:
    """Field name to a sentence that says what to do; under an empty name what concerns several fields.

    A sentence that a rule here gave itself says more than the one for its field.
    """
    found: dict[str, str] = {}
    for each in error.errors(include_input=False, include_url=False):
        names = [str(part) for part in each["loc"] if isinstance(part, str)]
        name, said = (names[-1] if names else ""), each["msg"].removeprefix("Value error, ")
        found.setdefault(name, said if each["type"] == "value_error" else FAULTS.get(name, said))
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
