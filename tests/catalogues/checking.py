"""What is wrong with a translation: missing, stale, or broken in a way that a machine can see."""

import re
from collections import Counter
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from participation.kernel.localisation import BY_CODE, DIGITS, SAFETY
from tests.catalogues.extracting import Key, extract, key_of
from tests.catalogues.files import TEMPLATE, compiled, path_of, read

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")
TAG = re.compile(r"</?\w+[^>]*>")
WORD = re.compile(r"[^\W\d_]{2,}")
NUMBER = re.compile(r"\d+")
SCREEN = re.compile(r"%\(\w+\)s|<[^>]*>")
# What a text ends with, by kind: each script has signs of its own.
ENDINGS = {
    **dict.fromkeys(".۔", "a full stop"),
    **dict.fromkeys("?؟", "a question mark"),
    ":": "a colon",
    "…": "three dots",
    "!": "an exclamation mark",
}
CLOSING = "”\"'’»)]›“"
NOT_TRANSLATED = "not translated"
# Languages that translators are still at: what is not there yet is said in English and counted, and fails no check.
UNFINISHED: frozenset[str] = frozenset()
LONG = 3  # words from which on a text that is the same as the English was surely forgotten


def keys(catalog: Catalog) -> set[Key]:
    """What a catalogue holds."""
    return {key_of(message) for message in catalog if message.id}


def faults() -> list[str]:
    """Everything that is wrong with the committed catalogues, a line each."""
    wanted = extract()
    found = [] if keys(wanted) == keys(read(TEMPLATE)) else ["messages.pot differs from the pages: run with --update"]
    return [*found, *(fault for code in BY_CODE if code != "en" for fault in faults_of(code, wanted))]


def faults_of(code: str, wanted: Catalog) -> list[str]:
    """What is missing, stale or broken in one language."""
    if not path_of(code).exists():
        return [f"{code}: there is no catalogue: run with --update"]
    have = read(path_of(code), code)
    found = [f"{code}: missing: {_shown(key)}" for key in sorted(keys(wanted) - keys(have), key=str)]
    found += [f"{code}: stale: {_shown(key)}" for key in sorted(keys(have) - keys(wanted), key=str)]
    for message in have:
        if message.id and key_of(message) in keys(wanted):
            found += [
                f"{code}: {fault}: {_shown(key_of(message))}"
                for fault in broken(message, code, have.num_plurals)
                if not (fault == NOT_TRANSLATED and may_wait(code, message))
            ]
    if path_of(code).with_suffix(".mo").read_bytes() != compiled(have):
        found.append(f"{code}: messages.mo is not compiled from messages.po: run with --update")
    return found


def may_wait(code: str, message: Message) -> bool:
    """Whether this text may still be without a translation.

    A safety text stands in English until somebody has approved its translation, so one that is not drafted yet changes
    nothing for a young person; it is counted among what waits.
    """
    return code in UNFINISHED or message.context == SAFETY


def waiting(code: str) -> int:
    """How many texts of a language have no translation yet."""
    have = read(path_of(code), code)
    return sum(broken(message, code, have.num_plurals) == [NOT_TRANSLATED] for message in have if message.id)


def _shown(key: Key) -> str:
    return f"{key[1]!r}{f' ({key[0]})' if key[0] else ''}"


def broken(message: Message, code: str, plurals: int) -> list[str]:
    """What is wrong with one message."""
    english = message.id if isinstance(message.id, tuple) else (message.id,)
    said = tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)
    if not all(said):
        return [NOT_TRANSLATED]
    if message.fuzzy:
        return ["marked as a guess (fuzzy)"]
    if len(english) > 1 and len(said) != plurals:
        return [f"has {len(said)} plural forms and needs {plurals}"]
    return list(dict.fromkeys(fault for each in said for fault in _faults_in(english, each, code)))


def _faults_in(english: tuple[str, ...], said: str, code: str) -> Iterator[str]:
    """One form beside the English, which may have two: its last is the one for many."""
    source = english[-1]
    if not _placeholders_fit(english, said):
        yield "placeholders differ"
    if "%" in PLACEHOLDER.sub("", said):
        yield "a lone % sign: write %%"
    if Counter(TAG.findall(source)) != Counter(TAG.findall(said)):
        yield "tags differ"
    if (said[:1].isspace(), said[-1:].isspace()) != (source[:1].isspace(), source[-1:].isspace()):
        yield "space at the beginning or end differs"
    if _ending(said) != _ending(source):
        yield f"ends with {_ending(said) or 'no sign'}, the English with {_ending(source) or 'no sign'}"
    if said in english and len(WORD.findall(SCREEN.sub(" ", source))) > LONG:
        yield "the same as the English"
    if len(english) == 1 and _numbers(source) != _numbers(said):
        yield "numbers differ"
    if code not in DIGITS and _foreign_digits(SCREEN.sub("", said)):
        yield "digits of another script"


def _placeholders_fit(english: tuple[str, ...], said: str) -> bool:
    """The names are those of a form of the English: languages with more plural forms may say the number in a word."""
    names, allowed = set(PLACEHOLDER.findall(said)), [set(PLACEHOLDER.findall(each)) for each in english]
    return names in allowed or (len(english) > 1 and names == allowed[-1] - {"num"})


def _ending(text: str) -> str:
    """The kind of sign that a text ends with, whatever closes after it."""
    bare = SCREEN.sub(lambda found: "" if found[0].startswith("<") else "x", text).strip().rstrip(CLOSING).strip()
    return ENDINGS.get(bare[-1:], "")


def _numbers(text: str) -> Counter[int]:
    """The numbers in it, in the digits of any script."""
    return Counter(int(each) for each in NUMBER.findall(SCREEN.sub(" ", text)))


def _foreign_digits(text: str) -> bool:
    return any(not each.isascii() for each in NUMBER.findall(text))
