"""gettext with types: the words of this visit's language."""

from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from participation.kernel.localisation import own_digits, translations
from participation.web.visit import language


def _(text: str, **values: object) -> str:
    """The text in this visit's language, with its named placeholders filled."""
    found = translations(language().code).gettext(text)
    return found % values if values else found


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The right plural form for `num`, which is also a placeholder, in the language's digits."""
    return translations(language().code).ngettext(one, many, num) % {
        "num": own_digits(str(num), language().code),
        **values,
    }


def speak_in_templates(app: Flask) -> None:
    """Give templates these same words. A page asks for some thirty of them, so each is looked up once a language."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: translations(language().code).gettext(text),
        lambda one, many, num: translations(language().code).ngettext(one, many, num),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = _in_template


def _in_template(text: str, **values: object) -> Markup:
    """The text as markup; what fills its placeholders is escaped."""
    return _markup(language().code, text) % values if values else _finished(language().code, text)


@lru_cache(maxsize=10_000)
def _markup(code: str, text: str) -> Markup:
    return Markup(translations(code).gettext(text))  # noqa: S704 - our own catalogue


@lru_cache(maxsize=10_000)
def _finished(code: str, text: str) -> Markup:
    return _markup(code, text) % {}
