"""Where replies are counted, when, and for whom. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from participation.access import Scope
from participation.disclosure import Release, Table, in_full, protect
from participation.kernel.quarters import Quarter

ALL = "all"
NOT_SAID = "not_said"
Place = int | str  # a locality's id, ALL or NOT_SAID


@dataclass(frozen=True)
class Named:
    """A place or an age band as pages name it; `slug` is how an address says it."""

    key: Place
    name: str
    slug: str = ""


@dataclass(frozen=True)
class Reader:
    """For whom: `in_full` is for those who may read the responses themselves, within their scope."""

    scope: Scope = field(default_factory=Scope)
    in_full: bool = False

    def release(self, table: Table) -> Release:
        """What this reader may see of a table."""
        return in_full(table) if self.in_full else protect(table)


@dataclass(frozen=True)
class View:
    """What one page is about. `places` are all that these replies can stand in; `over` says that the quarter is."""

    quarter: Quarter
    place: Named
    places: Sequence[Named]
    reader: Reader
    over: bool

    @property
    def periods(self) -> tuple[Quarter, Quarter, Quarter]:
        """The quarter, the one before and the one a year before."""
        return self.quarter, self.quarter.previous, self.quarter.year_before

    @property
    def everywhere(self) -> bool:
        """Whether no place was chosen."""
        return self.place.key == ALL

    @property
    def whole(self) -> bool:
        """Whether breakdowns beside a place's own figures may be given: to others they would be a third filter."""
        return self.reader.in_full or self.everywhere

    @property
    def keys(self) -> list[Place]:
        """The places by key."""
        return [each.key for each in self.places]

    def covers(self, locality: int | None) -> bool:
        """Whether a reply of this locality is counted here."""
        return self.place.key in (ALL, place_of(locality))


def place_of(locality: int | None) -> Place:
    """Where a reply stands."""
    return NOT_SAID if locality is None else locality
