"""The timeline of a response as the young person sees it."""

from dataclasses import dataclass
from datetime import date

from participation.council.rules import CouncilSettings
from participation.responses.rules import PROGRESS_ORDER, Progress


@dataclass(frozen=True)
class Step:
    """One step: done on a day, or due by one."""

    name: Progress
    done_on: date | None
    due_on: date
    late: bool


def timeline(
    received_on: date,
    read_on: date | None,
    talked_on: date | None,
    decided_on: date | None,
    council: CouncilSettings,
    today: date,
) -> tuple[Step, ...]:
    """Received → read → talked about → decided; everything is read by the end of the next working day."""
    done = (received_on, read_on, talked_on, decided_on)
    return tuple(
        Step(name, done_on, due_on, late=done_on is None and due_on < today)
        for name, done_on, due_on in zip(PROGRESS_ORDER, done, council.steps_due(received_on), strict=True)
    )
