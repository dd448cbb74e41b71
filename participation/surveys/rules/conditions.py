"""Show-if conditions as data: a comparison with an earlier answer, all, any, not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, field_validator

from participation.surveys.rules.kinds import Comparison
from participation.surveys.rules.texts import Frozen


class When(Frozen):
    """A comparison with an earlier answer. What was skipped or hidden is not, is not at least, and is not answered."""

    question: str
    comparison: Comparison
    value: str = ""

    @field_validator("value", mode="before")
    @classmethod
    def _number_as_text(cls, raw: Any) -> Any:
        return str(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else raw


class AllOf(Frozen):
    """Holds when every part holds."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Frozen):
    """Holds when at least one part holds."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(Frozen):
    """Holds when its part does not."""

    inner: Condition = Field(alias="not")


def _shape(raw: Any) -> str:
    """Which kind of condition this is, for one clear message instead of four."""
    names = raw if isinstance(raw, dict) else type(raw).model_fields
    return next((name for name in ("all", "any", "not", "inner") if name in names), "when").replace("inner", "not")


Condition = Annotated[
    Annotated[When, Tag("when")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(_shape),
]


def leaves(condition: Condition | None) -> Iterator[When]:
    match condition:
        case When():
            yield condition
        case AllOf(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from leaves(part)
        case Not(inner=part):
            yield from leaves(part)
