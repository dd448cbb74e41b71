"""Signing in and out, the second factor, and the people page."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import pyotp
import segno
from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from participation.access import Permission, Principal, Role
from participation.accounts import queries, services
from participation.accounts.forms import ROLE_NAMES, ChangePersonForm, EnrolForm, PersonForm, SignInForm
from participation.accounts.models import Staff
from participation.accounts.rules import FRESH, PasswordError, session_ended
from participation.council.queries import localities
from participation.kernel import clock
from participation.kernel.sealing import KeyRing
from participation.web.access import principal, public, records, requires
from participation.web.database import database, session, writes

blueprint = Blueprint("accounts", __name__, url_prefix="/staff")
SEEN_EVERY_SECONDS = 60
FIRST_PAGES = {
    Role.WORKER: "moderation.inbox",
    Role.LEAD: "moderation.inbox",
    Role.LEADER: "reports.index",
    Role.ADMIN: "accounts.people",
}


@dataclass
class SignedIn(UserMixin):  # type: ignore[misc]
    """Who Flask-Login says is here: its id is the session's token, which the server can revoke."""

    token: str
    principal: Principal
    fresh_at: datetime
    has_second_factor: bool

    def get_id(self) -> str:
        """The token."""
        return self.token


def use_staff_sessions(app: Flask, ring: KeyRing) -> None:
    """Look each token up on the server at each request."""
    app.extensions["participation_ring"] = ring
    manager = LoginManager(app)
    manager.session_protection = None  # it would keep a hash of address and browser

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> SignedIn | None:
        return _load(token)

    @app.before_request
    def second_factor_first() -> Response | None:
        return _second_factor_first()


def _load(token: str) -> SignedIn | None:
    if not request.path.startswith("/staff"):
        return None
    found = queries.open_session(session(), token)
    if found is None or found[1].disabled:
        return None
    row, staff = found
    now, seen = clock.now(), queries.aware(row.seen_at)
    if session_ended(queries.aware(row.signed_in_at), seen, now):
        return None
    if (now - seen).total_seconds() > SEEN_EVERY_SECONDS:
        _touch(row.token_hash)
    return SignedIn(
        token, queries.principal_of(session(), staff), queries.aware(row.fresh_at), staff.one_time_secret is not None
    )


def _touch(hashed: str) -> None:
    """Note that the session is in use, in a transaction of its own so that reading pages stay readers."""
    if writes():
        return services.touch(session(), hashed)
    with database().transaction() as writing:
        services.touch(writing, hashed)
    return None


def _second_factor_first() -> Response | None:
    """In production nobody works without a second factor; the demo has none."""
    if current_app.config["DEMO"] or not request.path.startswith("/staff"):
        return None
    if request.endpoint in {"accounts.enrol", "accounts.enrol_picture", "accounts.sign_out", "accounts.sign_in"}:
        return None
    if current_user.is_authenticated and not current_user.has_second_factor:
        return redirect(url_for("accounts.enrol"))
    return None


def is_fresh() -> bool:
    """Whether the password was given in the last ten minutes; exports and roles ask for that."""
    return bool(clock.now() - current_user.fresh_at <= FRESH)


def _ring() -> KeyRing:
    ring: KeyRing = current_app.extensions["participation_ring"]
    return ring


def _own_path(path: str | None) -> str:
    """Only a path of our own staff pages is followed after sign-in."""
    safe = path and path.startswith("/staff/") and not path.startswith("//") and "\\" not in path
    return str(path) if safe else url_for("accounts.home")


@blueprint.get("/")
@requires(Permission.USE_STAFF_PAGES)
def home() -> Any:
    """Each role's first page; for a partner, that nothing has been referred."""
    first = FIRST_PAGES.get(principal().role)
    return redirect(url_for(first)) if first else render_template("staff/nothing.html")


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Any:
    """Sign in with e-mail, password and, where enrolled, a code."""
    form = SignInForm(next=request.args.get("next"))
    needs_code = False
    if form.validate_on_submit():
        try:
            token = services.sign_in(
                session(), _ring(), email=form.email.data, password=form.password.data, code=form.code.data or ""
            )
        except services.TooSoonError:
            form.email.errors = ["There were several wrong tries. Wait a few minutes, then try again."]
        except services.CodeNeededError:
            needs_code = True
        except services.SignInError:
            form.email.errors = ["The e-mail address, password or code is not right. Check them and try again."]
        else:
            return _welcome(token, _own_path(form.next.data))
    return render_template("accounts/sign_in.html", form=form, needs_code=needs_code or bool(form.code.data))


