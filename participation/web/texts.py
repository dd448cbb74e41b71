"""gettext with types: the words of this visit's language."""

import flask_babel


def _(text: str, **values: object) -> str:
    """The text in this visit's language, with its named placeholders filled."""
    return str(flask_babel.gettext(text, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The right plural form for `num`, which is also a placeholder."""
    return str(flask_babel.ngettext(one, many, num, **values))
