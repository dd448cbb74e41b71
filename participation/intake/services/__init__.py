"""The one way in: a draft is kept, checked and sent. Services are verbs and never commit."""

from participation.intake.services.drafts import begin_draft, keep_draft
from participation.intake.services.receipts import drop_receipt
from participation.intake.services.screened import SCREENING_FAILED
from participation.intake.services.sending import ABOUT_YOU, submit, write_response
from participation.intake.services.uploads import drop_recording, keep_recording
from participation.intake.services.wishes import keep_private, send_message, take_back

__all__ = [
    "ABOUT_YOU",
    "SCREENING_FAILED",
    "begin_draft",
    "drop_receipt",
    "drop_recording",
    "keep_draft",
    "keep_private",
    "keep_recording",
    "send_message",
    "submit",
    "take_back",
    "write_response",
]
