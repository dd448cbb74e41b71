"""What is kept for how long (practice.md, "Children's Code", Retention; "Deleting"). Pure.

Receipts, what a return code opened and staff sessions carry their own end and are not listed here.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from participation.intake.rules import DRAFTS_LAST
from participation.responses.rules import Handling, Urgency


@dataclass(frozen=True)
class Schedule:
    """How long each kind of thing is kept."""

    drafts: timedelta = DRAFTS_LAST
    sent_mail: timedelta = timedelta(days=30)

    def last_draft_day(self, today: date) -> date:
        """Drafts that were last touched on this day or before have had all their days."""
        return today - self.drafts - timedelta(days=1)

    def last_mail(self, now: datetime) -> datetime:
        """What left at this moment or before is forgotten."""
        return now - self.sent_mail


SCHEDULE = Schedule()


def may_be_erased(handling: Handling, urgency: Urgency) -> bool:
    """Whether words that were deleted may go: staff have dealt with them and nothing in them was flagged.

    What was flagged stays for the safeguarding lead, whatever the young person wished since.
    """
    return handling is Handling.DONE and urgency is Urgency.EVERYTHING_ELSE


ERASABLE = tuple((h, int(u)) for h in Handling for u in Urgency if may_be_erased(h, u))
