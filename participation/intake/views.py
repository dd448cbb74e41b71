"""The pages of every survey: page, check, send, receipt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask import session as cookie

from participation.council.rules import working_days_after
from participation.council.views import council
from participation.intake import queries, services
from participation.intake.forms import finish_notice, kept_notice, robot_notice, send_again_notice, sentence
from participation.intake.queries import OpenDraft
from participation.intake.rules import (
    NEXT,
    STATE_OF,
    TALK,
    Given,
    Part,
    QuestionView,
    alone,
    as_typed,
    carried,
    field_name,
    finished,
    house_of,
    minutes,
    next_page,
    read_consents,
    read_everything,
    read_page,
    show_question,
)
from participation.kernel import clock
from participation.kernel.ids import new_reference, new_secret
from participation.kernel.localisation import day_in_words, own_digits
from participation.kernel.sealing import SealError
from participation.responses.rules import ReturnCode
from participation.surveys.queries import Directory, Published, version
from participation.surveys.rules import SKIPPED, TEXT_KINDS, Answers, PageOfQuestions, find_page, pages_for
from participation.web.access import keeps_typed, public
from participation.web.database import ring, session
from participation.web.guard import csrf_failed
from participation.web.texts import _
from participation.web.visit import language, look

blueprint = Blueprint("intake", __name__)
REFERENCE = re.compile(r"[\w-]{22}", re.ASCII)
FORMS = {"tell-us": "/tell-us", "houses": "/houses"}
CHECK = "check"
ASIDE = {TALK: "young.help", "look": "young.look", "language": "young.language"}
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


def _visit(slug: str, *, lock: bool = False) -> Visit:
    """The survey and this session's draft of it; a draft keeps the version that it was begun in."""
    offered = directory()
    newest = offered.surveys.get(slug) or abort(404)
    draft = _own_draft(slug, lock=lock)
    if draft and draft.version_id != newest.version_id:
        newest = version(session(), draft.version_id, offered.localities, offered.services)
    return Visit(newest, draft)


def _own_draft(slug: str, *, lock: bool) -> OpenDraft | None:
    if SECRET not in cookie:
        return None
    try:
        return queries.open_draft(session(), cookie[SECRET], slug, lock=lock)
    except SealError:
        return None


def _page(slug: str, key: str | None = None) -> Any:
    visit = _visit(slug, lock=request.method == "POST")
    if visit.draft is None and not visit.survey.is_open(clock.today()):
        return _closed(visit)
    pages = visit.pages
    if key is None and request.method == "GET" and any(house_of(page) for page in pages):
        return _show_houses(visit)
    page = find_page(pages, key) if key else pages[0]
    if request.method == "POST":
        return _answered(visit, page) if page else _unasked(visit)
    return _show(visit, page) if page else redirect(page_url(slug))


def _closed(visit: Visit) -> Any:
    """A closed survey takes no new start; what was typed comes back so that it can be sent another way."""
    asked = [question for question in visit.survey.definition.questions if question.kind in TEXT_KINDS]
    typed = [text for question in asked for text in request.form.getlist(field_name(question)) if text not in STATE_OF]
    title = visit.survey.definition.title.resolve(language().code, look()).text
    shown = render_template("intake/closed.html", title=title, typed=list(filter(str.strip, typed)))
    return shown, 200 if request.method == "GET" else 409


def _sent_fields() -> dict[str, list[str]]:
    return {name: request.form.getlist(name) for name in request.form}


def _answered(visit: Visit, page: PageOfQuestions) -> Any:
    button = request.form.get("go", NEXT)
    given = read_page(page, _sent_fields(), button)
    if csrf_failed():
        return _show(visit, page, given, notice=kept_notice()), 400
    if request.form.get("website"):
        return _show(visit, page, given, notice=robot_notice()), 422
    if given.problems and button != TALK:
        return _show(visit, page, given), 422
    kept = {**_of_other_pages(visit, page), **given.answers}
    if button in ASIDE:
        kept = {key: answer for key, answer in kept.items() if answer != SKIPPED or key in visit.answers}
    if kept:
        _keep(visit, kept)
    return redirect(_after(visit, page, given, button), 303)


def _unasked(visit: Visit) -> Any:
    """A page that is not asked any more was sent: its words are kept, or carried along by the first page."""
    if csrf_failed():
        return _show(visit, visit.pages[0], notice=kept_notice()), 400
    if given := _of_other_pages(visit):
        _keep(visit, given)
    return redirect(page_url(visit.survey.slug), 303)


def _of_other_pages(visit: Visit, page: PageOfQuestions | None = None) -> Answers:
    """The answers that came with a page and are not on it now: it was opened in another look, or was carrying them."""
    here = {question.key for question in page.questions} if page else set()
    found = read_everything(visit.survey.definition, _sent_fields())
    return {key: answer for key, answer in found.items() if key not in here}


def _carried_along(visit: Visit, page: PageOfQuestions) -> list[tuple[str, str]]:
    """The same as fields, in their exact words, for a page that has to be shown again."""
    if request.method == "GET":
        return []
    here = {question.key for question in page.questions}
    names = [field_name(each) for each in visit.survey.definition.questions if each.key not in here]
    return [(name, value.replace("\x00", "")) for name in names for value in request.form.getlist(name)]


