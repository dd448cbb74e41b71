"""What the council sets without code, and what follows from it; pure."""

from participation.council.rules.alerts import TEST_ALERT, alerts_leave, next_test_due
from participation.council.rules.colours import Palette, contrast, palette
from participation.council.rules.helplines import HELPLINES, Helpline, digits_of, text_number
from participation.council.rules.hours import (
    OFFICE_WEEK,
    WEEKDAYS,
    Opening,
    Reading,
    closed_days,
    reading_at,
    working_days_after,
)
from participation.council.rules.logos import Logo
from participation.council.rules.places import SettingError, new_slug, place_name
from participation.council.rules.settings import CouncilSettings, faults, readable

__all__ = [
    "HELPLINES",
    "OFFICE_WEEK",
    "TEST_ALERT",
    "WEEKDAYS",
    "CouncilSettings",
    "Helpline",
    "Logo",
    "Opening",
    "Palette",
    "Reading",
    "SettingError",
    "alerts_leave",
    "closed_days",
    "contrast",
    "digits_of",
    "faults",
    "new_slug",
    "next_test_due",
    "palette",
    "place_name",
    "readable",
    "reading_at",
    "text_number",
    "working_days_after",
]
