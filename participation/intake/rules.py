"""What a draft holds, what a page shows of it, and what becomes of each answer. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from participation.responses.rules import Medium, QuoteConsent, Urgency
from participation.screening import Screening, screen
from participation.screening import Urgency as Found
from participation.surveys.rules import (
    MADE_KINDS,
    SEVERAL_KINDS,
    SKIPPED,
    TEXT_KINDS,
    AnswerError,
    AnswerProblem,
    Answers,
    AnswerState,
    AnswerValue,
    Definition,
    Lens,
    PageOfQuestions,
    Question,
    QuestionKind,
    Resolved,
    Text,
    check_answer,
    pages_for,
    raises_to,
    visible_questions,
)

NOT_SURE, NOT_APPLICABLE, SKIP = "__not_sure", "__not_applicable", "__skip"
STATE_OF = {NOT_SURE: AnswerState.NOT_SURE, NOT_APPLICABLE: AnswerState.NOT_APPLICABLE, SKIP: AnswerState.SKIPPED}
NEXT, TALK, PAUSE = "next", "talk", "pause"
MEDIA = {
    QuestionKind.SHORT_TEXT: Medium.TEXT,
    QuestionKind.LONG_TEXT: Medium.TEXT,
    QuestionKind.DRAWING: Medium.DRAWING,
    QuestionKind.VOICE: Medium.RECORDING,
}
DRAFTS_LAST = timedelta(days=7)
BUTTONS = {"skip": AnswerState.SKIPPED, "not_sure": AnswerState.NOT_SURE, "not_applicable": AnswerState.NOT_APPLICABLE}
RAISED_AS = {"now": Urgency.NOW, "soon": Urgency.SOON, None: Urgency.EVERYTHING_ELSE}
SCREENED_AS = {Found.IMMEDIATE: Urgency.NOW, Found.SOON: Urgency.SOON, Found.NONE: Urgency.EVERYTHING_ELSE}


class Draft(BaseModel):
    """What a young person has written so far, and the return code that was made with it."""

    model_config = ConfigDict(frozen=True)
    code: tuple[int, ...]
    answers: dict[str, AnswerValue] = {}
    consents: dict[str, QuoteConsent] = {}
    page: str = ""  # where they stopped
    picture: str | None = None  # of the second secret; empty for whoever wants none
    word: str = ""

    def with_answers(self, answers: Answers) -> "Draft":
        """The draft with these answers in place of earlier ones to the same questions."""
        return self.model_copy(update={"answers": {**self.answers, **answers}})

    @property
    def second_secret(self) -> tuple[str, str] | None:
        """The picture and the word that the words of this response will need beside the code."""
        return (self.picture, self.word) if self.picture and self.word else None


@dataclass(frozen=True)
class Problem:
    """Why one question's answer cannot be kept as it is."""

    question: str
    problem: AnswerProblem
    params: Mapping[str, Any]


@dataclass(frozen=True)
class Given:
    """What a sent page says: the answers that hold, the problems, and everything as it was typed."""

    answers: dict[str, AnswerValue] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)


def field_name(question: Question) -> str:
    """The name of a question's field on the page."""
    return f"q-{question.key}"


def consent_name(question: Question) -> str:
    """The name of the field that asks whether these words may be shown to others."""
    return f"consent-{question.key}"


def alone(page: PageOfQuestions) -> Question | None:
    """The question that has this page to itself, so that the buttons beneath speak for it.

    Other ways to answer it stand there with it.
    """
    asked = [question for question in page.questions if question.counts]
    return asked[0] if len(asked) == 1 else None