def _after(visit: Visit, page: PageOfQuestions, given: Given, button: str) -> str:
    """Where a page leads: aside and back again, to the check page or the houses, or on."""
    slug = visit.survey.slug
    if button in ASIDE:
        return url_for(ASIDE[button], next=page_url(slug, page.key))
    if request.args.get("then") == CHECK:
        return page_url(slug, CHECK)
    if house_of(page):
        return page_url(slug)
    following = next_page(visit.survey.definition, look(), {**visit.answers, **given.answers}, page)
    return page_url(slug, following.key if following else CHECK)


def _keep(visit: Visit, answers: Answers) -> None:
    secret = cookie.setdefault(SECRET, new_secret())
    if visit.draft is None:
        survey = visit.survey
        services.begin_draft(session(), secret, survey.slug, survey.version_id, answers, clock.today())
    else:
        services.keep_draft(session(), visit.draft, visit.draft.content.with_answers(answers), clock.today())


def _show(visit: Visit, page: PageOfQuestions, given: Given | None = None, notice: str = "") -> str:
    then = f"?then={CHECK}" if request.args.get("then") == CHECK else ""
    questions = _question_views(visit, page, given or Given())
    return render_template(
        "intake/page.html",
        survey=_survey_view(visit.survey),
        page={
            **_progress(visit, page),
            "title": _title(page),
            "questions": questions,
            "alone": alone(page),
            "words": any(question.kind in TEXT_KINDS for question in page.questions),
            "house": house_of(page),
            "lit": _lit(visit, page),
            "back_url": _back(visit, page, then),
            "action": page_url(visit.survey.slug, page.key) + then,
            "carried": _carried_along(visit, page),
        },
        errors=[(question.id, error) for question in questions for error in question.errors],
        notice=notice or _finish_notice(visit),
    )


def _finish_notice(visit: Visit) -> str:
    return finish_notice() if visit.draft and not visit.survey.is_open(clock.today()) else ""


def _title(page: PageOfQuestions) -> str:
    return page.title.resolve(language().code, look()).text if page.title else ""


def _lit(visit: Visit, page: PageOfQuestions) -> bool:
    """Whether there is something in a house."""
    return any(visit.answers[q.key].is_answered for q in page.questions if q.key in visit.answers)


def _on_the_way(visit: Visit) -> list[PageOfQuestions]:
    """The pages that follow one another; the houses are entered from their street in any order."""
    return [page for page in visit.pages if not house_of(page)]


def _progress(visit: Visit, page: PageOfQuestions) -> dict[str, Any]:
    keys = [each.key for each in _on_the_way(visit)]
    place = keys.index(page.key) + 1 if page.key in keys else 1
    has_houses = len(keys) < len(visit.pages)
    return {"number": place, "total": len(keys), "first": place == 1 and not has_houses}


def _back(visit: Visit, page: PageOfQuestions, then: str) -> str:
    slug, keys = visit.survey.slug, [each.key for each in _on_the_way(visit)]
    if then:
        return page_url(slug, CHECK)
    if page.key in keys[1:]:
        return page_url(slug, keys[keys.index(page.key) - 1])
    return page_url(slug) if len(keys) < len(visit.pages) else url_for("young.home")


def _show_houses(visit: Visit) -> str:
    """The street: each house can be entered first, and the lit ones have something inside."""
    slug, code = visit.survey.slug, language().code
    onward = next(iter(_on_the_way(visit)), None)
    return render_template(
        "intake/houses.html",
        survey=_survey_view(visit.survey),
        houses=[
            {
                "house": house_of(page),
                "title": _title(page),
                "question": page.questions[0].title.resolve(code, look()).text,
                "lit": _lit(visit, page),
                "seen": page.key in visit.answers,
                "url": page_url(slug, page.key),
            }
            for page in visit.pages
            if house_of(page)
        ],
        begun=visit.draft is not None,
        onward_url=page_url(slug, onward.key if onward else CHECK),
        notice=_finish_notice(visit),
    )


def _question_views(visit: Visit, page: PageOfQuestions, given: Given) -> list[QuestionView]:
    problems: Mapping[str, list[str]] = {p.question: [sentence(p)] for p in given.problems}
    shown = []
    for question in page.questions:
        answer = as_typed(question, given.typed, visit.answers.get(question.key))
        view = show_question(question, answer, language().code, look())
        shown.append(view.with_errors(problems.get(question.key, [])))
    return shown


def _survey_view(survey: Published) -> dict[str, str]:
    definition, code, seen = survey.definition, language().code, look()
    return {
        "slug": survey.slug,
        "title": definition.title.resolve(code, seen).text,
        "intro": definition.intro.resolve(code, seen).text if definition.intro else "",
        "attribution": definition.attribution.resolve(code, seen).text if definition.attribution else "",
    }


