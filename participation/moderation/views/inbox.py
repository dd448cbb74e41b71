"""What there is to read, and decisions about several at once."""

from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from participation.access import Permission
from participation.council.queries import localities, services
from participation.kernel import clock
from participation.moderation import services as moderation
from participation.moderation.forms import BulkForm, FilterForm, offer
from participation.moderation.queries import inbox as lists
from participation.moderation.rules import NOT_SAID, Place, Wanted
from participation.moderation.views.base import blueprint, locked
from participation.responses.rules import Handling, Urgency
from participation.safeguarding.queries import waiting_count
from participation.web.access import principal, requires
from participation.web.database import ring, session

COUNTED = (Handling.UNREAD, Handling.OPENED)


@blueprint.get("/inbox")
@requires(Permission.READ_RESPONSES)
def inbox() -> str:
    """What there is to read, most urgent and oldest first."""
    form, by = _filters(), principal()
    wanted, start = form.wanted, Place.parse(request.args.get("after", ""))
    return render_template(
        "moderation/inbox.html",
        filters=form,
        wanted=wanted,
        page=lists.inbox(session(), by, wanted, start),
        start=start,
        streams=lists.streams(session(), by, wanted),
        counts={each: lists.count(session(), by, replace(wanted, handling=each)) for each in COUNTED},
        urgent_open=lists.count(session(), by, Wanted(Handling.OPENED, Urgency.NOW)),
        second_person=waiting_count(session(), by),
        most=lists.COUNTED,
        today=clock.today(),
        me=by.staff_id,
    )


def _filters() -> FilterForm:
    form, scope = FilterForm(request.args), principal().scope
    not_said = [(str(NOT_SAID), "Not said")] if scope.covers(None) else []
    offer(form.locality, [*((str(each.id), each.name) for each in localities(session(), scope)), *not_said])
    offer(form.service, ((str(each.id), each.name) for each in services(session())))
    offer(form.survey, ((each.slug, each.title) for each in lists.surveys(session())))
    return form


@blueprint.post("/inbox/decide")
@requires(Permission.MODERATE)
def decide_together() -> Any:
    """One decision for several responses that were opened one by one."""
    form = BulkForm()
    if not form.validate_on_submit():
        abort(400)
    chosen = [locked(response_id) for response_id in sorted(set(form.responses.data))]
    left = moderation.decide_together(session(), ring(), chosen, form.action.data, principal(), clock.today())
    done = len(chosen) - left
    if not chosen:
        flash("Tick some of them first.", "worry")
    if done:
        flash(f"{done} decided together.")
    if left:
        flash(f"{left} left as they were: only unflagged ones that you have opened go together.", "worry")
    return redirect(url_for(".inbox", state=Handling.OPENED), 303)
