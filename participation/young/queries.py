"""What a young person sees of what they sent: their words, what others see of them, their other answers."""

from dataclasses import dataclass

from markupsafe import Markup
from sqlmodel import Session, select

from participation.conversations.services import LONGEST
from participation.intake.rules import show_question
from participation.intake.services import ABOUT_YOU
from participation.kernel.sealing import KeyRing
from participation.responses.models import Answer, Response, Statement
from participation.responses.queries import drawing_svg, exact_words, first_words, statements_of
from participation.responses.rules import QUOTABLE, Medium, QuoteConsent, StatementStatus
from participation.surveys.rules import SEVERAL_KINDS, AnswerState, AnswerValue, Definition, Question


@dataclass(frozen=True)
class TextView:
    """Something that was written, drawn or said. `published` is what others may see of it, empty while they may not."""

    id: int
    title: str
    medium: Medium
    words: str
    first_words: str
    drawing: Markup
    consent: QuoteConsent
    for_safety_only: bool
    status: StatementStatus
    published: str
    reasons: tuple[str, ...]
    longest: int

    @property
    def agreed(self) -> bool:
        """Whether the young person said that others may see it."""
        return self.consent in QUOTABLE

    @property
    def said_so(self) -> bool:
        """Whether they said anything about it at all."""
        return self.consent is not QuoteConsent.NOT_SAID


@dataclass(frozen=True)
class AnswerView:
    """An answer that was chosen, in the words of this page."""

    title: str
    answer: str


def texts(
    session: Session, ring: KeyRing, response: Response, asked: Definition, language: str, look: str
) -> tuple[TextView, ...]:
    """What was written, drawn and said, in the order of the questions."""
    rows = statements_of(session, response.id or 0)
    return tuple(_text(session, ring, response, row, asked, language, look) for row in rows)


def _text(
    session: Session, ring: KeyRing, response: Response, row: Statement, asked: Definition, language: str, look: str
) -> TextView:
    question = asked.questions_by_key[row.question_key]
    written = row.medium is Medium.TEXT  # of a drawing the words are those of staff, who wrote down what it shows
    shown = row.status is StatementStatus.APPROVED and row.quote_consent in QUOTABLE
    return TextView(
        id=row.id or 0,
        title=(asked.questions_by_key.get(question.beside or "") or question).title.resolve(language, look).text,
        medium=row.medium,
        words=exact_words(ring, response, row) if written else "",
        first_words=first_words(ring, response, row) if written and row.corrected else "",
        drawing=Markup(drawing_svg(session, ring, response, row)),  # noqa: S704 - our own lines, of checked strokes
        consent=row.quote_consent,
        for_safety_only=row.for_safety_only,
        status=row.status,
        published=(row.published or "") if shown else "",
        reasons=tuple(dict.fromkeys(str(each.get("reason", "")) for each in row.redactions)) if shown else (),
        longest=question.max_length or LONGEST,
    )


def answers(
    session: Session, response: Response, asked: Definition, language: str, look: str
) -> tuple[AnswerView, ...]:
    """What was chosen, about oneself too; what was skipped is left out."""
    rows = session.exec(select(Answer).where(Answer.response_id == response.id))
    given = {row.question_key: row.value for row in rows if row.state == AnswerState.ANSWERED and row.value}
    given |= {key: value for column, key in ABOUT_YOU.items() if (value := getattr(response, column))}
    found = ((question, given.get(question.key)) for question in asked.questions)
    return tuple(_answer(question, value, language, look) for question, value in found if value)


def _answer(question: Question, value: str, language: str, look: str) -> AnswerView:
    several = tuple(value.split(",")) if question.kind in SEVERAL_KINDS else ()
    answer = AnswerValue(state=AnswerState.ANSWERED, value="" if several else value, values=several)
    view = show_question(question, answer, language, look)
    chosen = [option.label for option in view.options if option.checked]
    return AnswerView(view.title, ", ".join(chosen) or value)
