"""What a theme says, and the themes that a new code book starts with. Pure."""

import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

STARTER = Path(__file__).parent / "data" / "starter.toml"


@dataclass(frozen=True)
class ThemeText:
    """A theme in words: its name, how children say it, what it means, and what belongs to it and what does not."""

    name: str
    phrase: str = ""
    definition: str = ""
    includes: str = ""
    excludes: str = ""

    def as_columns(self) -> dict[str, Any]:
        """Column to text, without spaces at the ends."""
        return {column: text.strip() for column, text in asdict(self).items()}


def same_name(name: str) -> str:
    """What two names have in common when people would take them for one."""
    return " ".join(name.casefold().split())


@cache
def starter() -> tuple[ThemeText, ...]:
    """Themes that children's services hear about everywhere, in children's words; a team changes them as it likes."""
    return tuple(ThemeText(**raw) for raw in tomllib.loads(STARTER.read_text("utf-8"))["themes"])