def read_page(page: PageOfQuestions, fields: Mapping[str, Sequence[str]], button: str) -> Given:
    """Check what was sent for each question of a page; nothing that was typed is dropped.

    Where a question stands alone, carrying on with nothing chosen asks once: Skip is beside it.
    """
    answers: dict[str, AnswerValue] = {}
    problems: list[Problem] = []
    only = alone(page)
    for question in page.questions:
        if not question.asks:
            continue
        raw = fields.get(field_name(question), ())
        try:
            answers[question.key] = check_answer(question, *_said_of(question, only, raw, button))
        except AnswerError as error:
            problems.append(Problem(question.key, error.code, error.params))
    beside = {question.beside for question in page.questions if answers.get(question.key, SKIPPED).is_answered}
    for question in page.questions:
        if question.key in beside and question.key not in answers:
            problems = [each for each in problems if each != Problem(question.key, nothing_given(question.kind), {})]
    untouched = only and not problems and all(answer == SKIPPED for answer in answers.values())
    if only and untouched and button == NEXT and SKIP not in fields.get(field_name(only), ()):
        ways = any(question.kind in MADE_KINDS for question in page.questions)
        problems.append(Problem(only.key, nothing_given(only.kind), {"skip": True, "ways": ways}))
    return Given(answers, tuple(problems), fields)


def _said_of(
    question: Question, only: Question | None, raw: Sequence[str], button: str
) -> tuple[Sequence[str], AnswerState]:
    """The values and the state; Skip is for a question with all the ways to answer it, “not sure” for itself alone."""
    if question.beside and not (only and button == "skip"):
        return raw, AnswerState.ANSWERED
    return _choice_and_state(raw, button, alone=only is not None)


def nothing_given(kind: QuestionKind) -> AnswerProblem:
    """What to ask for where nothing was chosen or written."""
    if kind in TEXT_KINDS:
        return AnswerProblem.WRITE_SOMETHING
    return {
        QuestionKind.MANY_CHOICES: AnswerProblem.CHOOSE_SOME,
        QuestionKind.PICTURE_CHOICE: AnswerProblem.CHOOSE_SOME,
        QuestionKind.NUMBER: AnswerProblem.NOT_A_NUMBER,
    }.get(kind, AnswerProblem.CHOOSE_ONE)


def read_consents(definition: Definition, fields: Mapping[str, Sequence[str]]) -> dict[str, QuoteConsent]:
    """What was said about showing each text to others; what was not said, or is unknown, is left out."""
    given = {question.key: fields.get(consent_name(question), ()) for question in definition.questions}
    return {key: QuoteConsent(raw[0]) for key, raw in given.items() if raw and raw[0] in set(QuoteConsent)}


def read_everything(definition: Definition, fields: Mapping[str, Sequence[str]]) -> dict[str, AnswerValue]:
    """The answers that a check page carried along, for a visit whose draft can no longer be opened."""
    answers: dict[str, AnswerValue] = {}
    for question in definition.questions:
        raw = fields.get(field_name(question), ())
        if question.asks and raw:
            with suppress(AnswerError):
                answers[question.key] = check_answer(question, *_choice_and_state(raw, NEXT, alone=False))
    return answers


def carried(question: Question, answer: AnswerValue) -> tuple[tuple[str, str], ...]:
    """The fields by which a check page carries an answer along."""
    name = field_name(question)
    if answer.is_answered:
        return tuple((name, value) for value in answer.values or (answer.value,))
    return tuple((name, field) for field, state in STATE_OF.items() if state is answer.state)


def _choice_and_state(raw: Sequence[str], button: str, *, alone: bool) -> tuple[Sequence[str], AnswerState]:
    """The values and the state: a button speaks for a question that stands alone, a card for any."""
    if alone and button in BUTTONS:
        return raw, BUTTONS[button]
    card = next((STATE_OF[value] for value in raw if value in STATE_OF), None)
    return [value for value in raw if value not in STATE_OF], card or AnswerState.ANSWERED


@dataclass(frozen=True)
class OptionView:
    """One choice as a page shows it."""

    value: str
    label: str
    label_lang: str
    picture: str
    checked: bool


