"""gettext with types: the words of this visit's language."""

from flask import Flask

from participation.kernel.localisation import translations
from participation.web.visit import language


def _(text: str, **values: object) -> str:
    """The text in this visit's language, with its named placeholders filled."""
    found = translations(language().code).gettext(text)
    return found % values if values else found


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The right plural form for `num`, which is also a placeholder."""
    return translations(language().code).ngettext(one, many, num) % {"num": num, **values}


def speak_in_templates(app: Flask) -> None:
    """Give templates these same words: a page asks for some thirty, and looks its language up once."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: translations(language().code).gettext(text),
        lambda one, many, num: translations(language().code).ngettext(one, many, num),
        newstyle=True,
    )
