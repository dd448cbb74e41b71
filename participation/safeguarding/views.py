"""What the people on duty look at first: worries that nobody has opened, and what waits for a second person."""

from typing import Any

from flask import Blueprint, render_template

from participation.access import Permission
from participation.audit.services import record
from participation.council.queries import localities
from participation.kernel import clock
from participation.safeguarding.queries import open_today, unseen, waiting
from participation.safeguarding.rules import day_words, due_words, seen_by_words
from participation.web.access import principal, records, requires
from participation.web.database import ring, session

blueprint = Blueprint("safeguarding", __name__, url_prefix="/staff/safeguarding")


@blueprint.context_processor
def clocks() -> dict[str, Any]:
    """Days and limits in words."""
    now, today = clock.now(), clock.today()
    return {
        "today": today,
        "in_words": lambda day: day_words(day, today),
        "due_words": lambda due: due_words(due, today),
        "seen_by_words": lambda due_at: seen_by_words(due_at, now),
        "is_over": lambda moment: moment <= now,
    }


@blueprint.get("")
@requires(Permission.READ_RESPONSES)
@records
def index() -> str:
    """The reasons for which an identity is wanted are sealed words, so that they were read goes on the record."""
    by, found = principal(), waiting(session(), ring(), principal())
    if found:
        record(session(), by.staff_id, "opened", "second_person")
    return render_template(
        "safeguarding/index.html",
        unseen=unseen(session(), by),
        waiting=found,
        open_today=open_today(session(), by.staff_id, clock.today()),
        places={place.id: place.name for place in localities(session())},
    )
