"""The pages of a survey: one is shown, what was sent is checked and kept, and the next one follows."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for

from participation.intake.forms import kept_notice, robot_notice, sentence
from participation.intake.rules import (
    NEXT,
    PAUSE,
    TALK,
    Given,
    QuestionView,
    alone,
    as_typed,
    field_name,
    house_of,
    next_page,
    read_page,
    with_ways,
)
from participation.intake.views.pausing import pause
from participation.intake.views.street import help_first, lit, on_the_way, own_name, show_street, title_of
from participation.intake.views.visiting import (
    CHECK,
    WORRY,
    Visit,
    afresh_url,
    at_the_end,
    closed,
    finishing,
    keep,
    of_other_pages,
    page_url,
    sent_fields,
    shown_to,
    survey_view,
    takes_answers,
    visit_of,
)
from participation.surveys.rules import MADE_KINDS, SKIPPED, TEXT_KINDS, PageOfQuestions, QuestionKind, find_page
from participation.web.guard import allow_microphone, csrf_failed
from participation.web.visit import look

TOLD = ("look", "language", "rights", "privacy", "safety", "about", "accessibility")  # links of every page
ASIDE = {TALK: "young.help", **{name: f"young.{name}" for name in TOLD}}


def page_of(slug: str, key: str | None = None) -> Any:
    visit = visit_of(slug, lock=request.method == "POST")
    if visit.draft is None and not takes_answers(visit.survey):
        return closed(visit)
    pages = visit.pages
    if key is None and any(house_of(page) for page in pages):
        if request.method == "GET":
            return show_street(visit)
        if request.form.get("go") == PAUSE:
            return (show_street(visit), 400) if csrf_failed() else pause(slug, "")
    page = find_page(pages, key) if key else pages[0]
    if request.method == "POST":
        return _answered(visit, page) if page else _unasked(visit)
    return show(visit, page) if page else redirect(page_url(slug))


def _answered(visit: Visit, page: PageOfQuestions) -> Any:
    button = request.form.get("go", NEXT)
    given = read_page(page, sent_fields(), button)
    if csrf_failed():
        return show(visit, page, given, notice=kept_notice()), 400
    if request.form.get("website"):
        return show(visit, page, given, notice=robot_notice()), 422
    if given.problems and button != TALK:
        return show(visit, page, given), 422
    kept = {**of_other_pages(visit, page), **given.answers}
    if button in ASIDE or button == PAUSE:
        kept = {key: answer for key, answer in kept.items() if answer != SKIPPED or key in visit.answers}
    if kept:
        keep(visit, kept)
    if button == PAUSE:
        return pause(visit.survey.slug, page.key)
    return redirect(_after(visit, page, given, button), 303)


def _unasked(visit: Visit) -> Any:
    """A page that is not asked any more was sent: its words are kept, or carried along by the first page."""
    if csrf_failed():
        return show(visit, visit.pages[0], notice=kept_notice()), 400
    if given := of_other_pages(visit):
        keep(visit, given)
    return redirect(page_url(visit.survey.slug), 303)


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
    return page_url(slug, following.key if following else at_the_end(visit))


def show(visit: Visit, page: PageOfQuestions, given: Given | None = None, notice: str = "") -> str:
    then = f"?then={CHECK}" if request.args.get("then") == CHECK else ""
    questions = _question_views(visit, page, given or Given())
    kinds = {question.kind for question in page.questions}
    if QuestionKind.VOICE in kinds:
        allow_microphone()
    return render_template(
        "intake/page.html",
        survey=survey_view(visit.survey),
        page={
            **_progress(visit, page),
            "title": title_of(page),
            "questions": with_ways(questions),
            "alone": alone(page),
            "words": bool(kinds & TEXT_KINDS),
            "house": house_of(page),
            "own_name": own_name(visit, page),
            "lit": lit(visit, page),
            "made": bool(kinds & MADE_KINDS),
            "recordings": url_for("intake.survey", slug=visit.survey.slug) if QuestionKind.VOICE in kinds else "",
            "back_url": _back(visit, page, then),
            "action": page_url(visit.survey.slug, page.key) + then,
            "carried": _carried_along(visit, page),
            "afresh_url": afresh_url(visit),
            "help_first": help_first(visit, page),
        },
        errors=[(question.id, error) for question in questions for error in question.errors],
        notice=notice or finishing(visit),
    )


def _progress(visit: Visit, page: PageOfQuestions) -> dict[str, Any]:
    keys = [each.key for each in on_the_way(visit)]
    place = keys.index(page.key) + 1 if page.key in keys else 1
    has_houses = len(keys) < len(visit.pages)
    return {"number": place, "total": len(keys), "first": place == 1 and not has_houses}


def _back(visit: Visit, page: PageOfQuestions, then: str) -> str:
    slug, keys = visit.survey.slug, [each.key for each in on_the_way(visit)]
    if then:
        return page_url(slug, CHECK)
    if page.key in keys[1:]:
        return page_url(slug, keys[keys.index(page.key) - 1])
    return page_url(slug) if len(keys) < len(visit.pages) or slug == WORRY else url_for("young.home")


def _question_views(visit: Visit, page: PageOfQuestions, given: Given) -> list[QuestionView]:
    problems: Mapping[str, list[str]] = {p.question: [sentence(p)] for p in given.problems}
    shown = []
    for question in page.questions:
        answer = as_typed(question, given.typed, visit.answers.get(question.key))
        view = shown_to(question, answer)
        shown.append(view.with_errors(problems.get(question.key, [])))
    return shown
