"""What every template may use."""

from functools import lru_cache, partial
from typing import Any

from flask import Flask, request, url_for
from markupsafe import Markup

from participation.kernel.localisation import LANGUAGES, day_in_words, own_digits
from participation.web.assets import asset
from participation.web.dates import calendar_day, moment
from participation.web.texts import _, speak_in_templates
from participation.web.visit import LOOKS, language, look


def by_look(younger: str, standard: str, easy_read: str) -> str:
    """The text that was written for this visit's look."""
    return {"younger": younger, "easy-read": easy_read}.get(look(), standard)


def safety(text: str, **values: object) -> Markup:
    """A safety, privacy or consent text: translated only once a person of the language has approved it."""
    if language().approved:
        return Markup.escape(_(text, **values))
    return Markup('<span lang="en" dir="ltr">{}</span>').format(text % values if values else text)


def drawings(app: Flask) -> dict[str, Any]:
    """`picture`, `face` and `house`: each drawing once for all, since it never changes."""

    @lru_cache(maxsize=500)
    def draw(name: str, *details: Any) -> Markup:
        return _drawn(app, "pictures", name, *details)

    return {name: partial(draw, name) for name in ("picture", "face", "house")}


def questions(app: Flask) -> Any:
    """`question(view, level, alone)`: a question as HTML. One that nobody has answered yet looks the same to everybody
    of this look and language, so it is drawn once; what somebody gave is never kept."""

    @lru_cache(maxsize=2000)
    def blank(_look: str, *details: Any) -> Markup:
        return _drawn(app, "questions", "question", *details)

    def question(view: Any, level: int, alone: bool) -> Markup:
        details = (view, level, alone, language().code)
        if view.state or view.value or view.errors:
            return _drawn(app, "questions", "question", *details)
        return blank(look(), *details)

    return question


def _drawn(app: Flask, file: str, macro: str, *details: Any) -> Markup:
    """What a macro makes of these details; it has escaped them."""
    module: Any = app.jinja_env.get_template(f"components/{file}.html").module
    return Markup(getattr(module, macro)(*details))  # noqa: S704


@lru_cache(maxsize=2000)
def _address(_root: str, endpoint: str, values: frozenset[tuple[str, Any]]) -> str:
    return url_for(endpoint, **dict(values))


def address(endpoint: str, **values: Any) -> str:
    """`url_for` of templates, worked out once for each page that something leads to."""
    return _address(request.script_root, endpoint, frozenset(values.items()))


def add_globals(app: Flask) -> None:
    """Register them all."""
    speak_in_templates(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(by_look=by_look, safety=safety, asset=asset, languages=LANGUAGES, looks=LOOKS)
    app.jinja_env.globals.update(question=questions(app), url_for=address, **drawings(app))
    app.jinja_env.filters["day"] = lambda day: day_in_words(day, language().code)
    app.jinja_env.filters.update(calendar_day=calendar_day, moment=moment)
    app.jinja_env.filters["digits"] = lambda value: own_digits(str(value), language().code)

    @app.context_processor
    def of_this_request() -> dict[str, object]:
        spoken = language()
        return {
            "look": look(),
            "lang": spoken.code,
            "text_direction": spoken.direction,
            "current_path": request.path,
        }
