"""A survey as this visitor is filling it in, and what every page of it needs."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask import session as cookie

from participation.council.views import council
from participation.intake import queries, services
from participation.intake.forms import finish_notice
from participation.intake.queries import OpenDraft
from participation.intake.rules import (
    STATE_OF,
    QuestionView,
    field_name,
    read_everything,
    show_question,
)
from participation.kernel import clock
from participation.kernel.ids import new_secret
from participation.kernel.sealing import SealError
from participation.surveys.queries import Directory, Published, version
from participation.surveys.rules import (
    TEXT_KINDS,
    Answers,
    AnswerValue,
    PageOfQuestions,
    Question,
    pages_for,
    texts_of_question,
)
from participation.web.database import session
from participation.web.texts import is_stood_by
from participation.web.visit import language, look

blueprint = Blueprint("intake", __name__)
REFERENCE = re.compile(r"[\w-]{22}", re.ASCII)
FORMS = {"tell-us": "/tell-us", "houses": "/houses", "worry": "/worry"}
CHECK, AFRESH = "check", "afresh"
OWN_PICTURE, OWN_WORD = "own-picture", "own-word"
WORRY = "worry"
SECRET = "secret"  # noqa: S105 - the name of a place in the session


@dataclass(frozen=True)
class Visit:
    """A survey, as this visitor is filling it in."""

    survey: Published
    draft: OpenDraft | None
    carried_along: Answers = field(default_factory=dict)
    once: str = ""

    @property
    def reference(self) -> str:
        """By which what is sent twice is known: the draft's own, or what the page of a lost draft brought back."""
        return self.draft.reference if self.draft else self.once

    @property
    def answers(self) -> Answers:
        """What has been answered so far."""
        return self.draft.content.answers if self.draft else self.carried_along

    @cached_property
    def pages(self) -> tuple[PageOfQuestions, ...]:
        """The pages that these answers lead to, in this look."""
        return pages_for(self.survey.definition, look(), self.answers)


def directory() -> Directory:
    """The surveys and places that young people may choose from."""
    return cast(Directory, current_app.extensions["participation_surveys"]())


def page_url(slug: str, page: str | None = None) -> str:
    """The address of a page of a survey; feedback and the houses have doors of their own."""
    door = FORMS.get(slug) or url_for("intake.survey", slug=slug)
    return f"{door}/{page}" if page else door


def afresh_url(visit: Visit) -> str:
    """Where this browser throws away what it has begun of a survey, empty where it has begun nothing."""
    return page_url(visit.survey.slug, AFRESH) if visit.draft else ""


def visit_of(slug: str, *, lock: bool = False) -> Visit:
    """The survey and this session's draft of it; a draft keeps the version that it was begun in."""
    offered = directory()
    newest = offered.surveys.get(slug) or abort(404)
    draft = own_draft(slug, lock=lock)
    if draft and draft.version_id != newest.version_id:
        newest = survey_of_version(draft.version_id)
    return Visit(newest, draft)


def survey_of_version(version_id: int) -> Published:
    """The version of a survey that a draft was begun in or a response was sent in."""
    offered = directory()
    return version(session(), version_id, offered.localities, offered.services)


def own_draft(slug: str, *, lock: bool) -> OpenDraft | None:
    if SECRET not in cookie:
        return None
    try:
        return queries.open_draft(session(), cookie[SECRET], slug, lock=lock)
    except SealError:
        return None


def sent_fields() -> dict[str, list[str]]:
    return {name: request.form.getlist(name) for name in request.form}


def of_other_pages(visit: Visit, page: PageOfQuestions | None = None) -> Answers:
    """The answers that came with a page and are not on it now: it was opened in another look, or was carrying them."""
    here = {question.key for question in page.questions} if page else set()
    found = read_everything(visit.survey.definition, sent_fields())
    return {key: answer for key, answer in found.items() if key not in here}


def keep(visit: Visit, answers: Answers) -> None:
    secret = cookie.setdefault(SECRET, new_secret())
    if visit.draft is None:
        survey = visit.survey
        services.begin_draft(session(), secret, survey.slug, survey.version_id, answers, clock.today())
    else:
        services.keep_draft(session(), visit.draft, visit.draft.content.with_answers(answers), clock.today())


def takes_answers(survey: Published) -> bool:
    """Whether somebody may begin. A worry only while those who must be told of it can be (practice.md)."""
    return survey.is_open(clock.today()) and (survey.slug != WORRY or council().worry_open)


def at_the_end(visit: Visit) -> str:
    """Where the last question leads: a worry has a second secret, unless one is not wanted (practice.md)."""
    asked = visit.draft is not None and visit.draft.content.picture is not None
    return CHECK if asked or visit.survey.slug != WORRY else OWN_PICTURE


def shown_to(question: Question, answer: AnswerValue | None) -> QuestionView:
    """A question in the words of this visit."""
    return show_question(question, answer, language_of(question), look())


def language_of(question: Question) -> str:
    """What a question is asked in: what promises something is English until a person stands by its translation."""
    code = language().code
    if code == "en" or not question.promises:
        return code
    for _where, text in texts_of_question(question):
        translated = text.resolve(code, look())
        if translated.language != code or not is_stood_by(code, text.resolve("en", look()).text, translated.text):
            return "en"
    return code


def finishing(visit: Visit) -> str:
    return finish_notice() if visit.draft and not takes_answers(visit.survey) else ""


def survey_view(survey: Published) -> dict[str, str]:
    definition, code, seen = survey.definition, language().code, look()
    return {
        "slug": survey.slug,
        "title": definition.title.resolve(code, seen).text,
        "intro": definition.intro.resolve(code, seen).text if definition.intro else "",
        "attribution": definition.attribution.resolve(code, seen).text if definition.attribution else "",
    }


def closed(visit: Visit) -> Any:
    """A closed survey takes no new start; what was typed comes back so that it can be sent another way."""
    asked = [question for question in visit.survey.definition.questions if question.kind in TEXT_KINDS]
    typed = [text for question in asked for text in request.form.getlist(field_name(question)) if text not in STATE_OF]
    title = visit.survey.definition.title.resolve(language().code, look()).text
    page = "intake/worry_closed.html" if visit.survey.slug == WORRY else "intake/closed.html"
    shown = render_template(page, title=title, typed=list(filter(str.strip, typed)))
    return shown, 200 if request.method == "GET" else 409
