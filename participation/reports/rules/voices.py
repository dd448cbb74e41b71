"""Good things, worries and changes wanted: themes that people confirmed, and words that may be shown. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from participation.disclosure import NOTHING, Figure, Hidden, Release, Shown, Table
from participation.kernel.quarters import Quarter
from participation.reports.rules.arithmetic import Comparison, Tally, Verdict, judge
from participation.reports.rules.places import ALL, Place, View, place_of
from participation.surveys.rules import Lens

TITLES = {Lens.GOOD_THING: "Good things", Lens.WORRY: "Worries", Lens.CHANGE_WANTED: "Changes wanted"}
BANDS = {
    "under_8": "under 12",
    "8_11": "under 12",
    "12_15": "12 to 17",
    "16_17": "12 to 17",
    "18_25": "18 to 25",
}
MOST_THEMES = 5
MOST_QUOTES = 2
FEW = 5  # a few voices: named, without count, place or quote
QUOTE_BASE = 10
TRENDS = {
    Verdict.BETTER: "more often than before",
    Verdict.WORSE: "less often than before",
    Verdict.STEADY: "as often as before",
    Verdict.CANT_TELL: "can’t tell yet",
    Verdict.TOO_FEW: "too few replies to compare",
    Verdict.NOT_SHOWN: "change not shown",
}


@dataclass(frozen=True)
class Theme:
    """A theme of the code book; `phrase` is a child's own, where there is one."""

    id: int
    name: str
    phrase: str


@dataclass(frozen=True)
class Spoken:
    """So many replies that speak of a theme in one lens; `theme` None: all coded replies of the lens."""

    quarter: Quarter
    lens: Lens
    theme: int | None
    locality: int | None
    imported: bool
    count: int


@dataclass(frozen=True)
class Quotable:
    """Words that their young person agreed to show, as published."""

    text: str
    lens: Lens
    theme: int
    age_band: str | None
    language: str = "en"


@dataclass(frozen=True)
class Quote:
    """Words on a page; `who` names a broad band, or nobody."""

    text: str
    who: str
    language: str


@dataclass(frozen=True)
class ThemeLine:
    """A theme with how many replies speak of it; `imported` of them are public comments, None where there are none."""

    name: str
    phrase: str
    replies: Figure
    was: Figure
    imported: Figure | None
    verdict: Verdict

    @property
    def trend(self) -> str:
        """Whether replies speak of it more often, in words; this says nothing of good or bad."""
        return TRENDS[self.verdict]


@dataclass(frozen=True)
class Card:
    """The themes of one lens, the most frequent first."""

    lens: Lens
    themes: tuple[ThemeLine, ...]
    few: tuple[str, ...]
    quotes: tuple[Quote, ...]

    @property
    def title(self) -> str:
        """The lens in words."""
        return TITLES[self.lens]


def theme_table(rows: Iterable[Spoken], places: Sequence[Place], *, imports: bool) -> Table:
    """One theme in one lens and quarter: by place, and where there are `imports`, by where the words came from."""
    table = Table()
    for row in rows:
        table.add((ALL, "imported" if row.imported else "sent"), row.count)
        table.add((place_of(row.locality),), row.count)
    table.add_line((ALL,), [(place,) for place in places])
    if imports:
        table.add_line((ALL,), [(ALL, "sent"), (ALL, "imported")])
    return Table({key: table.counts[key] for line in table.lines for key in (line.total, *line.parts)}, table.lines)


@dataclass(frozen=True)
class _Counted:
    """A theme in one lens: the reported quarter and the one before."""

    theme: Theme
    now: Release
    before: Release
    comparison: Comparison | None
    sent: int


def cards(
    rows: Sequence[Spoken],
    themes: Sequence[Theme],
    quotable: Sequence[Quotable],
    bands: Mapping[str, int],
    view: View,
) -> tuple[Card, ...]:
    """One card a lens. `bands` are replies by broad band; quotes stand only where they do not name a place."""
    if view.reader.in_full:
        rows = [row for row in rows if view.covers(row.locality)]
    counted = {lens: _counted(themes, [row for row in rows if row.lens is lens], view) for lens in TITLES}
    judged = iter(judge([each.comparison for found in counted.values() for each in found]))
    return tuple(
        _card(
            lens,
            [(each, next(judged).verdict if view.over else Verdict.CANT_TELL) for each in found],
            [quote for quote in quotable if quote.lens is lens and view.whole],
            bands,
            view,
        )
        for lens, found in counted.items()
    )


