"""The audit page: the newest events, and whether the chain is whole."""

from flask import Blueprint, render_template, request

from participation.access import Permission
from participation.audit import queries
from participation.web.access import requires
from participation.web.database import session

blueprint = Blueprint("audit", __name__, url_prefix="/staff/audit")


@blueprint.get("")
@requires(Permission.READ_AUDIT)
def events() -> str:
    """Who did what, newest first."""
    page = max(1, request.args.get("page", 1, type=int))
    found = queries.latest(session(), page)
    chained, fault = queries.verify(session())
    return render_template(
        "audit/events.html",
        events=found[: queries.PAGE],
        page=page,
        more=len(found) > queries.PAGE,
        chained=chained,
        fault=fault,
    )
