"""Everything that the page of one response shows: answers, exact words, what was found in them and done to them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from participation.access import Principal
from participation.audit.models import AuditEvent
from participation.audit.queries import history
from participation.conversations.queries import MessageView, messages
from participation.council.queries import localities, services
from participation.intake.services import ABOUT_YOU
from participation.kernel.sealing import KeyRing
from participation.moderation.models import Decision
from participation.moderation.queries.marking import Marked, mark, redactions_of, unmarked
from participation.moderation.rules import (
    EDITABLE,
    Action,
    RedactionReason,
    Span,
    fingerprint,
    possible,
    published_parts,
    words,
    words_readable,
)
from participation.responses.models import Answer, Response, Statement
from participation.responses.queries import exact_words, open_text, statements_of
from participation.responses.rules import Handling, QuoteConsent, StatementStatus, Urgency
from participation.surveys.queries import Published, as_choices, version
from participation.surveys.rules import (
    LOCALITY_KEY,
    SERVICE_KEY,
    SEVERAL_KINDS,
    AnswerState,
    AnswerValue,
    Question,
    raises_to,
)

STATES = {
    AnswerState.SKIPPED: "Skipped",
    AnswerState.NOT_SURE: "Not sure",
    AnswerState.NOT_APPLICABLE: "Doesn’t apply to me",
}


@dataclass(frozen=True)
class TakenOut:
    """Words that others do not see, and why."""

    span: Span
    phrase: str
    reason: RedactionReason


@dataclass(frozen=True)
class Word:
    """A word that can be chosen; `taken` says that it is out already."""

    place: int
    text: str
    taken: bool


@dataclass(frozen=True)
class DecisionView:
    """A decision with its reason, once sealed."""

    after: StatementStatus
    staff_id: int
    day: date
    reason: str


@dataclass(frozen=True)
class StatementView:
    """One statement with its exact words beside what others see. `seen` goes back with every change."""

    id: int
    question: str
    lens: str
    status: StatementStatus
    urgency: Urgency
    consent: QuoteConsent
    original: Marked
    words: tuple[Word, ...]
    published: tuple[tuple[str, RedactionReason | None], ...]
    taken_out: tuple[TakenOut, ...]
    decisions: tuple[DecisionView, ...]
    actions: tuple[Action, ...]
    editable: bool
    seen: str


@dataclass(frozen=True)
class AnswerView:
    """An answer that is not free text. `raises` says that it made the response urgent."""

    question: str
    answer: str
    given: bool
    raises: bool


@dataclass(frozen=True)
class Said:
    """A message with what was found in it."""

    message: MessageView
    marked: Marked


@dataclass(frozen=True)
class Happened:
    """One entry of the history; `question` names the statement where it is about one."""

    at: datetime
    staff_id: int | None
    action: str
    question: str


@dataclass(frozen=True)
class Reading:
    """One response as those who read see it. Where it was deleted and read since, there are no words in it."""

    survey: str
    locality: str
    service: str
    readable: bool
    statements: tuple[StatementView, ...]
    answers: tuple[AnswerView, ...]
    about: tuple[AnswerView, ...]
    messages: tuple[Said, ...]
    history: tuple[Happened, ...]

    @property
    def last_message(self) -> int:
        """The newest message that is shown."""
        return max((said.message.id for said in self.messages), default=0)


def read(session: Session, ring: KeyRing, response: Response, by: Principal) -> Reading:
    """The page of one response; call it before the opening is noted, since that ends the reading of deleted words."""
    places, offers = localities(session), services(session)
    asked = version(session, response.survey_version_id, as_choices(places), as_choices(offers))
    handling, urgency = Handling(response.handling), Urgency(response.urgency)
    readable = words_readable(handling, urgency, by.role, deleted=response.deleted_on is not None)
    rows = statements_of(session, response.id or 0)
    titles = {row.id or 0: _title(asked, row.question_key, response.look) for row in rows}
    return Reading(
        survey=asked.definition.title.resolve("en", "standard").text,
        locality=next((place.name for place in places if place.id == response.locality_id), "Not said"),
        service=next((offer.name for offer in offers if offer.id == response.service_id), "Not said"),
        readable=readable,
        statements=tuple(_statements(session, ring, response, rows, titles, by)) if readable else (),
        answers=tuple(_answers(session, response, asked)) if readable else (),
        about=tuple(_about(response, asked)),
        messages=tuple(_messages(session, ring, response)) if readable else (),
        history=_history(session, response, titles),
    )


def _title(asked: Published, key: str, look: str) -> str:
    question = asked.definition.questions_by_key.get(key)
    return question.title.resolve("en", look).text if question else key


def _statements(
    session: Session,
    ring: KeyRing,
    response: Response,
    rows: Sequence[Statement],
    titles: Mapping[int, str],
    by: Principal,
) -> Iterator[StatementView]:
    decisions = _decisions(session, ring, response, rows)
    for row in rows:
        text = exact_words(ring, response, row)
        redactions = redactions_of(row)
        yield StatementView(
            id=row.id or 0,
            question=titles[row.id or 0],
            lens=row.lens,
            status=row.status,
            urgency=Urgency(row.urgency),
            consent=row.quote_consent,
            original=mark(text, response.language, row.flags, redactions),
            words=tuple(
                Word(place, text[start:end], any(r.start < end and start < r.end for r in redactions))
                for place, (start, end) in enumerate(words(text))
            ),
            published=tuple(published_parts(text, redactions)),
            taken_out=tuple(TakenOut(Span(r.start, r.end), text[r.start : r.end], r.reason) for r in redactions),
            decisions=tuple(decisions.get(row.id or 0, ())),
            actions=() if response.withdrawn_on else possible(by, row.status, row.decided_by_id),
            editable=row.status in EDITABLE and response.withdrawn_on is None,
            seen=fingerprint(row.status, redactions),
        )


def _decisions(
    session: Session, ring: KeyRing, response: Response, rows: Sequence[Statement]
) -> dict[int, list[DecisionView]]:
    ids = [row.id for row in rows]
    found: dict[int, list[DecisionView]] = {}
    for row in session.exec(select(Decision).where(col(Decision.statement_id).in_(ids)).order_by(col(Decision.id))):
        reason = open_text(ring, response, "decision", str(row.id), row.reason) if row.reason else ""
        found.setdefault(row.statement_id, []).append(DecisionView(row.after, row.staff_id, row.decided_on, reason))
    return found


def _answers(session: Session, response: Response, asked: Published) -> Iterator[AnswerView]:
    """What was answered without words, in the order of the questions. Place and service stand at the top."""
    given = {row.question_key: row for row in session.exec(select(Answer).where(Answer.response_id == response.id))}
    for question in asked.definition.questions:
        row = given.get(question.key)
        if row and row.state == AnswerState.ANSWERED and not row.value:
            continue  # words, which are statements
        if row and question.key not in {LOCALITY_KEY, SERVICE_KEY}:
            yield _answer(question, row.state, row.value, response.look)


def _about(response: Response, asked: Published) -> Iterator[AnswerView]:
    for column, key in ABOUT_YOU.items():
        question, value = asked.definition.questions_by_key.get(key), getattr(response, column)
        if question and value:
            yield _answer(question, AnswerState.ANSWERED, value, response.look)


def _answer(question: Question, state: str, value: str | None, look: str) -> AnswerView:
    answer = _value(question, state, value)
    words = _in_words(question, value or "", look) if answer.is_answered else STATES[answer.state]
    return AnswerView(
        question.title.resolve("en", look).text, words, answer.is_answered, bool(raises_to(question, answer))
    )


def _value(question: Question, state: str, value: str | None) -> AnswerValue:
    if state != AnswerState.ANSWERED or not value:
        return AnswerValue(state=AnswerState(state) if state != AnswerState.ANSWERED else AnswerState.SKIPPED)
    if question.kind in SEVERAL_KINDS:
        return AnswerValue(state=AnswerState.ANSWERED, values=tuple(value.split(",")))
    return AnswerValue(state=AnswerState.ANSWERED, value=value)


def _in_words(question: Question, value: str, look: str) -> str:
    if question.low and question.high:
        low, high = (end.resolve("en", look).text for end in (question.low, question.high))
        return f"{value} (0: {low}; 10: {high})"
    options = question.options_by_value
    return ", ".join(
        options[part].label.resolve("en", look).text if part in options else part for part in value.split(",")
    )


def _messages(session: Session, ring: KeyRing, response: Response) -> Iterator[Said]:
    for message in messages(session, ring, response):
        yield Said(message, unmarked(message.text) if message.from_team else mark(message.text, response.language))


def _history(session: Session, response: Response, titles: Mapping[int, str]) -> tuple[Happened, ...]:
    """Who did what, oldest first; somebody's openings one after the other on one day are one entry."""
    events = [(event, "") for event in history(session, "response", response.id or 0)]
    for statement_id, title in titles.items():
        events += [(event, title) for event in history(session, "statement", statement_id)]
    found: list[Happened] = []
    for event, title in sorted(events, key=lambda each: each[0].id or 0):
        entry = Happened(event.at, event.staff_id, event.action, title)
        if not (found and _same_opening(found[-1], event)):
            found.append(entry)
    return tuple(found)


def _same_opening(before: Happened, event: AuditEvent) -> bool:
    same = (before.action, before.staff_id, before.at.date()) == (event.action, event.staff_id, event.at.date())
    return same and event.action == "opened"
