"""Days of the week, times of day and lists in the words of a language, without Flask."""

from collections.abc import Sequence
from datetime import time

from babel.dates import format_time, get_day_names
from babel.lists import format_list

from participation.kernel.localisation import own_digits, within_a_sentence


def weekday(number: int, language: str) -> str:
    """`Monday` for 0, as it stands within a sentence."""
    return within_a_sentence(str(get_day_names("wide", context="stand-alone", locale=language)[number]), language)


def clock_time(at: time, language: str) -> str:
    """`9 am`, `5:30 pm`, `12 noon` in English; as the language writes it elsewhere, in its own digits."""
    if language != "en":
        pattern = "B h:mm" if language == "ur" else "short"  # CLDR has Latin AM and PM for Urdu, and nobody says them
        return own_digits(format_time(at, pattern, locale=language), language)
    if at.minute == 0 and at.hour in {0, 12}:
        return "12 noon" if at.hour else "12 midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{(at.hour + 11) % 12 + 1}{minutes} {'am' if at.hour < 12 else 'pm'}"


def listed(parts: Sequence[str], language: str) -> str:
    """`a, b and c`."""
    return str(format_list(list(parts), locale="en_GB" if language == "en" else language))
