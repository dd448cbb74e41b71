"""One's own account: password and second factor."""

import base64
from io import BytesIO
from typing import Any

import pyotp
import segno
from flask import abort, flash, make_response, redirect, render_template, url_for
from flask import session as cookie
from flask_login import current_user
from werkzeug.wrappers import Response

from participation.access import Permission
from participation.accounts import queries, services
from participation.accounts.forms import ROLE_NAMES, EnrolForm, NewPasswordForm
from participation.accounts.models import Staff
from participation.accounts.rules import PasswordError, bucket
from participation.accounts.views.base import blueprint
from participation.accounts.views.sessions import begin
from participation.council.queries import localities
from participation.council.views import council
from participation.kernel.sealing import place
from participation.web.access import fresh, principal, requires
from participation.web.database import ring, session

ENROLLING = "enrolling"


@blueprint.get("/account")
@requires(Permission.USE_STAFF_PAGES)
def account() -> str:
    """What the program knows of the person who is signed in."""
    me = queries.person(session(), principal().staff_id) or abort(404)
    places = [place.name for place in localities(session(), principal().scope)]
    return render_template("accounts/account.html", me=me, role_names=ROLE_NAMES, places=places)


@blueprint.route("/account/password", methods=["GET", "POST"])
@requires(Permission.USE_STAFF_PAGES)
@fresh
def change_password() -> Any:
    """A new password of one's own; every other session of this person ends."""
    form = NewPasswordForm()
    if form.validate_on_submit():
        staff = session().get_one(Staff, principal().staff_id)
        try:
            services.set_password(session(), staff, form.password.data, staff.id)
        except PasswordError as error:
            form.password.errors = [str(error)]
        else:
            answer = begin(staff, bucket(staff.email), None)
            flash("Your password is changed.")
            return answer
    return render_template("accounts/password.html", form=form, first=current_user.password_is_temporary)


@blueprint.route("/account/second-factor", methods=["GET", "POST"])
@requires(Permission.USE_STAFF_PAGES)
@fresh
def enrol() -> Any:
    """Turn on one-time codes, or move them to another phone; the secret waits, sealed, until a code confirms it."""
    form = EnrolForm()
    secret = _waiting_secret() or _new_secret()
    if form.validate_on_submit():
        staff = session().get_one(Staff, principal().staff_id)
        if services.enrol_one_time_code(session(), ring(), staff, secret, form.code.data):
            cookie.pop(ENROLLING)
            flash("One-time codes are on. You will be asked for one each time you sign in.")
            return redirect(url_for("accounts.home"))
        form.code.errors = ["That code does not fit. Wait for the next one and try again."]
    on = current_user.has_second_factor
    return render_template("accounts/enrol.html", form=form, secret=secret, on=on)


def _new_secret() -> str:
    secret = pyotp.random_base32()
    cookie[ENROLLING] = base64.b64encode(ring().seal(secret.encode(), _where())).decode()
    return secret


def _waiting_secret() -> str | None:
    waiting = cookie.get(ENROLLING)
    return ring().unseal(base64.b64decode(waiting), _where()).decode() if waiting else None


def _where() -> bytes:
    """Only the session that made a secret can take it up."""
    return place("staff_session", queries.token_hash(current_user.get_id()), ENROLLING)


@blueprint.get("/account/second-factor/picture")
@requires(Permission.USE_STAFF_PAGES)
def enrol_picture() -> Response:
    """The QR code for an authenticator app."""
    secret = _waiting_secret() or abort(404)
    issuer = council().site_name
    uri = pyotp.TOTP(secret).provisioning_uri(name=principal().name, issuer_name=issuer)
    picture = BytesIO()
    segno.make(uri, error="m").save(picture, kind="svg", scale=5, border=4, light="#fff")
    return make_response(picture.getvalue(), {"Content-Type": "image/svg+xml"})
