"""What every request must pass first, and the headers that every answer carries (trust.md, "Web")."""

from io import BytesIO
from typing import IO
from urllib.parse import urlsplit

from flask import Flask, Request, abort, current_app, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import BadRequest
from werkzeug.routing import IntegerConverter, Map
from werkzeug.sansio.utils import host_is_trusted
from werkzeug.wrappers import Response

from participation.web.access import marked
from participation.web.cookies import is_staff

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self'",
    "media-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
}
SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"
WITH_MICROPHONE = HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
MOST_FIELDS = 400
LONGEST_ADDRESS = 2000
LOOPBACK = ("localhost", "127.0.0.1")
LARGEST_ID = 2**31 - 1
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})

csrf = CSRFProtect()


class InMemory(Request):
    """An upload waits in memory, which `most_bytes` bounds: no words lie on a disk in clear, not for a moment."""

    def _get_file_stream(self, *_args: object, **_options: object) -> IO[bytes]:
        return BytesIO()


class Id(IntegerConverter):
    """`<int:…>` in an address: no larger than an id can be, so that no database is asked for more."""

    def __init__(self, url_map: Map, *args: object, **options: object) -> None:
        super().__init__(url_map, *args, **{"max": LARGEST_ID, **options})  # type: ignore[arg-type]


def id_of(text: str) -> int:
    """An id in a query; ValueError for what cannot be one. For `request.args.get(…, type=id_of)`."""
    if not text.isascii() or not text.isdigit() or int(text[:11]) > LARGEST_ID:
        raise ValueError(f"{text[:20]!r} is no id")
    return int(text)


def page_number() -> int:
    """Which page of a list was asked for, from 1."""
    return max(1, request.args.get("page", 1, type=id_of))


def guard_requests(app: Flask, *, https: bool, most_bytes: int) -> None:
    """Bound the request, refuse what is malformed, check CSRF, and set the headers."""
    app.config.update(
        MAX_CONTENT_LENGTH=most_bytes,
        MAX_FORM_MEMORY_SIZE=most_bytes,
        MAX_FORM_PARTS=MOST_FIELDS,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_SSL_STRICT=False,  # our own no-referrer policy leaves it nothing to compare
    )
    app.request_class = InMemory
    app.url_map.converters["int"] = Id
    csrf.init_app(app)
    app.before_request(_refuse_malformed)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        if g.get("microphone"):
            response.headers["Permissions-Policy"] = WITH_MICROPHONE
        if g.get("sandboxed"):
            response.headers["Content-Security-Policy"] = SANDBOX
        if not response.cache_control.public:  # a file that is sent says "no-cache", which keeps it on the disk
            response.headers["Cache-Control"] = "no-store"
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        return response


def check_csrf(app: Flask) -> None:
    """Check the token of every change, after the request was found to be allowed at all."""
    app.before_request(_check_csrf)


def _refuse_malformed() -> None:
    if not _is_our_host():
        abort(400)
    if len(request.full_path) > LONGEST_ADDRESS or "\x00" in request.path + request.query_string.decode("latin-1"):
        abort(400)
    if "%00" in request.query_string.decode("latin-1"):
        abort(400)
    if request.method in CHANGING:
        if most := marked("takes_bytes"):
            request.max_content_length = most
        _refuse_malformed_form()


def _is_our_host() -> bool:
    """Whether we were asked for by our own name; who only asks whether we are alive may use any."""
    ours = urlsplit(current_app.config["SETTINGS"].base_url).hostname or ""
    return request.blueprint == "health" or host_is_trusted(request.host, [ours, *LOOPBACK])


def _refuse_malformed_form() -> None:
    """Flask-WTF answers a multipart part without a name with a failure of its own; refuse it before.

    Werkzeug counts the fields of multipart forms only. A null byte no database takes; those in a young person's words
    are dropped where they are read (intake), so that the words are kept.
    """
    try:
        fields = [*request.form.items(multi=True), *request.files.items(multi=True)]
    except ValueError as error:
        raise BadRequest from error
    if len(fields) > MOST_FIELDS:
        abort(413)
    if request.files.keys() - (marked("takes_files") or frozenset()):
        abort(400)
    texts = [value for _, value in fields if isinstance(value, str) and is_staff(request.path)]
    if any(name is None for name, _ in fields) or any("\x00" in text for text in texts):
        abort(400)


def _check_csrf() -> None:
    if request.endpoint is None or request.method not in CHANGING:
        return
    try:
        csrf.protect()
    except CSRFError:
        if not marked("keeps_typed"):
            raise
        g.csrf_failed = True


def allow_microphone() -> None:
    """The page that is being made may ask for the microphone; no other may (trust.md, "Web")."""
    g.microphone = True


def sandbox() -> None:
    """What is answered is shown by a page of ours, and may do nothing when it is opened by itself."""
    g.sandboxed = True


def csrf_failed() -> bool:
    """Whether this request's form came without a valid token; nothing may be kept from it."""
    return bool(g.get("csrf_failed", False))
