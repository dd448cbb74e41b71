"""The one way in: a draft is kept, checked and sent. Services are verbs and never commit."""

from participation.intake.services.drafts import begin_draft, drop_draft, keep_draft, pause_draft, resume_draft
from participation.intake.services.receipts import RECEIPT_LASTS, drop_receipt, keep_receipt
from participation.intake.services.screened import SCREENING_FAILED
from participation.intake.services.sending import ABOUT_YOU, submit, write_response
from participation.intake.services.uploads import drop_recording, keep_recording
from participation.intake.services.wishes import (
    agree_to_quote,
    correct_words,
    delete_response,
    reopen_response,
    send_message,
    use_again,
    withdraw_response,
)

__all__ = [
    "ABOUT_YOU",
    "RECEIPT_LASTS",
    "SCREENING_FAILED",
    "agree_to_quote",
    "begin_draft",
    "correct_words",
    "delete_response",
    "drop_draft",
    "drop_receipt",
    "drop_recording",
    "keep_draft",
    "keep_receipt",
    "keep_recording",
    "pause_draft",
    "reopen_response",
    "resume_draft",
    "send_message",
    "submit",
    "use_again",
    "withdraw_response",
    "write_response",
]
