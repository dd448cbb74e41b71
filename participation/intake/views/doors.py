"""Where surveys are entered: those that are open, and the doors of the ready-made ones."""

from typing import Any

from flask import render_template

from participation.intake.rules import (
    minutes,
)
from participation.intake.views.check import check_of
from participation.intake.views.pages import page_of
from participation.intake.views.pausing import start_afresh
from participation.intake.views.secret import OFFERED, secret_of
from participation.intake.views.visiting import AFRESH, CHECK, blueprint, directory, page_url, survey_view
from participation.kernel import clock
from participation.web.access import keeps_typed, public


@blueprint.get("/surveys")
@public
def surveys() -> str:
    """The surveys that are open now."""
    today = clock.today()
    return render_template(
        "intake/surveys.html",
        surveys=[
            {**survey_view(found), "minutes": minutes(found.definition), "url": page_url(found.slug)}
            for found in directory().surveys.values()
            if found.listed and found.is_open(today)
        ],
    )


@blueprint.route("/surveys/<slug>", methods=["GET", "POST"])
@blueprint.route("/surveys/<slug>/<page>", methods=["GET", "POST"])
@public
@keeps_typed
def survey(slug: str, page: str | None = None) -> Any:
    """A page of a survey, its check page, the second secret, or the page that asks before starting afresh."""
    if page == AFRESH:
        return start_afresh(slug)
    if page in OFFERED:
        return secret_of(slug, page)
    return check_of(slug) if page == CHECK else page_of(slug, page)


@blueprint.route("/tell-us", methods=["GET", "POST"])
@blueprint.route("/tell-us/<page>", methods=["GET", "POST"])
@public
@keeps_typed
def tell_us(page: str | None = None) -> Any:
    """Tell us how it's going."""
    return survey("tell-us", page)


@blueprint.route("/houses", methods=["GET", "POST"])
@blueprint.route("/houses/<page>", methods=["GET", "POST"])
@public
@keeps_typed
def houses(page: str | None = None) -> Any:
    """My three houses."""
    return survey("houses", page)
