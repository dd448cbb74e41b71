"""Is it alive, is it ready: for whoever runs the program."""

import sqlalchemy as sa
from flask import Blueprint

from participation.web.access import public
from participation.web.database import session

blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.get("/live")
@public
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@blueprint.get("/ready")
@public
def ready() -> dict[str, str]:
    """The database answers too."""
    session().execute(sa.text("SELECT 1"))
    return {"status": "ok"}
