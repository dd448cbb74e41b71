"""The receipt: the return code, shown for 15 minutes in this session and nowhere else."""

from typing import Any

from flask import redirect, render_template, url_for
from flask import session as cookie

from participation.council.views import council
from participation.intake import queries, services
from participation.intake.views.visiting import SECRET, blueprint
from participation.kernel import clock
from participation.kernel.localisation import day_in_words
from participation.responses.rules import ReturnCode
from participation.web.access import public
from participation.web.database import session
from participation.web.visit import language


def receipt() -> ReturnCode | None:
    return queries.receipt(session(), cookie[SECRET]) if SECRET in cookie else None


@blueprint.get("/sent")
@public
def sent() -> Any:
    """The receipt with the return code, shown for 15 minutes in this session and nowhere else."""
    code = receipt()
    if code is None:
        return redirect(url_for("young.home"))
    spoken, today = language(), clock.today()
    due = council().working_days_after(today, council().reply_days)
    return render_template(
        "intake/sent.html",
        code_words=code.words.split("-"),
        code_text=code.words,
        code_number=code.number(spoken.digits),
        read_text=day_in_words(council().working_days_after(today, 1), spoken.code),
        due_text=day_in_words(due, spoken.code),
    )


@blueprint.post("/sent")
@public
def put_away() -> Any:
    """Forget the receipt, so that the next person at this screen cannot go back to the code."""
    if SECRET in cookie:
        services.drop_receipt(session(), cookie[SECRET])
    return redirect(url_for("young.home"), 303)