def _counted(themes: Sequence[Theme], rows: Sequence[Spoken], view: View) -> list[_Counted]:
    """The themes that replies of this quarter speak of in one lens."""
    by_quarter = [[row for row in rows if row.quarter == quarter] for quarter in view.periods[:2]]
    bases = [_sent((row for row in part if row.theme is None), view) for part in by_quarter]
    imports = [any(row.imported for row in part) for part in by_quarter]
    found = []
    for theme in themes:
        spoken = [[row for row in part if row.theme == theme.id] for part in by_quarter]
        if spoken[0]:
            counts = [_sent(part, view) for part in spoken]
            now, before = (
                view.reader.release(theme_table(part, view.keys, imports=some))
                for part, some in zip(spoken, imports, strict=True)
            )
            found.append(_Counted(theme, now, before, _comparison(*map(Tally, counts, bases)), counts[0]))
    return found


def _sent(rows: Iterable[Spoken], view: View) -> int:
    """Replies that young people sent; public comments come in bulk and would pass for a trend."""
    return sum(row.count for row in rows if not row.imported and view.covers(row.locality))


def _comparison(now: Tally, before: Tally) -> Comparison | None:
    least = min(now.replies, before.replies)
    return Comparison(now.estimate, before.estimate, least) if least else None


def _card(
    lens: Lens,
    counted: Sequence[tuple[_Counted, Verdict]],
    quotable: Sequence[Quotable],
    bands: Mapping[str, int],
    view: View,
) -> Card:
    place = view.place.key
    ranked = sorted(counted, key=lambda each: (-_size(each[0].now[place,]), each[0].theme.name.casefold()))
    top = [each for each in ranked if _size(each[0].now[place,])][:MOST_THEMES]
    named = {each.theme.id for each, _ in top}
    few = [e.theme.name for e, _ in ranked if e.theme.id not in named and _is_few(e.now[place,])]
    quoted = [each.theme.id for each, _ in top if each.sent >= QUOTE_BASE]
    return Card(
        lens,
        themes=tuple(_theme_line(each, verdict, view) for each, verdict in top),
        few=tuple(sorted(few, key=str.casefold)) if view.whole else (),
        quotes=_quotes(quotable, quoted, bands),
    )


def _size(figure: Figure) -> int:
    return figure.value if isinstance(figure, Shown) else 0


def _is_few(figure: Figure) -> bool:
    return isinstance(figure, Hidden) or 0 < figure.value <= FEW


def _theme_line(counted: _Counted, verdict: Verdict, view: View) -> ThemeLine:
    was, imported = counted.before[view.place.key,], counted.now[ALL, "imported"]
    return ThemeLine(
        counted.theme.name,
        counted.theme.phrase,
        counted.now[view.place.key,],
        was,
        imported if view.whole and imported not in (Shown(0), NOTHING) else None,
        Verdict.NOT_SHOWN if isinstance(was, Hidden) else verdict,
    )


def _quotes(quotable: Iterable[Quotable], themes: Sequence[int], bands: Mapping[str, int]) -> tuple[Quote, ...]:
    """One quote from each of the largest themes that has any."""
    found: dict[str, Quote] = {}
    for theme in themes:
        quote = next((each for each in quotable if each.theme == theme and each.text not in found), None)
        if quote and len(found) < MOST_QUOTES:
            found[quote.text] = Quote(quote.text, _who(quote.age_band, bands), quote.language)
    return tuple(found.values())


def _who(age_band: str | None, bands: Mapping[str, int]) -> str:
    """A broad band, named only where it has at least ten replies (practice.md, "Small numbers")."""
    band = BANDS.get(age_band or "", "")
    return f"Aged {band}" if band and bands.get(band, 0) >= QUOTE_BASE else "A young person"
