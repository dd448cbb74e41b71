"""Who was heard, and who was not."""

from typing import Any

from participation.disclosure import NOTHING, Hidden, Shown
from participation.reports.rules.places import ALL, NOT_SAID, Named, Reader
from participation.reports.rules.reach import WAYS, Arrived, Reach, reach_of
from participation.responses.rules import Channel, Provenance
from tests.reports.made import FIGURES, IN_FULL, QUARTER, view

AGES = (Named("8_11", "8 to 11"), Named("12_15", "12 to 15"), Named(NOT_SAID, "Not said"))


def arrived(count: int, locality: int | None = 1, age: str | None = "8_11", **other: Any) -> Arrived:
    """So many alike replies."""
    usual = {"quarter": QUARTER, "channel": Channel.OWN_PHONE, "provenance": Provenance.OWN_WORDS}
    return Arrived(locality=locality, age_band=age, count=count, **{**usual, **other})


def reach(rows: list[Arrived], reader: Reader = IN_FULL, place: int | str = ALL, *, over: bool = True) -> Reach:
    """The reach of a page."""
    return reach_of(rows, AGES, view(place, reader=reader, over=over))


def test_totals_and_breakdowns() -> None:
    found = reach(
        [arrived(12), arrived(30, 2, "12_15"), arrived(4, None, "rather_not_say"), arrived(9, quarter=QUARTER.previous)]
    )
    assert (found.total, found.before, found.year_before) == (Shown(46), Shown(9), Shown(0))
    assert dict(found.by_place) == {"North": Shown(12), "South": Shown(30), "Not said": Shown(4)}
    assert dict(found.by_age) == {"8 to 11": Shown(12), "12 to 15": Shown(30), "Not said": Shown(4)}


def test_ways() -> None:
    rows = [
        arrived(20),
        arrived(3, channel=Channel.WITH_A_WORKER),
        arrived(2, provenance=Provenance.GROUP),
        arrived(1, provenance=Provenance.PROXY, channel=Channel.WITH_A_WORKER),
        arrived(5, provenance=Provenance.SCRIBED),
    ]
    assert dict(reach(rows).by_way) == dict(zip(WAYS, map(Shown, (25, 3, 3)), strict=True))


def test_who_was_not_heard() -> None:
    found = reach([arrived(40)], FIGURES)
    assert found.unheard == ("South", "12 to 15")
    assert reach([arrived(40), arrived(3, 2)], FIGURES).hardly == ("North", "South")


def test_a_place_gives_its_total_only_to_whoever_reads_figures() -> None:
    rows = [arrived(40), arrived(33, 2), arrived(27, None)]
    assert reach(rows, FIGURES, 2) == Reach(Shown(35), before=Shown(0), year_before=Shown(0))
    assert reach(rows, IN_FULL, 2).by_age


def test_until_the_quarter_is_over_figures_are_one_total() -> None:
    rows = [arrived(43), arrived(3, 2)]
    assert reach(rows, FIGURES, over=False) == Reach(Shown(45))
    assert reach(rows, FIGURES, 1, over=False) == Reach(NOTHING)
    assert reach([arrived(4)], FIGURES, over=False) == Reach(Hidden())
    assert reach(rows, IN_FULL, over=False).by_place
