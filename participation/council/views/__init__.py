"""The council's page: its words, days, helplines, localities and services, changed without code."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response

from participation.access import Permission
from participation.council import queries, services
from participation.council.forms import DaysForm, HelplineForm, PlaceForm, WordsForm
from participation.council.models import Locality, Service
from participation.council.rules import SettingError
from participation.council.views.said import council, hours, hours_now
from participation.kernel import clock
from participation.web.access import principal, requires
from participation.web.database import session

__all__ = ["blueprint", "council", "hours", "hours_now"]
blueprint = Blueprint("council", __name__, url_prefix="/staff/council")
FORMS = {"words": (WordsForm, "Names and hours"), "days": (DaysForm, "How long young people wait")}
KINDS: dict[str, tuple[services.Kind, str]] = {"localities": (Locality, "locality"), "services": (Service, "service")}


@blueprint.get("")
@requires(Permission.MANAGE_COUNCIL)
def edit() -> str:
    """Everything that the council can change, with the ways to change it."""
    return render_template(
        "council/council.html",
        words=queries.settings(session()),
        places={"localities": queries.localities(session()), "services": queries.services(session())},
        today=clock.today(),
    )


def _saved(text: str) -> Response:
    """Every page shows it from the next request on."""
    for kept in current_app.extensions["participation_kept"]:
        kept.forget_after(session())
    flash(text)
    return redirect(url_for("council.edit"))


@blueprint.route("/<any(words, days):part>", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCIL)
def settings(part: str) -> Any:
    """Names and hours, or the days."""
    shape, title = FORMS[part]
    form = shape(obj=queries.settings(session()))
    if form.validate_on_submit() and _kept(form, lambda: services.change_settings(session(), _me(), **_typed(form))):
        return _saved(f"{title}: saved.")
    return render_template("council/form.html", form=form, title=title)


def _me() -> int:
    return principal().staff_id


def _typed(form: WordsForm | DaysForm) -> dict[str, object]:
    return {name: value for name, value in form.data.items() if name != "csrf_token"}


def _kept(form: WordsForm | DaysForm | HelplineForm, save: Callable[[], None]) -> bool:
    try:
        save()
    except ValidationError as error:
        form.show(error)
        return False
    return True


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
        action(session(), _me(), place)
        return _saved("The helplines are changed.")
    form = HelplineForm(obj=before, how="text" if before and before.text else "call")
    if form.validate_on_submit() and _kept(form, lambda: _save_helpline(form, place)):
        return _saved(f"{form.name.data}: saved.")
    return render_template("council/helpline.html", form=form, before=before, place=place)


def _save_helpline(form: HelplineForm, place: int | None) -> None:
    lines = queries.settings(session()).helplines
    typed = form.helpline(None if place is None else lines[place], clock.today().isoformat())
    services.save_helpline(session(), _me(), place, typed)


ORDERS = {"remove": services.remove_helpline, "up": services.move_helpline}


@blueprint.route("/<any(localities, services):kind>/add", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCIL)
def add_place(kind: str) -> Any:
    """Add a locality or a service."""
    table, word = KINDS[kind]
    form = PlaceForm()
    if form.validate_on_submit():
        try:
            services.add_place(session(), table, form.name.data or "", _me())
        except SettingError as error:
            form.name.errors = [str(error)]
        else:
            return _saved(f"{form.name.data} was added.")
    return render_template("council/place.html", form=form, word=word, place=None)


@blueprint.route("/<any(localities, services):kind>/<int:place_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCIL)
def place(kind: str, place_id: int) -> Any:
    """Rename a locality or a service, or move it up."""
    table, word = KINDS[kind]
    found: services.Place = session().get(table, place_id) or abort(404)
    if request.form.get("action") == "up":
        services.move_place(session(), found, _me())
        return _saved(f"{found.name} moved up.")
    form = PlaceForm(obj=found)
    if form.validate_on_submit():
        try:
            services.rename_place(session(), found, form.name.data or "", _me())
        except SettingError as error:
            form.name.errors = [str(error)]
        else:
            return _saved(f"{found.name}: saved.")
    return render_template("council/place.html", form=form, word=word, place=found)
