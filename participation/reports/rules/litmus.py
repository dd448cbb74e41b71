"""The litmus test as one thing: what a page, a file and the command line get, and its answer in words. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from participation.disclosure import Figure, Shown
from participation.reports.rules.arithmetic import Answer, Verdict, answer, plain_answer
from participation.reports.rules.places import Named, View
from participation.reports.rules.reach import Reach
from participation.reports.rules.statements import Share, StatementLine
from participation.reports.rules.voices import Card

TOO_FEW = "too few replies to say"


@dataclass(frozen=True)
class Headline:
    """The page in a few sentences; every number in them is a figure that is shown."""

    answer: str
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenSurvey:
    """A dated survey that still takes answers: until it closes, those who read figures get its total only."""

    title: str
    replies: Figure


@dataclass(frozen=True)
class Litmus:
    """One litmus test: a quarter, a place, a reader. Until the quarter is over, who reads figures gets a total only."""

    view: View
    choices: tuple[Named, ...]
    reach: Reach
    lines: tuple[StatementLine, ...] = ()
    cards: tuple[Card, ...] = ()
    still_open: tuple[OpenSurvey, ...] = ()

    @property
    def headline(self) -> Headline:
        """The plain answer."""
        return headline(self.lines)

    @property
    def look_closer(self) -> tuple[StatementLine, ...]:
        """Safety statements that fell."""
        return tuple(line for line in self.lines if line.look_closer)

    @property
    def has_imports(self) -> bool:
        """Whether public comments are among the themes."""
        return any(theme.imported is not None for card in self.cards for theme in card.themes)


def headline(lines: Sequence[StatementLine]) -> Headline:
    """The plain answer and what stands out, of the shares that are shown and have at least 30 replies."""
    sure = [line for line in lines if isinstance(line.share.percent, Shown) and not line.share.unreliable]
    answers = {line.statement.id: _answer(line.share) for line in sure}
    found = plain_answer(answers.values())
    return Headline(found, tuple(_sentences(sure, answers))) if found else Headline(TOO_FEW)


def _answer(share: Share) -> Answer:
    low, high = (bound.value if isinstance(bound, Shown) else 50 for bound in (share.low, share.high))
    return answer(low, high)


def _sentences(lines: Sequence[StatementLine], answers: Mapping[str, Answer]) -> Iterator[str]:
    agreed = [line for line in lines if answers[line.statement.id] is Answer.YES]
    refused = [line for line in lines if answers[line.statement.id] is Answer.NO]
    yield f"More than half of the replies agree with {len(agreed)} of {len(lines)} statements."
    if refused:
        yield f"Fewer than half agree with {_titles(refused)}."
    else:
        yield f"The fewest agree with {_titles([min(lines, key=_percent)])}."
    for verdict in (Verdict.BETTER, Verdict.WORSE):
        changed = [line for line in lines if verdict in (line.since_quarter.verdict, line.since_year.verdict)]
        if changed:
            yield f"{verdict.value.capitalize()}: {_titles(changed)}."


def _percent(line: StatementLine) -> int:
    return line.share.percent.value if isinstance(line.share.percent, Shown) else 0


def _titles(lines: Sequence[StatementLine]) -> str:
    return ", ".join(f"“{line.statement.title.rstrip('.')}” ({line.share.percent}\u00a0%)" for line in lines)
