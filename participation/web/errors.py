"""Helpful error pages, and logs without content: kinds and places of errors, never messages or values."""

import logging
import traceback
from typing import Any

from flask import Flask, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

log = logging.getLogger("participation")

TEXTS = {
    400: (_l("That did not work"), _l("Something in the request was not right. Please go back and try again.")),
    403: (_l("This page is not for you"), _l("You do not have what is needed to see this page.")),
    404: (_l("We can’t find that page"), _l("It may have moved, or the address may have a slip in it.")),
    405: (_l("That did not work"), _l("This page cannot be used in that way. Please go back and try again.")),
    413: (_l("That is too much at once"), _l("Please go back, make it shorter, and send it again.")),
    429: (_l("Please wait a little"), _l("There were too many tries. Wait ten minutes and try again.")),
    500: (_l("Something went wrong here"), _l("It is our fault, not yours. Please try again in a few minutes.")),
}
CSRF_TEXT = (_l("This page was open too long"), _l("Please go back, load the page again, and try once more."))


def show_errors(app: Flask) -> None:
    """Answer every error with a page that says what to do."""
    app.register_error_handler(CSRFError, lambda _error: _page(400, CSRF_TEXT))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _failure)


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    code = error.code if error.code in TEXTS else (500 if error.code >= 500 else 400)
    answer = _page(code, TEXTS[code])
    return (*answer, [header for header in error.get_headers() if header[0] in {"Allow", "Retry-After"}])


def _failure(error: Exception) -> tuple[str, int]:
    place = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(traceback.extract_tb(error.__traceback__)[-6:]))
    log.error("%s in %s at %s", type(error).__name__, request.endpoint, place)
    return _page(InternalServerError.code or 500, TEXTS[500])


def _page(code: int, texts: tuple[object, object]) -> tuple[str, int]:
    title, text = texts
    return render_template("errors/error.html", code=code, title=title, text=text), code
