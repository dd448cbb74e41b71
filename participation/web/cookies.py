"""Two cookies apart: leaving the site on a shared phone does not sign a worker out, nor the other way round."""

from typing import cast

from flask import Flask, Request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.wrappers import Response

STAFF_PATH = "/staff"


def is_staff(path: str) -> bool:
    """Whether a path is one of the staff's pages."""
    return path == STAFF_PATH or path.startswith(STAFF_PATH + "/")


class _Cookie(SecureCookieSessionInterface):
    def __init__(self, name: str, *, https: bool) -> None:
        self.salt = f"participation-{name}"
        self._name = f"__Host-{name}" if https else name

    def get_cookie_name(self, app: Flask) -> str:  # noqa: ARG002 - the interface's own
        return self._name


class TwoCookies(SecureCookieSessionInterface):
    """Staff pages and young people's pages each have a session of their own; both end with the browser."""

    def __init__(self, *, https: bool) -> None:
        self._staff, self._young = _Cookie("staff", https=https), _Cookie("visit", https=https)

    def _of(self, path: str) -> _Cookie:
        return self._staff if is_staff(path) else self._young

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:  # type: ignore[override]
        """The session that the path belongs to."""
        session = cast("SessionMixin | None", self._of(request.path).open_session(app, request))
        if session is not None:
            session.belongs_to = request.path  # type: ignore[attr-defined]
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write it back under the name it came from."""
        self._of(getattr(session, "belongs_to", "/")).save_session(app, session, response)  # type: ignore[arg-type]


def use_two_cookies(app: Flask, *, https: bool) -> None:
    """HttpOnly, SameSite=Lax, ending with the browser; `__Host-` and Secure over https."""
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    app.session_interface = TwoCookies(https=https)
