"""The council's page, and its settings one by one: names, hours, days, worries, colour and logo."""

from typing import Any

from flask import render_template, request

from participation.access import Permission
from participation.council import queries, services
from participation.council.forms import ColourForm, DaysForm, HoursForm, LogoForm, WordsForm, WorriesForm
from participation.council.rules import Logo
from participation.council.views.base import blueprint, change, kept, me, saved
from participation.kernel import clock
from participation.web.access import requires, takes_files
from participation.web.database import session

FORMS = {
    "words": (WordsForm, "Names and contact"),
    "days": (DaysForm, "How long young people wait"),
    "worries": (WorriesForm, "Worries and nights"),
    "colour": (ColourForm, "Colour"),
}


@blueprint.get("")
@requires(Permission.MANAGE_COUNCIL)
def edit() -> str:
    """Everything that the council can change, with the ways to change it."""
    words = queries.settings(session())
    return render_template(
        "council/council.html",
        words=words,
        alerts_arrive=queries.alerts_arrive(session(), words),
        places={"localities": queries.localities(session()), "services": queries.services(session())},
        today=clock.today(),
    )


@blueprint.route("/<any(words, days, worries, colour):part>", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCIL)
def settings(part: str) -> Any:
    """A few settings that are typed as they are kept."""
    shape, title = FORMS[part]
    form = shape(obj=queries.settings(session()))
    typed = {name: value for name, value in form.data.items() if name != "csrf_token"}
    if form.validate_on_submit() and kept(form, change(**typed)):
        return saved(f"{title}: saved.")
    return render_template("council/form.html", form=form, title=title)


@blueprint.route("/hours", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCIL)
def hours() -> Any:
    """When somebody reads, and the closed days."""
    form = HoursForm.showing(queries.settings(session()))
    if form.validate_on_submit() and (typed := form.typed()) and kept(form, change(**typed)):
        return saved("Reading hours: saved.")
    return render_template("council/hours.html", form=form)


@blueprint.route("/logo", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCIL)
@takes_files("logo")
def logo() -> Any:
    """Show a logo, or take it off again."""
    now = queries.settings(session()).logo
    if request.form.get("action") == "remove":
        services.change_settings(session(), me(), logo=None)
        return saved("The logo is off the pages.")
    form = LogoForm(alt=now.alt if now else "")
    if form.validate_on_submit() and kept(form, lambda: _new_logo(form, now), "logo"):
        return saved("Logo: saved.")
    return render_template("council/logo.html", form=form, now=now)


def _new_logo(form: LogoForm, now: Logo | None) -> None:
    """A new picture, or new words for the one that is there."""
    uploaded, alt = form.logo.data, form.alt.data or ""
    if uploaded or now is None:
        change(logo=Logo.of(uploaded.read() if uploaded else b"", alt))()
    else:
        change(logo={**now.model_dump(), "alt": alt})()
