"""The council's own colour: readable as a button and as text, in light and in dark (WCAG 2.2, 1.4.3). Pure arithmetic.

The grounds are the tokens of static/young.css.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from participation.council.rules.places import SettingError

Rgb = tuple[int, int, int]
READABLE = 4.5  # of text and of what is written on buttons
COMFORTABLE = 7.0  # of the lighter colour that is made for dark screens, and of text on a tint
LIGHT, DARK = ("#fff7ec", "#fffdf9"), ("#191430", "#231c40")
INK_ON_LIGHT, INK_ON_DARK = "#221a3d", "#fbf3e6"
BLACK, WHITE = "#000000", "#ffffff"


@dataclass(frozen=True)
class Palette:
    """The colour and its tint, on light screens and on dark ones."""

    light: str
    light_tint: str
    dark: str
    dark_tint: str

    @property
    def css(self) -> str:
        """As tokens for the end of the stylesheet."""
        light = f"--brand:{self.light};--answer-pale:{self.light_tint}"
        dark = f"--brand:{self.dark};--answer-pale:{self.dark_tint}"
        return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def palette(colour: str) -> Palette:
    """Everything that follows from the council's colour; raises SettingError with what to change."""
    brand = _as_typed(colour)
    if not _reaches(brand, LIGHT, READABLE):
        better = next(each for each in _towards(brand, BLACK) if _reaches(each, LIGHT, READABLE))
        reached = min(contrast(brand, ground) for ground in LIGHT)
        raise SettingError(
            f"This colour is too light to read: its contrast is {reached:.1f}, and {READABLE} is needed. "
            f"Choose a darker one, such as {better}."
        )
    dark = next(each for each in _towards(brand, WHITE) if _reaches(each, DARK, COMFORTABLE))
    return Palette(
        brand, _tint(brand, LIGHT[0], INK_ON_LIGHT, most=12), dark, _tint(dark, DARK[0], INK_ON_DARK, most=24)
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    high, low = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _as_typed(colour: str) -> str:
    """`#4A36B5`, `4a36b5` or `#43b` as six small letters and digits."""
    found = re.fullmatch(r"#?([0-9a-f]{3}|[0-9a-f]{6})", colour.strip().lower(), re.ASCII)
    if not found:
        raise SettingError("Enter the colour as # and six letters or digits, such as #4a36b5.")
    digits = found[1] if len(found[1]) == 6 else "".join(each * 2 for each in found[1])
    return f"#{digits}"


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (each / 255 for each in rgb)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, other: str, share: int) -> str:
    """`colour` with so many hundredths of `other`."""
    parts = zip(_rgb(colour), _rgb(other), strict=True)
    return "#" + "".join(f"{round((one * (100 - share) + two * share) / 100):02x}" for one, two in parts)


def _towards(colour: str, end: str) -> Iterator[str]:
    return (_mixed(colour, end, share) for share in range(0, 101, 2))


def _reaches(colour: str, grounds: tuple[str, ...], ratio: float) -> bool:
    return all(contrast(colour, ground) >= ratio for ground in grounds)


def _tint(colour: str, ground: str, ink: str, *, most: int) -> str:
    """The strongest tint on which both the colour and ordinary text can be read; at last the ground itself."""
    tints = (_mixed(ground, colour, share) for share in range(most, -1, -1))
    return next(each for each in tints if contrast(colour, each) >= READABLE and contrast(ink, each) >= COMFORTABLE)
