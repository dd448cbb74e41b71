"""The council's own words, with defaults; checked data, so that a wrong setting is refused when it is saved."""

from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict, Field

SATURDAY = 5


class Helpline(BaseModel):
    """Somebody to talk to now. `call` is dialled, `text` is sent as a text message."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str = Field(max_length=80)
    number: str = Field(max_length=40)
    call: str = Field(default="", pattern=r"^[0-9]*$", max_length=20)
    text: str = Field(default="", max_length=20)
    hours: str = Field(max_length=120)
    about: str = Field(default="", max_length=200)
    last_verified: str = Field(default="", pattern=r"^(\d{4}-\d{2}-\d{2})?$")


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
    name: str = Field(default="Your council", max_length=80)
    site_name: str = Field(default="Hear me", max_length=80)
    team_name: str = Field(default="Participation team", max_length=80)
    hours_sentence: str = Field(default="We read messages Monday to Friday, 9 am to 5 pm.", max_length=200)
    reply_days: int = Field(default=5, ge=1, le=30)
    talk_days: int = Field(default=20, ge=1, le=90)
    decide_days: int = Field(default=60, ge=1, le=180)
    helplines: tuple[Helpline, ...] = HELPLINES


def working_days_after(day: date, days: int) -> date:
    """The day so many working days (Monday to Friday) after `day`."""
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day
