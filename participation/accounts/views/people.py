"""People: who works here, what they may do and where, and helping those who cannot get in."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from participation.access import Permission, Role
from participation.accounts import queries, services
from participation.accounts.forms import ROLE_NAMES, ChangePersonForm, PersonForm
from participation.accounts.models import Staff
from participation.accounts.rules import AddressError, temporary_password
from participation.accounts.views.base import blueprint
from participation.council.queries import localities
from participation.web.access import fresh, principal, requires
from participation.web.database import session

OWN = "You cannot change your own role or close your own account. Another administrator can."


@blueprint.get("/people")
@requires(Permission.MANAGE_PEOPLE)
def people() -> str:
    """Everybody, with their role, where they work, and whether they hold a second factor."""
    return render_template(
        "accounts/people.html",
        people=queries.everyone(session()),
        role_names=ROLE_NAMES,
        places=_places(),
    )


@blueprint.route("/people/add", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
@fresh
def add_person() -> Any:
    """Add somebody; their first password is shown once, to be given to them in person."""
    form = PersonForm()
    form.localities.choices = _places()
    if form.validate_on_submit():
        password = temporary_password()
        try:
            services.add_staff(
                session(),
                email=form.email.data,
                name=form.name.data,
                role=Role(form.role.data),
                password=password,
                localities=form.chosen_localities,
                temporary=True,
                by=principal().staff_id,
            )
        except AddressError as error:
            form.email.errors = [str(error)]
        else:
            return render_template("accounts/temporary.html", name=form.name.data, password=password)
    return render_template("accounts/add.html", form=form)


def _places() -> dict[int, str]:
    return {place.id: place.name for place in localities(session())}


@blueprint.route("/people/<int:staff_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
@fresh
def person(staff_id: int) -> Any:
    """Change somebody's name, role and localities; give a new password; close or re-open the account."""
    staff = session().get(Staff, staff_id) or abort(404)
    action = ACTIONS.get(request.form.get("action", "")) if request.method == "POST" else None
    if action:
        return abort(403) if staff.id == principal().staff_id else action(staff)
    found = queries.person(session(), staff_id) or abort(404)
    form = ChangePersonForm(name=staff.name, role=staff.role.value, **_where(found.localities))
    form.localities.choices = _places()
    if form.validate_on_submit() and _changed(form, staff):
        flash(f"{staff.name}: saved.")
        return redirect(url_for("accounts.people"))
    own = staff.id == principal().staff_id
    return render_template("accounts/person.html", form=form, person=found, own=own)


def _where(chosen: frozenset[int]) -> dict[str, Any]:
    """How the two fields about localities stand for somebody."""
    return {"where": "some" if chosen else "all", "localities": sorted(chosen)}


def _changed(form: ChangePersonForm, staff: Staff) -> bool:
    me = principal().staff_id
    if staff.id == me and form.role.data != staff.role.value:
        form.role.errors = [OWN]
        return False
    services.rename(session(), staff, form.name.data, me)
    services.set_localities(session(), staff, form.chosen_localities, me)
    services.set_role(session(), staff, Role(form.role.data), me)
    return True


def _new_password(staff: Staff) -> Any:
    password = temporary_password()
    services.set_password(session(), staff, password, principal().staff_id, temporary=True)
    return render_template("accounts/temporary.html", name=staff.name, password=password)


def _forget_second_factor(staff: Staff) -> Any:
    services.forget_second_factor(session(), staff, principal().staff_id)
    flash(f"{staff.name} sets up one-time codes anew at the next sign-in.")
    return redirect(url_for("accounts.people"))


def _close(staff: Staff) -> Any:
    services.set_disabled(session(), staff, True, principal().staff_id)
    flash(f"{staff.name}’s account is closed, and they are signed out.")
    return redirect(url_for("accounts.people"))


def _open(staff: Staff) -> Any:
    services.set_disabled(session(), staff, False, principal().staff_id)
    flash(f"{staff.name}’s account is open again.")
    return redirect(url_for("accounts.people"))


ACTIONS: dict[str, Callable[[Staff], Any]] = {
    "password": _new_password,
    "second-factor": _forget_second_factor,
    "close": _close,
    "open": _open,
}
