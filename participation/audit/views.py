"""The record (the newest events, and whether the chain is whole), and the alarms of whoever runs the program."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from participation.access import Permission
from participation.audit import queries, services
from participation.audit.rules import ACTIONS, SUBJECTS, in_words
from participation.web.access import principal, requires
from participation.web.database import session
from participation.web.guard import id_of

blueprint = Blueprint("audit", __name__, url_prefix="/staff")


@blueprint.app_context_processor
def count_alarms() -> dict[str, object]:
    """For the bar; asked only for those who may see them."""
    return {"alarm_count": lambda: queries.alarm_count(session())}


@blueprint.get("/audit")
@requires(Permission.READ_AUDIT)
def events() -> str:
    """Who did what, newest first."""
    action, staff_id = request.args.get("action") or None, request.args.get("staff", type=id_of)
    before = request.args.get("before", type=id_of)
    found = queries.latest(session(), before=before, action=action, staff_id=staff_id)
    return render_template(
        "audit/events.html",
        action=action,
        staff_id=staff_id,
        events=found[: queries.PAGE],
        more=len(found) > queries.PAGE,
        actions={name: in_words(ACTIONS, name) for name in queries.actions(session())},
        subjects=SUBJECTS,
        in_words=in_words,
        state=queries.chain_state(session()),
    )


@blueprint.get("/alarms")
@requires(Permission.SEE_ALARMS)
def alarms() -> str:
    """What went wrong and waits for a person."""
    return render_template("audit/alarms.html", alarms=queries.alarms(session()))


@blueprint.post("/alarms/<int:alarm_id>")
@requires(Permission.SEE_ALARMS)
def settle_alarm(alarm_id: int) -> Any:
    """Mark an alarm as dealt with."""
    seen = request.form.get("seen", 0, type=id_of)
    if services.settle_alarm(session(), alarm_id, seen, principal().staff_id):
        flash("Marked as dealt with.")
    else:
        flash("That alarm was raised again, or somebody was faster. Look at it again.", "worry")
    return redirect(url_for("audit.alarms"))
