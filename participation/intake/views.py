"""The pages of every survey: page, check, send, receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask import session as cookie

from participation.council.rules import CouncilSettings, working_days_after
from participation.intake import queries, services
from participation.intake.forms import finish_notice, kept_notice, robot_notice, sentence
from participation.intake.queries import OpenDraft
from participation.intake.rules import Given, QuestionView, as_typed, finished, next_page, read_page, show_question
from participation.kernel import clock
from participation.kernel.ids import new_secret
from participation.kernel.localisation import day_in_words
from participation.kernel.sealing import KeyRing, SealError
from participation.responses.rules import QuoteConsent, ReturnCode
from participation.surveys.queries import Published, version
from participation.surveys.rules import PageOfQuestions, find_page, pages_for
from participation.web.access import keeps_typed, public
from participation.web.database import session
from participation.web.guard import csrf_failed
from participation.web.texts import _
from participation.web.visit import language, look

blueprint = Blueprint("intake", __name__)
FORMS = {"tell-us": "/tell-us", "houses": "/houses"}
CHECK = "check"
SECRET = "secret"  # noqa: S105 - the name of a place in the session


@dataclass(frozen=True)
class Visit:
    """A survey, as this visitor is filling it in."""

    survey: Published
    draft: OpenDraft | None

    @property
    def answers(self) -> Any:
        """What has been answered so far."""
        return self.draft.content.answers if self.draft else {}

    @property
    def pages(self) -> tuple[PageOfQuestions, ...]:
        """The pages that these answers lead to, in this look."""
        return pages_for(self.survey.definition, look(), self.answers)


def _ring() -> KeyRing:
    ring: KeyRing = current_app.extensions["participation_ring"]
    return ring


def _council() -> CouncilSettings:
    council: CouncilSettings = current_app.extensions["participation_council"]()
    return council


def page_url(slug: str, page: str | None = None) -> str:
    """The address of a page of a survey; feedback and the houses have doors of their own."""
    door = FORMS.get(slug) or url_for("intake.survey", slug=slug)
    return f"{door}/{page}" if page else door


def _visit(slug: str, *, lock: bool = False) -> Visit:
    """The survey and this session's draft of it; a draft keeps the version that it was begun in."""
    directory = current_app.extensions["participation_surveys"]()
    newest = directory.surveys.get(slug) or abort(404)
    draft = _own_draft(slug, lock=lock)
    if draft and draft.version_id != newest.version_id:
        newest = version(session(), draft.version_id, directory.localities, directory.services)
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
    page = find_page(pages, key) if key else pages[0]
    if page is None:
        return redirect(page_url(slug))
    if request.method == "POST":
        return _answered(visit, page)
    return _show(visit, page)


def _closed(visit: Visit) -> Any:
    """A closed survey takes no new start; what was typed comes back so that it can be sent another way."""
    typed = [text for values in request.form.listvalues() for text in values if len(text) > 40]
    words = [text for text in typed if text != request.form.get("csrf_token")]
    title = visit.survey.definition.title.resolve(language().code, look()).text
    return render_template("intake/closed.html", title=title, typed=words), 200 if request.method == "GET" else 409


def _answered(visit: Visit, page: PageOfQuestions) -> Any:
    fields = {name: request.form.getlist(name) for name in request.form}
    given = read_page(page, fields, request.form.get("go", "next"))
    if csrf_failed():
        return _show(visit, page, given, notice=kept_notice()), 400
    if request.form.get("website"):
        return _show(visit, page, given, notice=robot_notice()), 422
    if given.problems:
        return _show(visit, page, given), 422
    _keep(visit, given)
    answers = {**visit.answers, **given.answers}
    if request.args.get("then") == CHECK:
        return redirect(page_url(visit.survey.slug, CHECK), 303)
    following = next_page(visit.survey.definition, look(), answers, page)
    return redirect(page_url(visit.survey.slug, following.key if following else CHECK), 303)


def _keep(visit: Visit, given: Given) -> None:
    secret = cookie.setdefault(SECRET, new_secret())
    if visit.draft is None:
        survey = visit.survey
        services.begin_draft(session(), secret, survey.slug, survey.version_id, given.answers, clock.today())
    else:
        content = visit.draft.content.with_answers(given.answers)
        services.keep_draft(session(), visit.draft, content, clock.today())


