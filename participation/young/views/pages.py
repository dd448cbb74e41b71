"""Somebody to talk to, and what young people should know about this site."""

from flask import render_template

from participation.web.access import public
from participation.young.views.base import blueprint, next_path


@blueprint.get("/help")
@public
def help() -> str:
    """Somebody to talk to now, and what leaving this site does and does not hide."""
    return render_template("young/help.html", back_url=next_path())
