"""How many replies, from where and from whom, and from whom there were none. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from participation.disclosure import NOTHING, Figure, Hidden, Key, Shown, Table
from participation.kernel.quarters import Quarter
from participation.reports.rules.places import NOT_SAID, Named, View, place_of
from participation.responses.rules import Channel, Provenance

WAYS = ("On their own", "With a worker", "As a group or for somebody")
NamedFigures = tuple[tuple[str, Figure], ...]


@dataclass(frozen=True)
class Arrived:
    """So many alike replies, whatever they answered."""

    quarter: Quarter
    locality: int | None
    age_band: str | None
    channel: Channel
    provenance: Provenance
    count: int

    @property
    def way(self) -> str:
        """How it came about, in words."""
        if self.provenance in (Provenance.GROUP, Provenance.PROXY):
            return WAYS[2]
        return WAYS[1] if self.channel is Channel.WITH_A_WORKER else WAYS[0]


@dataclass(frozen=True)
class Reach:
    """Reach in one quarter. `unheard` names from where nobody replied, `hardly` from where too few to show."""

    total: Figure
    before: Figure = NOTHING
    year_before: Figure = NOTHING
    by_place: NamedFigures = ()
    by_age: NamedFigures = ()
    by_way: NamedFigures = ()
    unheard: tuple[str, ...] = ()
    hardly: tuple[str, ...] = ()


def reach_table(rows: Iterable[Arrived], places: Sequence[Named], ages: Sequence[Named]) -> Table:
    """The replies of one quarter by place, by age band and by way: three breakdowns of one total."""
    table = Table()
    for row in rows:
        age = row.age_band if any(row.age_band == each.key for each in ages) else NOT_SAID
        for key in (("place", place_of(row.locality)), ("age", age), ("way", row.way)):
            table.add(key, row.count)
    table.add_line(("total",), [("place", each.key) for each in places])
    table.add_line(("total",), [("age", each.key) for each in ages])
    table.add_line(("total",), [("way", way) for way in WAYS])
    return table


def reach_of(rows: Sequence[Arrived], ages: Sequence[Named], view: View) -> Reach:
    """Reach in a quarter. Who may not read the responses gets a chosen place's total only, and the whole council's
    total only until the quarter is over."""
    if view.reader.in_full:
        rows = [row for row in rows if view.covers(row.locality)]
    tables = [reach_table([r for r in rows if r.quarter == quarter], view.places, ages) for quarter in view.periods]
    release, before, year_before = (view.reader.release(table) for table in tables)
    total: Key = ("total",) if view.whole else ("place", view.place.key)
    if not view.over and not view.reader.in_full:
        return Reach(release[total] if view.everywhere else NOTHING)
    by_place = [(each, release["place", each.key]) for each in view.places] if view.everywhere else []
    by_age = [(each, release["age", each.key]) for each in ages] if view.whole else []
    known = [(each.name, figure) for each, figure in (*by_place, *by_age) if each.key != NOT_SAID]
    return Reach(
        total=release[total],
        before=before[total],
        year_before=year_before[total],
        by_place=tuple((each.name, figure) for each, figure in by_place),
        by_age=tuple((each.name, figure) for each, figure in by_age),
        by_way=tuple((way, release["way", way]) for way in WAYS) if view.whole else (),
        unheard=tuple(name for name, figure in known if figure == Shown(0)),
        hardly=tuple(name for name, figure in known if isinstance(figure, Hidden)),
    )
