"""Somebody to talk to, and what young people should know about this site."""

from datetime import date

from flask import render_template

from participation.conversations.services import READING_LASTS
from participation.intake.services.receipts import RECEIPT_LASTS
from participation.retention.rules import SCHEDULE
from participation.web.access import public
from participation.young.views.base import blueprint, next_path

LOOKED_AT = date(2026, 11, 25)  # when what the accessibility statement says was last tried


@blueprint.get("/help")
@public
def help() -> str:
    """Somebody to talk to now."""
    return render_template("young/help.html", back_url=next_path())


@blueprint.get("/rights")
@public
def rights() -> str:
    """What young people may ask of us, all of it with nothing but the return code."""
    return render_template("young/rights.html", back_url=next_path())


@blueprint.get("/privacy")
@public
def privacy() -> str:
    """What is kept, who reads it and for how long; the figures are those that the program goes by."""
    return render_template(
        "young/privacy.html",
        back_url=next_path(),
        draft_days=SCHEDULE.drafts.days,
        receipt_minutes=RECEIPT_LASTS.seconds // 60,
        reading_minutes=READING_LASTS.seconds // 60,
    )


@blueprint.get("/about")
@public
def about() -> str:
    """What this is, who reads, and how it is decided what others may see."""
    return render_template("young/about.html", back_url=next_path())


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """What works for whom, what does not, and how it was tried."""
    return render_template("young/accessibility.html", back_url=next_path(), looked_at=LOOKED_AT)


@blueprint.get("/safety")
@public
def safety() -> str:
    """What leaving this site hides and what it does not, and how to keep safe here."""
    return render_template("young/safety.html", back_url=next_path())