def _check(slug: str) -> Any:
    """The check page. Without a draft its own fields bring back what was there (an expired session)."""
    visit = _visit(slug, lock=request.method == "POST")
    if visit.draft is None:
        carried_along = read_everything(visit.survey.definition, _sent_fields())
        known = REFERENCE.fullmatch(request.form.get("once", ""))
        once = known[0] if known else ""
        if queries.was_sent(session(), once) if once else _receipt():
            return redirect(url_for("intake.sent"), 303)
        if not carried_along:
            return redirect(page_url(slug), 303)
        if not visit.survey.is_open(clock.today()):
            return _closed(visit)
        visit = replace(visit, carried_along=carried_along, once=once or new_reference())
    if request.method == "POST":
        return _send(visit)
    return _show_check(visit)


def _send(visit: Visit) -> Any:
    if csrf_failed():
        return _show_check(visit, notice=send_again_notice()), 400
    if not any(part.answer.is_answered for part in finished(visit.survey.definition, visit.answers)):
        return _show_check(visit, notice=_("There is nothing to send yet. Answer one question, any one you like.")), 422
    once = visit.reference
    if visit.draft is None:
        _keep(visit, visit.answers)
        visit = _visit(visit.survey.slug)
    draft, definition = visit.draft, visit.survey.definition
    assert draft is not None  # noqa: S101 - just kept
    content = draft.content.model_copy(update={"consents": read_consents(definition, _sent_fields())})
    services.submit(
        session(),
        ring(),
        cookie[SECRET],
        replace(draft, content=content),
        definition,
        once=once,
        language=language().code,
        look=look(),
    )
    return redirect(url_for("intake.sent"), 303)


def _show_check(visit: Visit, notice: str = "") -> str:
    slug = visit.survey.slug
    parts = finished(visit.survey.definition, visit.answers)
    consents = read_consents(visit.survey.definition, _sent_fields())
    return render_template(
        "intake/check.html",
        survey=_survey_view(visit.survey),
        rows=[{**_row(slug, part), "consent": consents.get(part.question.key, "")} for part in parts],
        has_words=any(part.words for part in parts),
        send_action=page_url(slug, CHECK),
        once=visit.reference,
        back_url=page_url(slug, visit.pages[-1].key),
        notice=notice or _finish_notice(visit),
    )


def _row(slug: str, part: Part) -> dict[str, Any]:
    """One answer on the check page, with the fields that carry it along."""
    view = show_question(part.question, part.answer, language().code, look())
    chosen = [option.label for option in view.options if option.checked]
    return {
        "key": part.question.key,
        "title": view.title,
        "state": part.answer.state.value,
        "words": part.words,
        "choices": chosen or ([own_digits(part.value, language().code)] if part.value else []),
        "change_url": page_url(slug, part.question.key) + f"?then={CHECK}",
        "fields": carried(part.question, part.answer),
    }


def _receipt() -> tuple[int, ...] | None:
    return queries.receipt(session(), cookie[SECRET]) if SECRET in cookie else None


@blueprint.get("/sent")
@public
def sent() -> Any:
    """The receipt with the return code, shown for 15 minutes in this session and nowhere else."""
    indexes = _receipt()
    if indexes is None:
        return redirect(url_for("young.home"))
    code, spoken, today = ReturnCode(indexes), language(), clock.today()
    due = working_days_after(today, council().reply_days)
    return render_template(
        "intake/sent.html",
        code_words=code.words.split("-"),
        code_text=code.words,
        code_number=code.number(spoken.digits),
        read_text=day_in_words(working_days_after(today, 1), spoken.code),
        due_text=day_in_words(due, spoken.code),
    )


@blueprint.post("/sent")
@public
def put_away() -> Any:
    """Forget the receipt, so that the next person at this screen cannot go back to the code."""
    if SECRET in cookie:
        services.drop_receipt(session(), cookie[SECRET])
    return redirect(url_for("young.home"), 303)


@blueprint.get("/surveys")
@public
def surveys() -> str:
    """The surveys that are open now."""
    today = clock.today()
    return render_template(
        "intake/surveys.html",
        surveys=[
            {**_survey_view(found), "minutes": minutes(found.definition), "url": page_url(found.slug)}
            for found in directory().surveys.values()
            if found.listed and found.is_open(today)
        ],
    )


@blueprint.route("/surveys/<slug>", methods=["GET", "POST"])
@blueprint.route("/surveys/<slug>/<page>", methods=["GET", "POST"])
@public
@keeps_typed
def survey(slug: str, page: str | None = None) -> Any:
    """A page of a survey, or its check page."""
    return _check(slug) if page == CHECK else _page(slug, page)


@blueprint.route("/tell-us", methods=["GET", "POST"])
@blueprint.route("/tell-us/<page>", methods=["GET", "POST"])
@public
@keeps_typed
def tell_us(page: str | None = None) -> Any:
    """Tell us how it's going."""
    return survey("tell-us", page)


@blueprint.route("/houses", methods=["GET", "POST"])
@blueprint.route("/houses/<page>", methods=["GET", "POST"])
@public
@keeps_typed
def houses(page: str | None = None) -> Any:
    """My three houses."""
    return survey("houses", page)