@dataclass(frozen=True)
class QuestionView:
    """One question as a page shows it, with what was given so far and what is wrong with it."""

    key: str
    name: str
    id: str
    kind: str
    title: str
    title_lang: str
    hint: str
    hint_lang: str
    options: tuple[OptionView, ...]
    low: str
    high: str
    value: str
    state: str
    max_length: int | None
    allow_skip: bool
    allow_not_sure: bool
    allow_not_applicable: bool
    picture: str
    house: str
    lens: str
    beside: str = ""
    names_house: bool = False
    errors: tuple[str, ...] = ()
    ways: tuple["QuestionView", ...] = ()

    @property
    def given(self) -> bool:
        """Whether there is something in it to come back to."""
        return bool(self.value or self.errors or any(option.checked for option in self.options))

    @property
    def touched(self) -> bool:
        """Whether anything in it is one visitor’s own, so that it is no longer the same for everybody."""
        return bool(self.state or self.given or any(way.touched for way in self.ways))

    def with_errors(self, errors: Sequence[str]) -> "QuestionView":
        """The same with its error sentences."""
        return replace(self, errors=tuple(errors)) if errors else self

    def with_answer(self, answer: AnswerValue) -> "QuestionView":
        """The same with what was given."""
        chosen = (answer.value, *answer.values) if answer.is_answered else ()
        options = tuple(replace(option, checked=option.value in chosen) for option in self.options)
        return replace(self, value=answer.value, state=answer.state.value, options=options)


def show_question(question: Question, answer: AnswerValue | None, language: str, look: str) -> QuestionView:
    """A question in the words of this language and look."""
    blank = _blank(question, language, look)
    return blank.with_answer(answer) if answer else blank


@lru_cache(maxsize=4000)
def _blank(question: Question, language: str, look: str) -> QuestionView:
    """A question that nobody has answered yet is the same for everybody."""

    def said(text: Text | None) -> Resolved:
        return text.resolve(language, look) if text else Resolved("", language)

    title, hint = said(question.title), said(question.hint)
    return QuestionView(
        key=question.key,
        name=field_name(question),
        id=f"q-{question.key}",
        kind=question.kind.value,
        title=title.text,
        title_lang=title.language,
        hint=hint.text,
        hint_lang=hint.language,
        options=tuple(OptionView(o.value, *said(o.label), o.picture or "", checked=False) for o in question.options),
        low=said(question.low).text,
        high=said(question.high).text,
        value="",
        state="",
        max_length=question.max_length,
        allow_skip=question.allow_skip,
        allow_not_sure=question.allow_not_sure,
        allow_not_applicable=question.allow_not_applicable,
        picture=question.picture or "",
        house=question.house or "",
        lens=(question.lens or Lens.OTHER).value,
        beside=question.beside or "",
        names_house=question.names_house,
    )


def with_ways(views: Sequence[QuestionView]) -> tuple[QuestionView, ...]:
    """The questions of a page, each with the other ways to answer it within it."""
    ways = {view.key: tuple(each for each in views if each.beside == view.key) for view in views if not view.beside}
    return tuple(replace(view, ways=ways[view.key]) for view in views if not view.beside)


def as_typed(question: Question, typed: Mapping[str, Sequence[str]], kept: AnswerValue | None) -> AnswerValue | None:
    """What a page that is shown again has in its field: exactly what was sent, right or wrong."""
    sent = [value.replace("\x00", "") for value in typed.get(field_name(question), ())]
    raw = [value for value in sent if value and value not in STATE_OF]
    if question.kind in MADE_KINDS:
        return _as_made(question, raw, kept)
    if not raw:
        return next((AnswerValue(state=STATE_OF[value]) for value in sent if value in STATE_OF), kept)
    if question.kind in SEVERAL_KINDS:
        return AnswerValue(state=AnswerState.ANSWERED, values=tuple(raw))
    return AnswerValue(state=AnswerState.ANSWERED, value=raw[0])


def _as_made(question: Question, raw: Sequence[str], kept: AnswerValue | None) -> AnswerValue | None:
    """A drawing or recording comes back where it is one; what is none is not carried along."""
    try:
        return check_answer(question, raw) if raw else kept
    except AnswerError:
        return kept


