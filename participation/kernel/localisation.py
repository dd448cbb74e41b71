"""Languages without Flask: names in their own script, direction, digits, dates and translated texts."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from participation.kernel.settings import files

WESTERN = "0123456789"
DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "ur": "۰۱۲۳۴۵۶۷۸۹"}
SAFETY = "safety"  # the context of a safety, privacy or consent text in the catalogues
WITH_WEEKDAY = "EEEE d MMMM"
# Polish and Ukrainian bend the day of the week after “by” and “on”. In brackets it stands alone, and is always right.
WEEKDAY_STANDS_ALONE = frozenset({"pl", "uk"})


@dataclass(frozen=True)
class Language:
    """A language of the young people's pages."""

    code: str
    name: str
    english_name: str

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return Locale.parse(self.code).text_direction

    @property
    def digits(self) -> str:
        """The ten digits of its script."""
        return DIGITS.get(self.code, WESTERN)


LANGUAGES = (
    Language("en", "English", "English"),
    Language("cy", "Cymraeg", "Welsh"),
    Language("pl", "Polski", "Polish"),
    Language("uk", "Українська", "Ukrainian"),
    Language("ur", "اردو", "Urdu"),
    Language("ar", "العربية", "Arabic"),
)
BY_CODE = {language.code: language for language in LANGUAGES}
TRANSLATED = tuple(language for language in LANGUAGES if language.code != "en")


@dataclass(frozen=True)
class Drafted:
    """A text of the pages as a catalogue has it: in English and translated, one for each plural form, and where it is.

    `context` tells texts with the same English apart; it is SAFETY for what nobody reads before it is approved.
    """

    context: str
    english: tuple[str, ...]
    translated: tuple[str, ...]
    places: tuple[str, ...] = ()

    @cached_property
    def english_hash(self) -> str:
        """SHA-256 (hex) of the English text: the same text, however it is translated."""
        return _hash(self.context, *self.english)

    @cached_property
    def text_hash(self) -> str:
        """SHA-256 (hex) of the English text and its translation: another one as soon as either changes."""
        return fingerprint(self.context, self.english, self.translated)


def fingerprint(context: str, english: Iterable[str], translated: Iterable[str]) -> str:
    """What an approval is about. Texts cannot hold the separator, so no two pairs give the same."""
    return _hash(context, *english, "", *translated)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def translations(language: str) -> NullTranslations:
    """The message catalogue of a language; English texts where it has none."""
    return Translations.load(files("translations"), [language], "messages")


@cache
def drafted(language: str) -> tuple[Drafted, ...]:
    """Every translated text of a language's catalogue; a tenth of a second the first time."""
    with (files("translations") / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    return tuple(
        Drafted(message.context or "", _forms(message.id), _forms(message.string), _places(message.locations))
        for message in catalog
        if message.id and all(_forms(message.string))
    )


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)


def _places(locations: Iterable[tuple[str, int | None]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(file for file, _ in locations))


def day_in_words(day: date, language: str, pattern: str = WITH_WEEKDAY) -> str:
    """`Monday 23 November`, or another pattern of CLDR, in the language's own words and digits, for mid-sentence."""
    if pattern == WITH_WEEKDAY and language in WEEKDAY_STANDS_ALONE:
        pattern = "d MMMM (cccc)"
    text = format_date(day, pattern, locale="en_GB" if language == "en" else language)
    return own_digits(within_a_sentence(text, language), language)


def within_a_sentence(text: str, language: str) -> str:
    """Welsh writes `dydd Llun`; CLDR's names begin as if each began a sentence."""
    return text.replace("Dydd ", "dydd ") if language == "cy" else text


def own_digits(text: str, language: str) -> str:
    """Western digits replaced by those of the language's script."""
    digits = BY_CODE[language].digits
    return text if digits is WESTERN else text.translate(str.maketrans(WESTERN, digits))


def best_match(preferred: Iterable[str]) -> str:
    """The first preferred language that we speak, else English."""
    spoken = (code.lower().partition("-")[0] for code in preferred)
    return next((code for code in spoken if code in BY_CODE), "en")