def _show(visit: Visit, page: PageOfQuestions, given: Given | None = None, notice: str = "") -> str:
    pages, slug = visit.pages, visit.survey.slug
    number = [p.key for p in pages].index(page.key) + 1 if page.key in [p.key for p in pages] else 1
    then = f"?then={CHECK}" if request.args.get("then") == CHECK else ""
    questions = _question_views(visit, page, given or Given())
    if not notice and visit.draft and not visit.survey.is_open(clock.today()):
        notice = finish_notice()
    return render_template(
        "intake/page.html",
        survey=_survey_view(visit.survey),
        page={
            "number": number,
            "total": len(pages),
            "title": page.title.resolve(language().code, look()).text if page.title else "",
            "questions": questions,
            "back_url": _back(slug, pages, number, then),
            "action": page_url(slug, page.key) + then,
            "first": number == 1,
        },
        errors=[(question.id, error) for question in questions for error in question.errors],
        notice=notice,
    )


def _back(slug: str, pages: Sequence[PageOfQuestions], number: int, then: str) -> str:
    if then:
        return page_url(slug, CHECK)
    return page_url(slug, pages[number - 2].key) if number > 1 else url_for("young.home")


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
    visit = _visit(slug, lock=request.method == "POST")
    if visit.draft is None:
        return redirect(url_for("intake.sent") if _receipt() else page_url(slug), 303)
    if request.method == "POST":
        return _send(visit, visit.draft)
    return _show_check(visit)


def _send(visit: Visit, draft: OpenDraft) -> Any:
    if csrf_failed():
        return _show_check(visit, notice=kept_notice()), 400
    consent = request.form.get("consent", "")
    chosen = QuoteConsent(consent) if consent in set(QuoteConsent) else QuoteConsent.NOT_SAID
    answered = OpenDraft(
        draft.id, draft.reference, draft.version_id, draft.key, draft.content.model_copy(update={"consent": chosen})
    )
    if not any(part.answer.is_answered for part in finished(visit.survey.definition, visit.answers)):
        return _show_check(visit, notice=_("There is nothing to send yet. Answer one question, any one you like.")), 422
    services.submit(
        session(), _ring(), cookie[SECRET], answered, visit.survey.definition, language=language().code, look=look()
    )
    return redirect(url_for("intake.sent"), 303)


def _show_check(visit: Visit, notice: str = "") -> str:
    slug, code = visit.survey.slug, language().code
    parts = finished(visit.survey.definition, visit.answers)
    return render_template(
        "intake/check.html",
        survey=_survey_view(visit.survey),
        rows=[
            {
                "title": part.question.title.resolve(code, look()).text,
                "state": part.answer.state.value,
                "words": part.words,
                "choices": [
                    option.label
                    for option in show_question(part.question, part.answer, code, look()).options
                    if option.checked
                ]
                or ([part.value] if part.value else []),
                "change_url": page_url(slug, part.question.key) + f"?then={CHECK}",
            }
            for part in parts
        ],
        has_words=any(part.words for part in parts),
        send_action=page_url(slug, CHECK),
        back_url=page_url(slug, visit.pages[-1].key),
        notice=notice,
    )


def _receipt() -> tuple[int, ...] | None:
    return queries.receipt(session(), cookie[SECRET]) if SECRET in cookie else None


@blueprint.get("/sent")
@public
def sent() -> Any:
    """The receipt with the return code, shown for 15 minutes in this session and nowhere else."""
    indexes = _receipt()
    if indexes is None:
        return redirect(url_for("young.home"))
    code, spoken = ReturnCode(indexes), language()
    due = working_days_after(clock.today(), _council().reply_days)
    return render_template(
        "intake/sent.html",
        code_words=code.words.split("-"),
        code_text=code.words,
        code_number=code.number(spoken.digits),
        due_text=day_in_words(due, spoken.code),
    )


@blueprint.get("/surveys")
@public
def surveys() -> str:
    """The surveys that are open now."""
    directory, today = current_app.extensions["participation_surveys"](), clock.today()
    return render_template(
        "intake/surveys.html",
        surveys=[
            {**_survey_view(found), "minutes": found.definition.minutes, "url": page_url(found.slug)}
            for found in directory.surveys.values()
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
