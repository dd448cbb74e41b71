"""Signing in and out, and each role's first page."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask import session as cookie
from flask_login import current_user
from werkzeug.wrappers import Response

from participation.access import Permission, Role
from participation.accounts import services
from participation.accounts.forms import CodeForm, ConfirmForm, SignInForm
from participation.accounts.models import Staff
from participation.accounts.rules import HALF_WAY, own_path
from participation.accounts.services import Attempt
from participation.accounts.views.base import blueprint
from participation.accounts.views.sessions import KNOWN, begin, end
from participation.kernel import clock
from participation.web.access import principal, public, requires
from participation.web.database import database, ring, session

FIRST_PAGES = {
    Role.WORKER: "moderation.inbox",
    Role.LEAD: "moderation.inbox",
    Role.LEADER: "reports.index",
    Role.ADMIN: "accounts.people",
}
HALF = "half"
TOO_SOON = "There were several wrong tries. Wait a few minutes, then try again."
WRONG = "The e-mail address or password is not right. Check both and try again."
WRONG_CODE = "That code is not right, or was used already. Wait for the next one and try again."


@blueprint.get("/")
@requires(Permission.USE_STAFF_PAGES)
def home() -> Any:
    """Each role's first page; for a partner, that nothing has been referred."""
    first = FIRST_PAGES.get(principal().role)
    return redirect(url_for(first)) if first else render_template("staff/nothing.html")


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Any:
    """Sign in with e-mail and password; who has a second factor goes on to its page."""
    form = SignInForm(next=request.args.get("next"))
    if form.validate_on_submit():
        attempt = _try(form.email.data, form.password.data)
        try:
            staff = services.admit(session(), attempt)
        except services.SignInError as error:
            form.email.errors = [_sentence(error, WRONG)]
        else:
            return _next_step(staff, attempt, form.next.data)
    return render_template("accounts/sign_in.html", form=form)


def _try(email: str, password: str) -> Attempt:
    """The slow part, before this request takes a lock."""
    with database().session(write=False) as reading:
        return services.try_password(reading, email, password, cookie.get(KNOWN))


def _sentence(error: Exception, wrong: str) -> str:
    return TOO_SOON if isinstance(error, services.TooSoonError) else wrong


def _next_step(staff: Staff, attempt: Attempt, target: str | None) -> Response:
    if staff.one_time_secret is None:
        return begin(staff, attempt.bucket, target)
    until = (clock.now() + HALF_WAY).timestamp()
    cookie[HALF] = {"id": staff.id, "where": attempt.bucket, "until": until, "next": own_path(target)}
    return redirect(url_for("accounts.sign_in_code"))


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@public
def sign_in_code() -> Any:
    """The second step, open for five minutes after the password was right."""
    half = cookie.get(HALF)
    if half is None or half["until"] < clock.now().timestamp():
        return redirect(url_for("accounts.sign_in"))
    form = CodeForm()
    if form.validate_on_submit():
        staff = session().get(Staff, half["id"])
        if staff is None or staff.disabled or staff.one_time_secret is None:
            return redirect(url_for("accounts.sign_in"))
        try:
            services.check_code(session(), ring(), staff, form.code.data, half["where"])
        except services.SignInError as error:
            form.code.errors = [_sentence(error, WRONG_CODE)]
        else:
            return begin(staff, half["where"], half["next"])
    return render_template("accounts/code.html", form=form)


@blueprint.route("/confirm", methods=["GET", "POST"])
@requires(Permission.USE_STAFF_PAGES)
def confirm() -> Any:
    """Show again who you are, before pages that want it fresh."""
    form = ConfirmForm(next=request.args.get("next"))
    if not current_user.has_second_factor:
        del form.code
    if form.validate_on_submit() and _confirmed(form):
        return redirect(own_path(form.next.data) or url_for("accounts.home"))
    return render_template("accounts/confirm.html", form=form)


def _confirmed(form: ConfirmForm) -> bool:
    attempt = services.Attempt(None, "")
    with database().session(write=False) as reading:
        me = reading.get_one(Staff, principal().staff_id)
        attempt = services.try_password(reading, me.email, form.password.data, principal().staff_id)
    try:
        staff = services.admit(session(), attempt)
        if form.code is not None:
            services.check_code(session(), ring(), staff, form.code.data, attempt.bucket)
    except services.SignInError as error:
        form.password.errors = [_sentence(error, "The password or code is not right. Check them and try again.")]
        return False
    services.freshen(session(), current_user.get_id(), attempt.bucket)
    return True


@blueprint.post("/sign-out")
@requires(Permission.USE_STAFF_PAGES)
def sign_out() -> Response:
    """End this session."""
    end()
    return redirect(url_for("accounts.sign_in"))
