"""A figure that may be shown, or the marker that stands where one may not."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass


class Marker(enum.StrEnum):
    """What stands in place of a number, or beside one, in square brackets (practice.md, "Small numbers")."""

    CONFIDENTIAL = "[c]"
    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"
    LOW = "[low]"
    UNRELIABLE = "[u]"


EXPLAINED: Mapping[Marker, str] = {
    Marker.CONFIDENTIAL: "confidential: the number is small, or would give a small one away",
    Marker.NOT_AVAILABLE: "not available: there was nothing to work it out from",
    Marker.NOT_APPLICABLE: "not applicable: nobody was asked or nobody replied",
    Marker.LOW: "low: more than none, but it rounds to zero",
    Marker.UNRELIABLE: "unreliable: fewer than 30 replies, so chance alone moves it a lot",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A whole number that may be shown."""

    value: int

    def __str__(self) -> str:
        return f"{self.value:,}"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A number that may not be shown. It is not in here: there is nothing to print, to compare or to reckon with."""

    marker: Marker = Marker.CONFIDENTIAL

    def __str__(self) -> str:
        return self.marker.value


Figure = Shown | Hidden
NOTHING = Hidden(Marker.NOT_AVAILABLE)


def plain(figure: Figure) -> int | str:
    """A figure as files hold it: the number, or the marker."""
    return figure.value if isinstance(figure, Shown) else figure.marker.value
