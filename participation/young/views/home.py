"""The street of doors, looks, languages and the way out."""

from typing import Any

from flask import current_app, redirect, render_template, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from participation.council.views import council, hours, hours_now
from participation.intake.views import directory
from participation.kernel import clock
from participation.web.access import public
from participation.young.views.base import blueprint, next_path


@blueprint.get("/")
@public
def home() -> str:
    """The street of doors."""
    today, surveys = clock.today(), directory().surveys.values()
    return render_template(
        "young/home.html",
        open_surveys=sum(survey.listed and survey.is_open(today) for survey in surveys),
        reading_now=hours_now(),
        reading_hours=hours(),
        worry_url=url_for("intake.worry") if council().worry_open else "",
        changes_url=url_for("promises.changes"),
    )


@blueprint.get("/exit")
@public
def exit() -> Response:
    """Forget this visit and go to a neutral site."""
    cookie.clear()
    return redirect(current_app.config["SETTINGS"].neutral_site)


@blueprint.get("/look")
@public
def look() -> Any:
    """Choose how the pages look."""
    return render_template("young/look.html", next_path=next_path())


@blueprint.get("/language")
@public
def language() -> Any:
    """Choose a language, each named in its own script."""
    return render_template("young/language.html", next_path=next_path())
