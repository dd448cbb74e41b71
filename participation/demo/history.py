"""What was done with the responses, gathered and then written in bulk: the rows that the features' commands write."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.audit.models import AuditEvent
from participation.conversations.models import Author, Message
from participation.demo.phrases import staff_texts
from participation.demo.stories import YOUNG_PERSON, Kind, Step, Story
from participation.demo.voices import Voice
from participation.intake.rules import urgency_of
from participation.kernel.ids import new_reference
from participation.kernel.sealing import KeyRing
from participation.moderation.models import Decision
from participation.moderation.queries.marking import redactions_of
from participation.moderation.rules import (
    TRANSITIONS,
    Action,
    Redaction,
    RedactionReason,
    as_published,
    handling_after,
    take_out,
)
from participation.moderation.services import RECORDED, keep_redactions
from participation.responses.models import Response, Statement
from participation.responses.rules import Handling, Progress, StatementStatus, Urgency
from participation.responses.services import advance, bring_back, seal_text, withdraw
from participation.screening import screen
from participation.themes.models import Coding, Theme

MORNING = time(9, 0, tzinfo=UTC)
WORKDAY = timedelta(hours=7)
ACTIONS = {
    Kind.APPROVE: Action.APPROVE,
    Kind.KEEP_PRIVATE: Action.KEEP_PRIVATE,
    Kind.ASK_SECOND_LOOK: Action.ASK_SECOND_LOOK,
}


def stretches(text: str, names: Sequence[str]) -> list[Redaction]:
    """Where invented names stand in a text, whatever their capitals, and why they are taken out."""
    lower, found = text.lower(), []
    for name in names:
        reason = RedactionReason.PLACE if name in staff_texts()["places"] else RedactionReason.NAME
        start = lower.index(name.lower())
        found.append(Redaction(start, start + len(name), reason))
    return found


def _timed(day: date, rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Events spread over a working day; of what the young person did only the day is kept."""
    begins = datetime.combine(day, MORNING)
    for place, row in enumerate(rows):
        at = begins + WORKDAY * place / len(rows) if row["staff_id"] else datetime.combine(day, time(), UTC)
        yield {**row, "at": at}


class History:
    """Plays stories on the responses of a session; `write` brings the rest to the database."""

    def __init__(self, session: Session, ring: KeyRing, staff: Mapping[str, int]) -> None:
        self.session, self._ring, self._staff = session, ring, staff
        self._responses = {row.id: row for row in session.exec(select(Response))}
        self._statements: dict[int, dict[str, Statement]] = {}
        for row in session.exec(select(Statement).order_by(col(Statement.id))):
            self._statements.setdefault(row.response_id, {})[row.question_key] = row
        self._themes = {row.name: row.id or 0 for row in session.exec(select(Theme))}
        self._events: list[tuple[date, dict[str, Any]]] = []
        self._reasons: list[tuple[Response, Decision, str]] = []
        self._rows: list[Decision | Coding | Message] = []

    def add(self, response_id: int, voice: Voice, story: Story) -> None:
        """Play one story."""
        response, statements = self._responses[response_id], self._statements.get(response_id, {})
        played = Played(self, response, statements, voice)
        for step in story:
            played.take(step)

    def write(self) -> None:
        """Write what was gathered, the record in the order of its days."""
        self.session.add_all(self._rows)
        self.session.flush()
        for response, decision, reason in self._reasons:
            decision.reason = seal_text(self._ring, response, "decision", str(decision.id), reason)
        rows: list[dict[str, Any]] = []
        in_order = sorted(self._events, key=lambda each: (each[0], each[1]["staff_id"] is not None))
        for day, events in groupby(in_order, key=lambda each: each[0]):
            rows += _timed(day, [row for _, row in events])
        self.session.execute(sa.insert(AuditEvent), rows)

    def record(self, step: Step, action: str, subject_type: str, subject_id: int | None) -> None:
        """Note an event for the record."""
        row = {"action": action, "subject_type": subject_type, "subject_id": subject_id}
        self._events.append((step.day, {**row, "staff_id": self.staff_id(step)}))

    def staff_id(self, step: Step) -> int | None:
        """Who took the step, None for the young person."""
        return None if step.who == YOUNG_PERSON else self._staff[step.who]

    def message(self, response: Response, step: Step) -> Message:
        """A message of this step."""
        reference, ours = new_reference(), step.who != YOUNG_PERSON
        urgency = Urgency.EVERYTHING_ELSE
        if not ours:
            urgency = urgency_of(screen(step.text, response.language), floor=urgency)
        message = Message(
            reference=reference,
            response_id=response.id or 0,
            author=Author.TEAM if ours else Author.YOUNG_PERSON,
            staff_id=self.staff_id(step),
            text=seal_text(self._ring, response, "message", reference, step.text),
            sent_on=step.day,
            urgency=int(urgency),
        )
        self._rows.append(message)
        return message

    def decision(self, response: Response, decision: Decision, reason: str) -> None:
        """A decision, with the reason that is sealed once it has an id."""
        self._rows.append(decision)
        if reason:
            self._reasons.append((response, decision, reason))

    def codes(self, statement: Statement, step: Step) -> None:
        """Codes of a statement, in the order of the code book."""
        for theme_id in sorted(self._themes[name] for name in step.words):
            staff_id = self.staff_id(step) or 0
            coding = Coding(statement_id=statement.id or 0, theme_id=theme_id, staff_id=staff_id, coded_on=step.day)
            self._rows.append(coding)
            self.record(step, "code_added", "statement", statement.id)


