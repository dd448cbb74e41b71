"""A text in every language and look, and the shapes of names. What holds one may rely on its English wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, RootModel, StringConstraints, model_validator

from participation.surveys.rules.kinds import Look

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=64)]
OptionValue = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=64)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Words = Annotated[str, StringConstraints(pattern=r"\S")]


class Frozen(BaseModel):
    """A value that never changes and refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy that is checked like anything else; pydantic's own would carry cached values over unchecked."""
        del deep
        return type(self).model_validate(
            {**{name: getattr(self, name) for name in self.__class__.model_fields}, **(update or {})}
        )


class Resolved(NamedTuple):
    """A text and the language that it really is in, which may differ from the page's."""

    text: str
    language: str


class Wording(Frozen):
    """One text in one language, written for each look; a missing look is the standard one."""

    standard: Words
    younger: Words | None = None
    easy_read: Words | None = None

    def for_look(self, look: Look) -> str:
        """The words for this look."""
        match look:
            case Look.YOUNGER:
                return self.younger or self.standard
            case Look.EASY_READ:
                return self.easy_read or self.standard
            case Look.STANDARD:
                return self.standard


class Text(RootModel[dict[LanguageCode, Wording]]):
    """One text in every language it exists in. A plain string is the English standard wording."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, raw: Any) -> Any:
        """Plain strings stand for a standard wording, for the whole text or for one language of it."""
        if isinstance(raw, str):
            return {"en": {"standard": raw}}
        if isinstance(raw, dict):
            return {code: {"standard": words} if isinstance(words, str) else words for code, words in raw.items()}
        return raw

    @model_validator(mode="after")
    def _english(self) -> Self:
        if "en" not in self.root:
            raise ValueError("A text needs its English wording.")
        return self

    def resolve(self, language: str, look: str) -> Resolved:
        """The words for a language and look: look falls back to standard first, then the language to English."""
        code = language if language in self.root else "en"
        return Resolved(self.root[code].for_look(Look(look)), code)

    def has(self, language: str, look: str) -> bool:
        """Whether the words for this language and look are its own, not a fallback."""
        return language in self.root and getattr(self.root[language], Look(look).name.lower()) is not None
