"""gettext with types: the words of this visit's language."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import cast

from flask import Flask, current_app
from markupsafe import Markup

from participation.kernel.localisation import SAFETY, fingerprint, own_digits, translations
from participation.web.visit import language

Approvals = Mapping[str, frozenset[str]]
MANY = 10_000
IN_ENGLISH = Markup('<span class="english" lang="en" dir="ltr">{}{}</span>')


def _(text: str, **values: object) -> str:
    """The text in this visit's language, with its named placeholders filled."""
    found = translations(language().code).gettext(text)
    return found % values if values else found


def pgettext(context: str, text: str, **values: object) -> str:
    """The text as it is said in this context: “Yes” is another word in Welsh after “Is it?” than after “May we?”."""
    found = str(translations(language().code).pgettext(context, text))
    return found % values if values else found


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The right plural form for `num`, which is also a placeholder, in the language's digits."""
    return translations(language().code).ngettext(one, many, num) % {
        "num": own_digits(str(num), language().code),
        **values,
    }


def safety(text: str, **values: object) -> Markup:
    """A safety, privacy or consent text: translated only once a person of that language has approved it.

    Until then the English one stands there, with a picture (practice.md, "Children's Code"). A value may be a link.
    """
    spoken = language()
    if spoken.code == "en":
        return _as_it_is(text) % values
    if is_approved(spoken.code, text):
        return _approved(spoken.code, text) % values
    mark = cast(Callable[[str, str], Markup], current_app.jinja_env.globals["in_english"])
    return IN_ENGLISH.format(mark(spoken.code, spoken.direction), _as_it_is(text) % values)


def is_approved(code: str, text: str) -> bool:
    """Whether somebody stands by this very translation. Read from memory: see `participation_approvals` in app.py."""
    approvals = cast(Approvals, current_app.extensions["participation_approvals"]())
    return _fingerprint(code, text) in approvals.get(code, ())


def is_stood_by(code: str, english: str, translated: str) -> bool:
    """The same for a safety text that stands in no catalogue."""
    approvals = cast(Approvals, current_app.extensions["participation_approvals"]())
    return fingerprint(SAFETY, (english,), (translated,)) in approvals.get(code, ())


@lru_cache(maxsize=MANY)
def _fingerprint(code: str, text: str) -> str:
    """Empty where there is no translation that could be approved."""
    translated = str(translations(code).pgettext(SAFETY, text))
    return "" if translated == text else fingerprint(SAFETY, (text,), (translated,))


@lru_cache(maxsize=MANY)
def _approved(code: str, text: str) -> Markup:
    return Markup.escape(translations(code).pgettext(SAFETY, text))


@lru_cache(maxsize=MANY)
def _as_it_is(text: str) -> Markup:
    return Markup.escape(text)


def speak_in_templates(app: Flask) -> None:
    """Give templates these same words. A page asks for some thirty of them, so each is looked up once a language."""
    app.jinja_env.globals.update(
        _=_in_template, ngettext=_number_in_template, pgettext=_context_in_template, safety=safety
    )


def _in_template(text: str, **values: object) -> Markup:
    """The text as markup; what fills its placeholders is escaped."""
    return _markup(language().code, text) % values if values else _finished(language().code, text)


def _context_in_template(context: str, text: str, **values: object) -> Markup:
    return _markup(language().code, text, context) % values


def _number_in_template(one: str, many: str, num: int, **values: object) -> Markup:
    code = language().code
    found = Markup(translations(code).ngettext(one, many, num))  # noqa: S704 - our own catalogue
    return found % {"num": own_digits(str(num), code), **values}


@lru_cache(maxsize=MANY)
def _markup(code: str, text: str, context: str = "") -> Markup:
    catalogue = translations(code)
    return Markup(catalogue.pgettext(context, text) if context else catalogue.gettext(text))  # noqa: S704


@lru_cache(maxsize=MANY)
def _finished(code: str, text: str) -> Markup:
    return _markup(code, text) % {}
