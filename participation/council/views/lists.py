"""The council's lists: helplines, localities and services."""

from typing import Any

from flask import abort, render_template, request

from participation.access import Permission
from participation.council import queries, services
from participation.council.forms import HelplineForm, PlaceForm
from participation.council.models import Locality, Service
from participation.council.rules import SettingError
from participation.council.views.base import blueprint, kept, me, saved
from participation.kernel import clock
from participation.web.access import requires
from participation.web.database import session

KINDS: dict[str, tuple[services.Kind, str]] = {"localities": (Locality, "locality"), "services": (Service, "service")}


@blueprint.route("/helplines/add", methods=["GET", "POST"], defaults={"place": None})
@blueprint.route("/helplines/<int:place>", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCIL)
def helpline(place: int | None) -> Any:
    """Add or change a helpline. Its place in the list is its address, so the page says which one it was opened for."""
    lines = queries.settings(session()).helplines
    if place is not None and (place >= len(lines) or request.form.get("was", lines[place].name) != lines[place].name):
        abort(404)
    before = None if place is None else lines[place]
    action = ORDERS.get(request.form.get("action", ""))
    if action and place is not None:
        action(session(), me(), place)
        return saved("The helplines are changed.")
    form = HelplineForm(obj=before, how="text" if before and before.text else "call")
    if form.validate_on_submit() and kept(form, lambda: _save_helpline(form, place)):
        return saved(f"{form.name.data}: saved.")
    return render_template("council/helpline.html", form=form, before=before, place=place)


def _save_helpline(form: HelplineForm, place: int | None) -> None:
    lines = queries.settings(session()).helplines
    typed = form.helpline(None if place is None else lines[place], clock.today().isoformat())
    services.save_helpline(session(), me(), place, typed)


ORDERS = {"remove": services.remove_helpline, "up": services.move_helpline}


@blueprint.route("/<any(localities, services):kind>/add", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCIL)
def add_place(kind: str) -> Any:
    """Add a locality or a service."""
    table, word = KINDS[kind]
    form = PlaceForm()
    if form.validate_on_submit():
        try:
            services.add_place(session(), table, form.name.data or "", me())
        except SettingError as error:
            form.name.errors = [str(error)]
        else:
            return saved(f"{form.name.data} was added.")
    return render_template("council/place.html", form=form, word=word, place=None)


@blueprint.route("/<any(localities, services):kind>/<int:place_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCIL)
def place(kind: str, place_id: int) -> Any:
    """Rename a locality or a service, or move it up."""
    table, word = KINDS[kind]
    found: services.Place = session().get(table, place_id) or abort(404)
    if request.form.get("action") == "up":
        services.move_place(session(), found, me())
        return saved(f"{found.name} moved up.")
    form = PlaceForm(obj=found)
    if form.validate_on_submit():
        try:
            services.rename_place(session(), found, form.name.data or "", me())
        except SettingError as error:
            form.name.errors = [str(error)]
        else:
            return saved(f"{found.name}: saved.")
    return render_template("council/place.html", form=form, word=word, place=found)
