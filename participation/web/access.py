"""Default deny: an endpoint that is neither `@public` nor `@requires(...)` refuses everybody."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from participation.access import Permission, Principal, allows

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"


def public(view: View) -> View:
    """Anyone may ask for this page."""
    return _mark(view, access=PUBLIC)


def requires(permission: Permission) -> Callable[[View], View]:
    """Only staff whose role is granted `permission`; the view still checks the object's scope."""
    return lambda view: _mark(view, access=permission)


def records(view: View) -> View:
    """A page that writes even when it is only looked at (a reading goes on the record)."""
    return _mark(view, writes=True)


def fresh(view: View) -> View:
    """A page for somebody who has shown in the last ten minutes who they are: exports, roles, unsealing."""
    return _mark(view, fresh=True)


def keeps_typed(view: View) -> View:
    """A form whose view shows the page again, with what was typed, when the CSRF check fails."""
    return _mark(view, keeps_typed=True)


def takes_files(*names: str) -> Callable[[View], View]:
    """A form with these files; every other page refuses any, since a text field cannot hold one."""
    return lambda view: _mark(view, takes_files=frozenset(names))


def takes_bytes(most: int) -> Callable[[View], View]:
    """An address that takes one body of its own size, such as a recording, in place of a form."""
    return lambda view: _mark(view, takes_bytes=most)


def answers_json(view: View) -> View:
    """An address that a script of ours talks to: what goes wrong is told as `{"problem": "a sentence"}`."""
    return _mark(view, answers_json=True)


def _mark(view: View, **marks: object) -> View:
    for name, value in marks.items():
        setattr(view, name, value)
    return view


def marked(name: str) -> Any:
    """A mark of the view that answers this request, None without one."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, name, None)


def principal() -> Principal:
    """Who is signed in; only for views that `@requires` something."""
    return cast(Principal, current_user.principal)


def refuse_by_default(app: Flask) -> None:
    """Check every request against the table before its view runs."""

    @app.before_request
    def check() -> Response | None:
        if request.endpoint is None:
            return None
        needed = marked("access")
        if needed == PUBLIC:
            return None
        if not isinstance(needed, Permission):
            abort(403)
        if not current_user.is_authenticated:
            return _signed_out()
        if not allows(principal(), needed):
            abort(403)
        if marked("fresh") and not current_user.is_fresh:
            return redirect(url_for("accounts.confirm", next=_here()))
        return None


def _signed_out() -> Response:
    """To the sign-in page; what somebody had typed is shown once, to be copied, since nothing may be kept of it."""
    typed = [text for name, text in request.form.items(multi=True) if " " in text.strip() and "password" not in name]
    if not typed:
        return redirect(url_for("accounts.sign_in", next=_here()))
    return make_response(render_template("errors/signed_out.html", typed=typed, next=_here()), 401)


def _here() -> str | None:
    """The address to come back to, where it is a page that can be asked for."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    rule = request.url_rule
    return request.path if rule is not None and "GET" in (rule.methods or ()) else None
