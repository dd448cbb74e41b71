"""Helpful error pages, and logs without content: kinds and places of errors, never messages or values."""

import logging
import traceback
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

from flask import Flask, jsonify, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from participation.web.access import marked
from participation.web.cookies import is_staff
from participation.web.guard import MOST_FIELDS
from participation.web.templating import by_look

log = logging.getLogger("participation")
TOO_OLD = "csrf"
LAST_RESORT = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Home</title><h1>Something went wrong here</h1><p>It is our fault, not yours. Please try again soon.</p>"
    '<p>In danger? Call <a href="tel:999">999</a>, or Childline on <a href="tel:08001111">0800 1111</a>.</p>'
)


# Each error: its title, and what to do in the words of the younger, the standard and the Easy Read look.
TEXTS: dict[int | str, tuple[str, str, str, str]] = {
    400: (
        _l("That did not work"),
        _l("Please go back and try again."),
        _l("Something in the request was not right. Please go back and try again."),
        _l("Something was not right. Please go back and try again."),
    ),
    403: (
        _l("This page is not for you"),
        _l("You can go home and start from there."),
        _l("You do not have what is needed to see this page."),
        _l("You cannot open this page. You can go home from here."),
    ),
    404: (
        _l("We can’t find that page"),
        _l("You can go home and start from there."),
        _l("It may have moved, or the address may have a slip in it."),
        _l("The page may have moved. The address may be wrong. You can go home from here."),
    ),
    413: (
        _l("That is too much at once"),
        _l("Please make it shorter. Then send it again."),
        _l("Please make it shorter, and send it again."),
        _l("Please make it shorter. Then send it again."),
    ),
    429: (
        _l("Please wait a little"),
        _l("You had a lot of tries. Wait ten minutes. Then try again."),
        _l("There were too many tries. Wait ten minutes and try again."),
        _l("There were too many tries. Please wait ten minutes. Then try again."),
    ),
    500: (
        _l("Something went wrong here"),
        _l("It is not your fault. Please try again soon."),
        _l("It is our fault, not yours. Please try again in a few minutes."),
        _l("It is our fault. It is not your fault. Please try again in a few minutes."),
    ),
    TOO_OLD: (
        _l("This page was open too long"),
        _l("Please go back. Open the page again. Then try once more."),
        _l("Please go back, load the page again, and try once more."),
        _l("Please go back. Open the page again. Then try once more."),
    ),
}


def show_errors(app: Flask) -> None:
    """Answer every error with a page that says what to do."""
    app.register_error_handler(CSRFError, lambda _error: _page(400, TOO_OLD))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _failure)


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    code = 500 if error.code >= 500 else error.code
    return (*_page(code, code), [header for header in error.get_headers() if header[0] in {"Allow", "Retry-After"}])


def _failure(error: Exception) -> tuple[Any, int]:
    log.error("%s in %s at %s", type(error).__name__, request.endpoint, place_of(error))
    return _page(InternalServerError.code or 500, 500)


def place_of(error: BaseException) -> str:
    """Where an error came from: functions and lines only."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))


def _page(code: int, kind: int | str) -> tuple[Any, int]:
    """The page, or the sentence for a script; a plain page where no other can be made, with a database that is gone."""
    try:
        title, *texts = TEXTS.get(kind, TEXTS[400])
        text = by_look(*texts)
        if marked("answers_json"):
            return jsonify(problem=text), code
        template = "errors/staff.html" if is_staff(request.path) else "errors/error.html"
        return render_template(template, code=code, title=title, text=text, typed=_typed(code), current_path="/"), code
    except Exception as error:
        log.error("error page: %s at %s", type(error).__name__, place_of(error))
        return LAST_RESORT, code


def _typed(code: int) -> list[tuple[str, str]]:
    """After a failure of ours, or too much at once: what was sent, so that it can be sent once more (trust.md)."""
    if request.method != "POST" or code not in {413, 500} or not marked("keeps_typed"):
        return []
    sent = request.form.items(multi=True) if code == InternalServerError.code else _as_far_as_it_goes()
    return [(name, value) for name, value in sent if name != "csrf_token"]


def _as_far_as_it_goes() -> list[tuple[str, str]]:
    """The fields of a form that was refused for its size, up to the size that is taken."""
    if request.mimetype != "application/x-www-form-urlencoded":
        return []
    body = request.environ["wsgi.input"].read(request.max_content_length or 0)
    with suppress(ValueError):
        return parse_qsl(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
    return []
