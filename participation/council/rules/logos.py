"""The council's logo: a picture that is decoded and written anew, small enough for a phone with little data. Pure."""

import base64
import io
from itertools import product
from typing import Annotated, Self

from PIL import Image, UnidentifiedImageError
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, StringConstraints

from participation.council.rules.places import SettingError

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_PIXELS = 4_000_000  # of what is uploaded
HEIGHTS = (96, 72, 48)  # twice what a page shows, for sharp screens, and less where that is too heavy
WIDEST = 4  # times its height
COLOURS = (128, 32, 12)
MOST_BYTES = 6_000  # of what every first visit loads


class Logo(BaseModel):
    """The logo as it is served. `alt` says what it says in words, where that is more than the council's name."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    png: Base64Bytes = Field(max_length=2 * MOST_BYTES)
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    alt: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""

    @classmethod
    def of(cls, raw: bytes, alt: str) -> Self:
        """The logo that was uploaded; raises SettingError with what to do."""
        picture = _decoded(raw)
        for height, colours in product(HEIGHTS, COLOURS):
            small = _smaller(picture, height)
            if len(png := _written(small, colours)) <= MOST_BYTES:
                return cls(png=base64.b64encode(png), width=small.width, height=small.height, alt=alt)
        raise SettingError("This picture is too rich for a logo on a phone. Use a simpler one: flat colours, no photo.")


def _decoded(raw: bytes) -> Image.Image:
    """Its pixels alone: what else the file carried (places, names, comments) stays behind."""
    try:
        found = Image.open(io.BytesIO(raw), formats=FORMATS)
        if found.width * found.height > MOST_PIXELS:
            raise SettingError("This picture is too large. Use one of at most 2,000 by 2,000 pixels.")
        if not 1 / WIDEST <= found.width / found.height <= WIDEST:
            raise SettingError(f"Use a picture whose long side is at most {WIDEST} times its short side.")
        pixels = found.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if isinstance(error, SettingError):
            raise
        raise SettingError("This file is no picture that can be read here. Use a PNG or JPEG file.") from error
    return Image.frombytes("RGBA", pixels.size, pixels.tobytes())


def _smaller(picture: Image.Image, height: int) -> Image.Image:
    height = min(height, picture.height)
    width = max(1, round(picture.width * height / picture.height))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _written(picture: Image.Image, colours: int) -> bytes:
    out = io.BytesIO()
    picture.quantize(colours, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()
