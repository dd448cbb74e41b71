"""What things are called on the pages of those who read."""

from collections.abc import Mapping

from participation.moderation.rules.decisions import Action
from participation.moderation.rules.redaction import RedactionReason
from participation.responses.rules import Channel, Handling, Medium, Progress, QuoteConsent, StatementStatus, Urgency
from participation.safeguarding.rules import Standing

STREAMS: Mapping[Urgency, str] = {
    Urgency.NOW: "Now",
    Urgency.SOON: "Soon",
    Urgency.EVERYTHING_ELSE: "Everything else",
}
STREAM_LIMITS: Mapping[Urgency, str] = {
    Urgency.NOW: "Open these at once. The safeguarding lead has been told.",
    Urgency.SOON: "Open these today if you can, and by the end of the next working day at the latest.",
    Urgency.EVERYTHING_ELSE: "Open each of these by the end of the next working day.",
}
HANDLINGS: Mapping[Handling, str] = {
    Handling.UNREAD: "Unread",
    Handling.OPENED: "Opened, not finished",
    Handling.DONE: "Done",
}
STATUSES: Mapping[StatementStatus, str] = {
    StatementStatus.WAITING: "Waiting for a decision",
    StatementStatus.APPROVED: "Approved",
    StatementStatus.PRIVATE: "Kept private",
    StatementStatus.SECOND_LOOK: "Needs another look",
}
ACTIONS: Mapping[Action, str] = {
    Action.APPROVE: "Approve",
    Action.KEEP_PRIVATE: "Keep private",
    Action.ASK_SECOND_LOOK: "Needs another look",
    Action.REOPEN: "Open again",
}
CONSENTS: Mapping[QuoteConsent, str] = {
    QuoteConsent.NOT_SAID: "They did not say whether their words may be shown, so they are not quoted.",
    QuoteConsent.USE_WORDS: "They agreed: “use my words”.",
    QuoteConsent.CHANGE_WORDS: "They agreed: “change my words so that nobody knows it is me”.",
    QuoteConsent.DO_NOT_SHARE: "They said: “don’t share”. Never quoted.",
}
REASONS: Mapping[RedactionReason, str] = {
    RedactionReason.NAME: "Name",
    RedactionReason.PLACE: "Place",
    RedactionReason.SCHOOL: "School",
    RedactionReason.CONTACT: "Contact detail",
    RedactionReason.OTHER_PERSON: "Other person",
    RedactionReason.EVENT: "Event that identifies",
    RedactionReason.STRONG_LANGUAGE: "Strong language",
}
DETAILS: Mapping[str, str] = {
    "NAME": "a name",
    "PHONE": "a phone number",
    "EMAIL": "an e-mail address",
    "HANDLE": "a name used online",
    "NHS": "an NHS number",
    "POSTCODE": "a postcode",
    "ADDRESS": "an address",
    "SCHOOL": "a school",
    "DOB": "a date of birth",
}
CATEGORIES: Mapping[str, str] = {
    "self_harm_suicide": "self-harm or suicide",
    "abuse": "abuse",
    "neglect": "neglect",
    "domestic_violence": "violence at home",
    "exploitation": "exploitation",
    "online_harm_grooming": "harm or grooming online",
    "running_away_missing": "running away or missing",
    "bullying": "bullying",
    "substance_misuse": "drugs or alcohol",
    "eating": "eating",
    "forced_marriage_fgm": "forced marriage or FGM",
    "homelessness": "nowhere to live",
    "hate": "hate",
}
STEPS: Mapping[Progress, str] = {
    Progress.RECEIVED: "Received",
    Progress.READ: "Read",
    Progress.TALKED_ABOUT: "Talked about",
    Progress.DECIDED: "Decided",
}
CHANNELS: Mapping[Channel, str] = {
    Channel.OWN_PHONE: "On their own phone",
    Channel.EVENT_TABLET: "On a tablet at an event",
    Channel.WITH_A_WORKER: "With a worker",
    Channel.FROM_PAPER: "Typed in from paper",
    Channel.IMPORTED: "Imported",
}
MEDIA: Mapping[Medium, str] = {Medium.DRAWING: "Drawing", Medium.RECORDING: "Recording"}
ASKED = {"listened": "Did we listen?", "helped": "Did it help?"}
VERDICTS = {"yes": "Yes", "a_bit": "A bit", "no": "No", "not_sure": "Not sure"}
STANDINGS: Mapping[Standing, str] = {
    Standing.ASKED: "Waits for a second person",
    Standing.AGREED: "Agreed",
    Standing.REFUSED: "Refused",
    Standing.IN_DANGER: "Opened at once, waits for a review",
    Standing.REVIEWED: "Opened at once, reviewed",
}
EVENTS: Mapping[str, str] = {
    "opened": "opened the words",
    "approved": "approved",
    "kept_private": "kept private",
    "asked_for_second_look": "asked for another look",
    "reopened": "opened the decision again",
    "took_words_out": "took words out",
    "put_words_back": "put words back",
    "written_down": "wrote down what it shows or says",
    "looked_at": "looked at the drawing",
    "listened_to": "listened to the recording",
    "identity_asked_for": "asked to see who this is",
    "identity_agreed": "agreed that it is opened who this is",
    "identity_refused": "refused that it is opened who this is",
    "identity_opened_at_once": "opened who this is at once, since someone may be in danger",
    "identity_reviewed": "reviewed that it was opened at once who this is",
    "identity_looked_at": "looked at who this is",
    "code_frozen": "froze the return code",
    "code_unfrozen": "let the return code be used again",
    "replied": "replied",
    "messages_read": "marked the messages as read",
    "talked_about": "noted that it was talked about",
    "decided": "noted that something was decided",
    "withdrawn_by_young_person": "took it back: not counted, not quoted",
    "given_back_by_young_person": "says that it may be used again",
    "deleted_by_young_person": "deleted it",
    "reopened_by_young_person": "says that it is not finished",
    "corrected_by_young_person": "changed the words",
    "consent_changed_by_young_person": "changed whether the words may be shown to others",
    "quotes_withdrawn_by_young_person": "no longer wants the words shown to others",
}


def rule_words(rule: str) -> str:
    """A screening rule's id without its category, in words: `abuse.hit-at-home` is "hit at home"."""
    return rule.rpartition(".")[2].replace("-", " ").replace("_", " ")