class Played:
    """One response while its story is played."""

    def __init__(self, history: History, response: Response, statements: Mapping[str, Statement], voice: Voice) -> None:
        self._history, self._response, self._statements, self._voice = history, response, statements, voice
        self._messages: list[Message] = []

    def take(self, step: Step) -> None:
        """Take one step."""
        match step.kind:
            case Kind.OPEN:
                self._open(step)
            case Kind.TAKE_OUT:
                self._take_out(step)
            case Kind.APPROVE | Kind.KEEP_PRIVATE | Kind.ASK_SECOND_LOOK:
                self._decide(step, ACTIONS[step.kind])
            case Kind.CODE:
                self._history.codes(self._statements[step.question], step)
            case Kind.TALK | Kind.DECIDE:
                if advance(self._response, Progress(step.kind.value), step.day):
                    self._history.record(step, step.kind.value, "response", self._response.id)
            case Kind.WITHDRAW:
                withdraw(self._history.session, self._response, step.day)
                self._history.record(step, "withdrawn_by_young_person", "response", self._response.id)
            case _:
                self._converse(step)

    def _open(self, step: Step) -> None:
        self._history.record(step, "opened", "response", self._response.id)
        advance(self._response, Progress.READ, step.day)
        if self._response.handling is Handling.UNREAD:
            self._response.handling = Handling.OPENED
        self._settle()

    def _take_out(self, step: Step) -> None:
        statement, text = self._statements[step.question], self._voice.said[step.question].text
        gone: tuple[Redaction, ...] = ()
        for each in stretches(text, step.words):
            gone = take_out(text, gone, each)
        self._history.record(step, "took_words_out", "statement", statement.id)
        keep_redactions(statement, gone)

    def _decide(self, step: Step, action: Action) -> None:
        statement, staff_id = self._statements[step.question], self._history.staff_id(step) or 0
        status = TRANSITIONS[statement.status, action]
        decision = Decision(
            statement_id=statement.id or 0,
            staff_id=staff_id,
            before=statement.status,
            after=status,
            decided_on=step.day,
        )
        self._history.decision(self._response, decision, step.text)
        if status is StatementStatus.APPROVED:
            statement.published = as_published(self._voice.said[step.question].text, redactions_of(statement))
        statement.status, statement.decided_by_id = status, staff_id
        self._history.record(step, RECORDED[action], "statement", statement.id)
        self._settle()

    def _converse(self, step: Step) -> None:
        """Messages to and fro; whoever reads or answers has seen what the other side wrote."""
        other = Author.TEAM if step.who == YOUNG_PERSON else Author.YOUNG_PERSON
        if step.kind in (Kind.REPLY, Kind.READ_MESSAGES, Kind.READ_REPLY):
            for message in self._messages:
                message.seen = message.seen or message.author is other
        if step.kind in (Kind.REPLY, Kind.WRITE):
            self._messages.append(self._history.message(self._response, step))
        if step.kind is Kind.WRITE:
            bring_back(self._response, Urgency(self._messages[-1].urgency))
        if step.kind in (Kind.REPLY, Kind.READ_MESSAGES):
            action = "replied" if step.kind is Kind.REPLY else "messages_read"
            self._history.record(step, action, "response", self._response.id)
            self._settle()

    def _settle(self) -> None:
        self._response.handling = handling_after(
            self._response.handling,
            [statement.status for statement in self._statements.values()],
            unanswered=any(each.author is Author.YOUNG_PERSON and not each.seen for each in self._messages),
            withdrawn=self._response.withdrawn_on is not None,
            deleted=self._response.deleted_on is not None,
        )
