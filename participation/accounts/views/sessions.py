"""Sessions on the server: the cookie holds a token, and each request asks whether it still opens anything."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app, g, redirect, request, url_for
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlmodel import Session
from werkzeug.wrappers import Response

from participation.access import Principal
from participation.accounts import queries, services
from participation.accounts.models import Staff, StaffSession
from participation.accounts.rules import FRESH, IDLE, own_path, session_ended
from participation.kernel import clock
from participation.web.cookies import is_staff
from participation.web.database import database, session, writes

SEEN_EVERY_SECONDS = 60
KNOWN = "known"
ALWAYS_OPEN = frozenset({"accounts.sign_in", "accounts.sign_in_code", "accounts.sign_out", "accounts.confirm"})


@dataclass
class SignedIn(UserMixin):  # type: ignore[misc]
    """Who Flask-Login says is here: its id is the session's token, which the server can revoke."""

    token: str
    principal: Principal
    fresh_at: datetime
    has_second_factor: bool
    password_is_temporary: bool

    def get_id(self) -> str:
        """The token."""
        return self.token

    @property
    def is_fresh(self) -> bool:
        """Whether they showed in the last ten minutes who they are."""
        return clock.now() - self.fresh_at <= FRESH


def use_staff_sessions(app: Flask) -> None:
    """Look each token up on the server at each request."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager._session_identifier_generator = lambda: None
    manager.user_loader(_load)
    app.before_request(_first_things_first)
    app.jinja_env.globals["staff_idle_seconds"] = int(IDLE.total_seconds())


def _load(token: str) -> SignedIn | None:
    """Who this token belongs to. A request that writes takes its lock later, when it has something to write."""
    if not is_staff(request.path):
        return None
    if not writes():
        return _look_up(session(), token)
    with database().session(write=False) as reading:
        return _look_up(reading, token)


def _look_up(reading: Session, token: str) -> SignedIn | None:
    found = queries.open_session(reading, token)
    if found is None or found[1].disabled:
        return None
    row, staff = found
    now, seen = clock.now(), clock.aware(row.seen_at)
    if session_ended(clock.aware(row.signed_in_at), seen, now):
        return None
    if (now - seen).total_seconds() > SEEN_EVERY_SECONDS:
        g.touch = row.token_hash
    return _signed_in(reading, token, row, staff)


def _signed_in(reading: Session, token: str, row: StaffSession, staff: Staff) -> SignedIn:
    return SignedIn(
        token=token,
        principal=queries.principal_of(reading, staff),
        fresh_at=clock.aware(row.fresh_at),
        has_second_factor=staff.one_time_secret is not None,
        password_is_temporary=staff.password_is_temporary,
    )


def _first_things_first() -> Response | None:
    """A password of one's own comes before all else; then, outside the demo, a second factor."""
    if not is_staff(request.path) or request.endpoint in ALWAYS_OPEN or not current_user.is_authenticated:
        return None
    if "touch" in g:
        _touch(g.touch)
    if current_user.password_is_temporary:
        return _lead_to("accounts.change_password")
    if not current_user.has_second_factor and not current_app.config["DEMO"]:
        return _lead_to("accounts.enrol", "accounts.enrol_picture")
    return None


def _lead_to(page: str, *parts: str) -> Response | None:
    return None if request.endpoint in {page, *parts} else redirect(url_for(page))


def _touch(hashed: str) -> None:
    """Note that the session is in use, in a transaction of its own so that reading pages stay readers."""
    with database().transaction() as writing:
        services.touch(writing, hashed)


def begin(staff: Staff, where: str, target: str | None) -> Response:
    """Sign in: a new session in the database, a new cookie, and on to a page of ours."""
    token, row = services.begin_session(session(), staff, where)
    session().flush()
    _clear_cookie(staff.id)
    login_user(_signed_in(session(), token, row, staff))
    return redirect(own_path(target) or url_for("accounts.home"))


def end() -> None:
    """Sign out, on the server as well as in the browser."""
    services.sign_out(session(), current_user.get_id())
    known = current_user.principal.staff_id
    logout_user()
    _clear_cookie(known)


def _clear_cookie(known: Any) -> None:
    """Nothing stays in this browser but whose it is, so that guesses made elsewhere do not slow its owner down."""
    cookie.clear()
    cookie[KNOWN] = known
    g.pop("csrf_token", None)
