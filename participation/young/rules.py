"""The timeline of a response as the young person sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from participation.council.rules import CouncilSettings
from participation.responses.rules import PROGRESS_ORDER, Progress

REOPENED = "reopened"


@dataclass(frozen=True)
class Step:
    """One step: done on a day, or due by one. `name` is a step of `Progress`, or REOPENED."""

    name: str
    done_on: date | None
    due_on: date
    late: bool


def timeline(
    received_on: date,
    reopened_on: date | None,
    done: Mapping[Progress, date | None],
    council: CouncilSettings,
    today: date,
    *,
    withdrawn: bool = False,
) -> tuple[Step, ...]:
    """Received → read → talked about → decided; everything is read by the end of the next working day.

    What was re-opened is promised anew from that day. Nothing more is promised for what was withdrawn.
    """
    steps = [Step(Progress.RECEIVED, received_on, received_on, late=False)]
    if reopened_on:
        steps.append(Step(REOPENED, reopened_on, reopened_on, late=False))
    due = council.steps_due(reopened_on or received_on)
    for name, due_on in list(zip(PROGRESS_ORDER, due, strict=True))[1:]:
        day = done[name]
        if day or not withdrawn:
            steps.append(Step(name, day, due_on, late=day is None and due_on < today))
    return tuple(steps)
