"""Everything that the page of one response shows: answers, exact words, what was found in them and done to them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from participation.access import Principal
from participation.audit.models import AuditEvent
from participation.audit.queries import history
from participation.conversations.models import Asked, Verdict
from participation.conversations.queries import MessageView, judgements, messages
from participation.council.queries import localities, services
from participation.intake.services import ABOUT_YOU
from participation.kernel.sealing import KeyRing
from participation.moderation.models import Decision
from participation.moderation.queries.marking import Flag, Marked, earlier_flags, mark, redactions_of, seen_of, unmarked
from participation.moderation.rules import (
    EDITABLE,
    HOW_TO_ANSWER,
    NOT_TOLD,
    WORRY,
    Action,
    RedactionReason,
    Span,
    possible,
    published_parts,
    words,
    words_readable,
)
from participation.responses.models import Answer, Response, Statement
from participation.responses.queries import exact_words, first_words, is_written_down, open_text, statements_of
from participation.responses.rules import Handling, Medium, QuoteConsent, StatementStatus, Urgency
from participation.safeguarding.queries import Panel, panel
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
    """One statement with its exact words beside what others see. `seen` goes back with every change.

    Of a drawing or recording the words are those of staff, empty until somebody wrote them down. `first` is the first
    wording of what the young person has corrected since, `earlier` what was found in wordings that are not shown.
    """

    id: int
    key: str
    question: str
    medium: Medium
    written_down: bool
    first: Marked | None
    earlier: tuple[Flag, ...]
    corrected_on: date | None
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

    key: str
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
    """One response as those who read see it. Where it was deleted and read since, there are no words in it.

    `safety`: who must not be told, then who should be; for whoever reads this alone, and never quoted.
    """

    survey: str
    worry: bool
    locality: str
    service: str
    readable: bool
    safety: tuple[StatementView, ...]
    answering: AnswerView | None
    statements: tuple[StatementView, ...]
    answers: tuple[AnswerView, ...]
    about: tuple[AnswerView, ...]
    judgements: Mapping[Asked, Verdict]
    panel: Panel
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
    said = tuple(_statements(session, ring, response, rows, titles, by)) if readable else ()
    safety = {row.id for row in rows if row.for_safety_only}
    answers = tuple(_answers(session, response, asked)) if readable else ()
    return Reading(
        survey=asked.definition.title.resolve("en", "standard").text,
        locality=next((place.name for place in places if place.id == response.locality_id), "Not said"),
        service=next((offer.name for offer in offers if offer.id == response.service_id), "Not said"),
        readable=readable,
        worry=asked.slug == WORRY,
        safety=tuple(sorted((each for each in said if each.id in safety), key=lambda each: each.key != NOT_TOLD)),
        answering=next((each for each in answers if each.key == HOW_TO_ANSWER and each.given), None),
        statements=tuple(each for each in said if each.id not in safety),
        answers=answers,
        about=tuple(_about(response, asked)),
        judgements=judgements(session, response.id or 0),
        panel=panel(session, ring, response, by),
        messages=tuple(_messages(session, ring, response)) if readable else (),
        history=_history(session, response, titles),
    )


def _title(asked: Published, key: str, look: str) -> str:
    """What was asked; a drawing or recording is another way to answer the question that it stands beside."""
    questions = asked.definition.questions_by_key
    question = questions.get(key)
    whole = questions.get(question.beside or "") if question else None
    found = whole or question
    return found.title.resolve("en", look).text if found else key


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
            key=row.question_key,
            question=titles[row.id or 0],
            medium=row.medium,
            written_down=is_written_down(row),
            first=mark(first_words(ring, response, row), response.language) if row.corrected else None,
            earlier=earlier_flags(row.flags),
            corrected_on=row.corrected_on,
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
            actions=_actions(by, response, row),
            editable=row.status in EDITABLE and response.withdrawn_on is None,
            seen=seen_of(row),
        )


def _actions(by: Principal, response: Response, row: Statement) -> tuple[Action, ...]:
    """What this person may decide; what was not written down has nothing to approve."""
    if response.withdrawn_on or row.for_safety_only:
        return ()
    may = possible(by, row.status, row.decided_by_id)
    return tuple(action for action in may if action is not Action.APPROVE or is_written_down(row))


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
        key=question.key,
        question=question.title.resolve("en", look).text,
        answer=words,
        given=answer.is_answered,
        raises=bool(raises_to(question, answer)),
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
