"""The three houses from outside: each can be entered first, and the lit ones have something inside."""

from flask import render_template

from participation.intake.rules import Part, house_of, is_urgent
from participation.intake.views.visiting import CHECK, Visit, afresh_url, finishing, page_url, survey_view
from participation.surveys.rules import PageOfQuestions
from participation.web.visit import language, look


def title_of(page: PageOfQuestions) -> str:
    return page.title.resolve(language().code, look()).text if page.title else ""


def lit(visit: Visit, page: PageOfQuestions) -> bool:
    """Whether there is something in a house; a name on its door is outside."""
    inside = [question.key for question in page.questions if not question.names_house]
    return any(visit.answers[key].is_answered for key in inside if key in visit.answers)


def own_name(visit: Visit, page: PageOfQuestions) -> str:
    """The child's own name for a house, empty without one."""
    names = [question.key for question in page.questions if question.names_house]
    return next((visit.answers[key].value for key in names if key in visit.answers), "")


def on_the_way(visit: Visit) -> list[PageOfQuestions]:
    """The pages that follow one another; the houses are entered from their street in any order."""
    return [page for page in visit.pages if not house_of(page)]


def help_first(visit: Visit, page: PageOfQuestions) -> bool:
    """Whether what was said on the page before this one asks for help at once, and nothing earlier had."""
    way = on_the_way(visit)
    keys = [each.key for each in way]
    before = way[: keys.index(page.key)] if page.key in keys else []
    return bool(before) and asks_for_help(visit, before[-1]) and not any(asks_for_help(visit, p) for p in before[:-1])


def asks_for_help(visit: Visit, page: PageOfQuestions) -> bool:
    """Whether an answer on a page says that somebody may be in danger."""
    parts = [Part(asked, visit.answers[asked.key]) for asked in page.questions if asked.key in visit.answers]
    return any(is_urgent(part, language().code) for part in parts)


def show_street(visit: Visit) -> str:
    """The street: each house can be entered first, and the lit ones have something inside."""
    slug, code = visit.survey.slug, language().code
    onward = next(iter(on_the_way(visit)), None)
    return render_template(
        "intake/houses.html",
        survey=survey_view(visit.survey),
        houses=[
            {
                "house": house_of(page),
                "title": title_of(page),
                "own_name": own_name(visit, page),
                "question": page.questions[0].title.resolve(code, look()).text,
                "lit": lit(visit, page),
                "seen": page.key in visit.answers,
                "url": page_url(slug, page.key),
            }
            for page in visit.pages
            if house_of(page)
        ],
        begun=visit.draft is not None,
        afresh_url=afresh_url(visit),
        onward_url=page_url(slug, onward.key if onward else CHECK),
        notice=finishing(visit),
    )
