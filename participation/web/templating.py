"""What every template may use."""

from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for
from markupsafe import Markup

from participation.kernel.localisation import BY_CODE, LANGUAGES, day_in_words, own_digits
from participation.web.assets import asset
from participation.web.dates import calendar_day, moment
from participation.web.texts import speak_in_templates
from participation.web.visit import LOOKS, chosen_settings, language, look


def by_look(younger: str, standard: str, easy_read: str) -> str:
    """The text that was written for this visit's look."""
    return {"younger": younger, "easy-read": easy_read}.get(look(), standard)


def drawn_once(app: Flask, file: str, macro: str) -> Any:
    """A macro whose work is kept for each look and language: only for what is the same for everybody at any time.

    So there is no `safety()` in one: a text that somebody approves is shown from the next moment on.
    """

    @lru_cache(maxsize=2000)
    def draw(_look: str, _code: str, *details: Any) -> Markup:
        return _drawn(app, file, macro, *details)

    return lambda *details: draw(look(), language().code, *details)


def _drawn(app: Flask, file: str, macro: str, *details: Any) -> Markup:
    """What a macro makes of these details; it has escaped them."""
    module: Any = app.jinja_env.get_template(f"components/{file}.html").module
    return Markup(getattr(module, macro)(*details))  # noqa: S704


def questions(app: Flask) -> Any:
    """`question(view, level, alone)` as HTML. Unanswered, it is drawn once; what somebody gave is never kept."""
    blank = drawn_once(app, "questions", "question")

    def question(view: Any, level: int, alone: bool) -> Any:
        if view.touched:
            return _drawn(app, "questions", "question", view, level, alone, language().code)
        return blank(view, level, alone, language().code)

    return question


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
    app.jinja_env.globals.update(by_look=by_look, asset=asset, languages=LANGUAGES, looks=LOOKS)
    app.jinja_env.globals.update(chosen_settings=chosen_settings, direction_of=lambda code: BY_CODE[code].direction)
    app.jinja_env.globals.update(
        question=questions(app),
        site_header=drawn_once(app, "site", "header"),
        in_english=drawn_once(app, "english", "in_english"),
        url_for=address,
        **{name: drawn_once(app, "pictures", name) for name in ("picture", "face", "house", "front", "room")},
    )
    app.jinja_env.filters["day"] = lambda day: day_in_words(day, language().code)
    app.jinja_env.filters["day_and_year"] = lambda day: day_in_words(day, language().code, "d MMMM y")
    app.jinja_env.filters["month"] = lambda day: day_in_words(day, language().code, "LLLL y")
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
