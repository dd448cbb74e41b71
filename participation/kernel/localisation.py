"""Languages without Flask: names in their own script, direction, digits, dates and translated texts for jobs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.support import NullTranslations, Translations

from participation.kernel.settings import files

DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩"}


@dataclass(frozen=True)
class Language:
    """A language of the young people's pages. `approved`: a person of that language has read the safety texts."""

    code: str
    name: str
    approved: bool

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return Locale.parse(self.code).text_direction

    @property
    def digits(self) -> str:
        """The ten digits of its script."""
        return DIGITS.get(self.code, "0123456789")


LANGUAGES = (
    Language("en", "English", approved=True),
    Language("cy", "Cymraeg", approved=False),
    Language("ar", "العربية", approved=False),
)
BY_CODE = {language.code: language for language in LANGUAGES}


@cache
def translations(language: str) -> NullTranslations:
    """The message catalogue of a language; English texts where it has none."""
    return Translations.load(files("translations"), [language], "messages")


def day_in_words(day: date, language: str, pattern: str = "EEEE d MMMM") -> str:
    """`Monday 23 November`, or another pattern of CLDR, in the language's own words and digits."""
    text = format_date(day, pattern, locale="en_GB" if language == "en" else language)
    return own_digits(text, language)


def own_digits(text: str, language: str) -> str:
    """Western digits replaced by those of the language's script."""
    return text.translate(str.maketrans("0123456789", BY_CODE[language].digits))


def best_match(preferred: Iterable[str]) -> str:
    """The first preferred language that we speak, else English."""
    spoken = (code.lower().partition("-")[0] for code in preferred)
    return next((code for code in spoken if code in BY_CODE), "en")
