"""Check your answers, and send them."""

from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask import session as cookie

from participation.intake import queries, services
from participation.intake.forms import send_again_notice
from participation.intake.rules import (
    Part,
    carried,
    finished,
    read_consents,
    read_everything,
    show_question,
)
from participation.intake.views.receipt import receipt
from participation.intake.views.visiting import (
    CHECK,
    REFERENCE,
    SECRET,
    Visit,
    closed,
    finishing,
    keep,
    page_url,
    sent_fields,
    survey_view,
    visit_of,
)
from participation.kernel import clock
from participation.kernel.ids import new_reference
from participation.kernel.localisation import own_digits
from participation.web.database import ring, session
from participation.web.guard import csrf_failed
from participation.web.texts import _
from participation.web.visit import language, look


def check_of(slug: str) -> Any:
    """The check page. Without a draft its own fields bring back what was there (an expired session)."""
    visit = visit_of(slug, lock=request.method == "POST")
    if visit.draft is None:
        carried_along = read_everything(visit.survey.definition, sent_fields())
        known = REFERENCE.fullmatch(request.form.get("once", ""))
        once = known[0] if known else ""
        if queries.was_sent(session(), once) if once else receipt():
            return redirect(url_for("intake.sent"), 303)
        if not carried_along:
            return redirect(page_url(slug), 303)
        if not visit.survey.is_open(clock.today()):
            return closed(visit)
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
        keep(visit, visit.answers)
        visit = visit_of(visit.survey.slug)
    draft, definition = visit.draft, visit.survey.definition
    assert draft is not None  # noqa: S101 - just kept
    content = draft.content.model_copy(update={"consents": read_consents(definition, sent_fields())})
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
    consents = read_consents(visit.survey.definition, sent_fields())
    return render_template(
        "intake/check.html",
        survey=survey_view(visit.survey),
        rows=[{**_row(slug, part), "consent": consents.get(part.question.key, "")} for part in parts],
        has_words=any(part.words for part in parts),
        send_action=page_url(slug, CHECK),
        once=visit.reference,
        back_url=page_url(slug, visit.pages[-1].key),
        notice=notice or finishing(visit),
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