def minutes(definition: Definition) -> int:
    """About how long a survey takes: four questions a minute, never none."""
    return max(1, round(sum(question.counts for question in definition.questions) / 4))


def house_of(page: PageOfQuestions) -> str:
    """The house that a page is the inside of, empty for any other page."""
    return next((question.house for question in page.questions if question.house), "")


def next_page(definition: Definition, look: str, answers: Answers, current: PageOfQuestions) -> PageOfQuestions | None:
    """The page after this one with what has now been answered, None where the answers are to be checked."""
    pages = pages_for(definition, look, answers)
    places = [place for place, page in enumerate(pages) if page.key == current.key]
    later = pages[places[0] + 1 :] if places else pages
    return next(iter(later), None)


@dataclass(frozen=True)
class Part:
    """One answer of a finished response as it is kept: what was written, drawn or spoken is a statement.

    `whole` is the question that this is an answer to, where the answer was given in another way beside it.
    """

    question: Question
    answer: AnswerValue
    whole: Question | None = None

    @property
    def lens(self) -> Lens:
        """Its own or that of the question it stands beside."""
        return self.question.lens or (self.whole and self.whole.lens) or Lens.OTHER

    @property
    def medium(self) -> Medium | None:
        """How it was said, None where it is no statement."""
        return MEDIA.get(self.question.kind) if self.answer.is_answered else None

    @property
    def consent_key(self) -> str:
        """The question by which it was asked whether others may see this: one for all the ways to answer it."""
        return self.whole.key if self.whole else self.question.key

    @property
    def words(self) -> str:
        """The free text, empty for any other kind."""
        return self.answer.value if self.question.kind in TEXT_KINDS and self.answer.is_answered else ""

    @property
    def value(self) -> str | None:
        """What is kept in the clear: never free text."""
        if not self.answer.is_answered or self.medium:
            return None
        return ",".join(self.answer.values) or self.answer.value

    @property
    def urgency(self) -> Urgency:
        """The stream that this answer alone puts the response in."""
        return RAISED_AS[raises_to(self.question, self.answer)]


def finished(definition: Definition, answers: Answers) -> tuple[Part, ...]:
    """The parts of a response: each visible question with its answer; what was never reached counts as skipped.

    Another way to answer a question that was not used is no part: nothing was skipped by that.
    """
    parts = (part_of(definition, q, answers.get(q.key, SKIPPED)) for q in visible_questions(definition, answers))
    return tuple(part for part in parts if part.question.counts or part.answer.is_answered)


def part_of(definition: Definition, question: Question, answer: AnswerValue) -> Part:
    """An answer with the question that it belongs to."""
    return Part(question, answer, definition.questions_by_key.get(question.beside or ""))


def said_of_self(parts: Iterable[Part]) -> tuple[str, str]:
    """The name and the safe contact that were given: they are kept apart and never become statements or answers."""
    given = [(part.question.identity, part.words) for part in parts if part.words]
    name, contact = ("\n".join(words for kind, words in given if kind == wanted) for wanted in ("name", "contact"))
    return name, contact


def is_urgent(part: Part, language: str) -> bool:
    """Whether an answer asks for help at once: it says so, or its words do. Nothing is kept of this."""
    if part.urgency is Urgency.NOW or not part.words:
        return part.urgency is Urgency.NOW
    with suppress(Exception):  # one that fails is dealt with when it is sent
        return screen(part.words, language).urgency is Found.IMMEDIATE
    return False


def floor_of(definition: Definition, parts: Iterable[Part]) -> Urgency:
    """The stream of a response whatever its words say; screening may only raise it."""
    return min([RAISED_AS[definition.urgency], *(part.urgency for part in parts)])


def urgency_of(found: Screening | None, *, floor: Urgency) -> Urgency:
    """The stream of a statement. Screening that failed (None) makes it "soon"; nothing lowers it."""
    return min(floor, SCREENED_AS[found.urgency] if found else Urgency.SOON)