def _welcome(token: str, target: str) -> Response:
    session().flush()
    cookie.clear()
    signed_in = _load(token)
    if signed_in is None:
        abort(500)
    login_user(signed_in)
    g.pop("csrf_token", None)
    return redirect(target)


@blueprint.post("/sign-out")
@requires(Permission.USE_STAFF_PAGES)
def sign_out() -> Response:
    """End this session on the server as well as in the browser."""
    services.sign_out(session(), current_user.get_id())
    logout_user()
    cookie.clear()
    return redirect(url_for("accounts.sign_in"))


@blueprint.route("/second-factor", methods=["GET", "POST"])
@requires(Permission.USE_STAFF_PAGES)
def enrol() -> Any:
    """Turn on one-time codes; the secret waits in this session until a code confirms it."""
    form = EnrolForm()
    secret = cookie.setdefault("enrolling", pyotp.random_base32())
    if form.validate_on_submit():
        staff = session().get_one(Staff, principal().staff_id)
        if services.enrol_one_time_code(session(), _ring(), staff, secret, form.code.data):
            cookie.pop("enrolling")
            flash("One-time codes are on. You will be asked for one each time you sign in.")
            return redirect(url_for("accounts.home"))
        form.code.errors = ["That code does not fit. Wait for the next one and try again."]
    return render_template("accounts/enrol.html", form=form, secret=secret, on=current_user.has_second_factor)


@blueprint.get("/second-factor/picture")
@requires(Permission.USE_STAFF_PAGES)
def enrol_picture() -> Response:
    """The QR code for an authenticator app."""
    if "enrolling" not in cookie:
        abort(404)
    uri = pyotp.TOTP(cookie["enrolling"]).provisioning_uri(name=principal().name, issuer_name="Participation")
    picture = BytesIO()
    segno.make(uri, error="m").save(picture, kind="svg", scale=5, border=4)
    return make_response(picture.getvalue(), {"Content-Type": "image/svg+xml"})


@blueprint.route("/people", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def people() -> Any:
    """Who works here, and adding somebody."""
    form = PersonForm()
    places = localities(session())
    form.localities.choices = [(place.id, place.name) for place in places]
    if form.validate_on_submit() and _added(form):
        flash(f"{form.name.data} was added.")
        return redirect(url_for("accounts.people"))
    return render_template("accounts/people.html", form=form, people=queries.everyone(session()), role_names=ROLE_NAMES)


def _added(form: PersonForm) -> bool:
    if queries.by_email(session(), form.email.data):
        form.email.errors = ["Somebody with this address is here already."]
        return False
    try:
        services.add_staff(
            session(),
            email=form.email.data,
            name=form.name.data,
            role=Role(form.role.data),
            password=form.password.data,
            localities=form.localities.data or (),
        )
    except PasswordError as error:
        form.password.errors = [str(error)]
        return False
    return True


@blueprint.route("/people/<int:staff_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
@records
def person(staff_id: int) -> Any:
    """Change somebody's role, give a new password, close or re-open the account."""
    staff = session().get(Staff, staff_id) or abort(404)
    form = ChangePersonForm(role=staff.role.value)
    if form.validate_on_submit() and _changed(form, staff):
        flash("Saved.")
        return redirect(url_for("accounts.people"))
    return render_template("accounts/person.html", form=form, person=staff, role_names=ROLE_NAMES)


def _changed(form: ChangePersonForm, staff: Staff) -> bool:
    me = principal().staff_id
    if staff.id == me and (request.form.get("disable") or form.role.data != staff.role.value):
        form.role.errors = ["You cannot change your own role or close your own account."]
        return False
    services.set_role(session(), staff, Role(form.role.data), me)
    if "disable" in request.form or "enable" in request.form:
        services.set_disabled(session(), staff, "disable" in request.form, me)
    try:
        if form.password.data:
            services.set_password(session(), staff, form.password.data, me)
    except PasswordError as error:
        form.password.errors = [str(error)]
        return False
    return True
