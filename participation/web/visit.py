"""How this visitor wants to see the pages: look and language, remembered only for this visit."""

from collections.abc import Collection, Mapping
from typing import cast

from flask import Flask, g, request, session
from flask_babel import Babel

from participation.kernel.localisation import BY_CODE, LANGUAGES, Language, best_match
from participation.kernel.settings import files
from participation.web.cookies import is_staff

LOOKS = ("younger", "standard", "easy-read")
# How a page may be set for somebody's eyes (WCAG 2.2, 1.4.4, 1.4.6, 1.4.12, 2.2.2): each with its usual value first.
SETTINGS = {
    "size": ("usual", "larger", "largest"),
    "contrast": ("usual", "more"),
    "spacing": ("usual", "wider"),
    "letters": ("usual", "clearer"),
    "motion": ("usual", "still"),
}
WISHES: Mapping[str, Collection[str]] = {"lang": BY_CODE, "look": LOOKS, **SETTINGS}


def look() -> str:
    """The look of this visit, found once a request."""
    try:
        return cast(str, g.look)
    except AttributeError:
        g.look = str(session.get("look", "standard"))
        return cast(str, g.look)


def chosen_settings() -> dict[str, str]:
    """What this visit has set otherwise than usual."""
    return {name: session[name] for name in SETTINGS if name in session}


def language() -> Language:
    """The language of this visit, found once a request."""
    try:
        return cast(Language, g.language)
    except AttributeError:
        g.language = _language()
        return cast(Language, g.language)


def _language() -> Language:
    """Chosen, else the browser's, else English. Staff pages are in English."""
    if is_staff(request.path):
        return LANGUAGES[0]
    chosen = session.get("lang")
    if chosen not in BY_CODE:
        chosen = best_match(code for code, _ in request.accept_languages)
    return BY_CODE[chosen]


def remember_visit(app: Flask) -> None:
    """Take `?lang=`, `?look=` and the settings from any young person's page, and tell Babel."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(files("translations"))
    Babel(app, locale_selector=lambda: language().code, default_locale="en", default_timezone="Europe/London")

    @app.before_request
    def take_wishes() -> None:
        for name, allowed in WISHES.items():
            wish = request.args.get(name, "")
            if wish in allowed and session.get(name) != wish:
                _remember(name, wish)


def _remember(name: str, wish: str) -> None:
    """The usual needs no remembering, so that a visit without wishes has no cookie."""
    if wish == "usual":
        session.pop(name, None)
    else:
        session[name] = wish
