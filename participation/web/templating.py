"""What every template may use."""

from flask import Flask, request
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


def add_globals(app: Flask) -> None:
    """Register them all."""
    speak_in_templates(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(by_look=by_look, safety=safety, asset=asset, languages=LANGUAGES, looks=LOOKS)
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
