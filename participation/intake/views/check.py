"""Check your answers, and send them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from flask import redirect, render_template, request, url_for
from flask import session as cookie
from markupsafe import Markup

from participation.intake import queries, services
from participation.intake.forms import send_again_notice
from participation.intake.rules import (
    PAUSE,
    Draft,
    Part,
    carried,
    finished,
    read_consents,
    read_everything,
)
from participation.intake.views.pages import ASIDE
from participation.intake.views.pausing import pause
from participation.intake.views.receipt import receipt
from participation.intake.views.visiting import (
    CHECK,
    OWN_PICTURE,
    REFERENCE,
    SECRET,
    WORRY,
    Visit,
    afresh_url,
    closed,
    finishing,
    keep,
    page_url,
    sent_fields,
    shown_to,
    survey_view,
    takes_answers,
    visit_of,
)
from participation.kernel import clock
from participation.kernel.ids import new_reference
from participation.kernel.localisation import own_digits
from participation.responses.rules import Medium
from participation.surveys.rules import drawing_svg, read_drawing
from participation.web.database import ring, session
from participation.web.guard import csrf_failed
from participation.web.texts import _
from participation.web.visit import language, look

CHANGE = "change "


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
        if not takes_answers(visit.survey):
            return closed(visit)
        visit = replace(visit, carried_along=carried_along, once=once or new_reference())
    if request.method == "POST":
        return _pressed(visit, request.form.get("go", "send"))
    return _show_check(visit)


def _pressed(visit: Visit, button: str) -> Any:
    """Send; or keep what was agreed to so far, and go and change something, stop for now, or step aside."""
    if csrf_failed():
        return _show_check(visit, notice=send_again_notice()), 400
    slug, once, onward = visit.survey.slug, visit.reference, _onward(visit, button)
    if not onward and button != PAUSE and not _says_something(visit):
        return _show_check(visit, notice=_("There is nothing to send yet. Answer one question, any one you like.")), 422
    if visit.draft is None:
        keep(visit, visit.answers)
        visit = visit_of(slug)
    draft = visit.draft
    assert draft is not None  # noqa: S101 - just kept
    agreed = replace(draft, content=draft.content.model_copy(update={"consents": _consents(visit)}))
    if onward or button == PAUSE:
        services.keep_draft(session(), draft, agreed.content, clock.today())
        return pause(slug, CHECK) if button == PAUSE else redirect(onward, 303)
    services.submit(
        session(),
        ring(),
        cookie[SECRET],
        agreed,
        visit.survey.definition,
        once=once,
        language=language().code,
        look=look(),
    )
    return redirect(url_for("intake.sent"), 303)


def _onward(visit: Visit, button: str) -> str:
    """Where a button leads that does not send, empty for those that stay."""
    slug, key = visit.survey.slug, button.removeprefix(CHANGE)
    if button in ASIDE:
        return url_for(ASIDE[button], next=page_url(slug, CHECK))
    if button == OWN_PICTURE:
        return page_url(slug, OWN_PICTURE)
    return page_url(slug, key) + f"?then={CHECK}" if key in visit.survey.definition.questions_by_key else ""


def _says_something(visit: Visit) -> bool:
    return any(part.answer.is_answered for part in finished(visit.survey.definition, visit.answers))


def _consents(visit: Visit) -> dict[str, Any]:
    """What was said about showing words to others: on this page, or before somebody went to change something."""
    kept = visit.draft.content.consents if visit.draft else {}
    return {**kept, **read_consents(visit.survey.definition, sent_fields())}


def _show_check(visit: Visit, notice: str = "") -> str:
    slug, consents = visit.survey.slug, _consents(visit)
    content = visit.draft.content if visit.draft else Draft(code=())
    rows = list(_rows(visit))
    return render_template(
        "intake/check.html",
        survey=survey_view(visit.survey),
        rows=[{**row, "consent": consents.get(row["key"], "")} for row in rows],
        asks_consent=any(row["asks"] for row in rows),
        worry=slug == WORRY,
        secret=OWN_PICTURE,
        has_secret=content.second_secret is not None,
        send_action=page_url(slug, CHECK),
        once=visit.reference,
        back_url=page_url(slug, visit.pages[-1].key),
        afresh_url=afresh_url(visit),
        notice=notice or finishing(visit),
    )


def _rows(visit: Visit) -> Iterator[dict[str, Any]]:
    """Each question with everything that was given to it, in whatever way, and the fields that carry it along."""
    slug = visit.survey.slug
    for key, group in groupby(finished(visit.survey.definition, visit.answers), lambda part: part.consent_key):
        parts = list(group)
        first = shown_to(parts[0].whole or parts[0].question, None)
        given = [_given(slug, part) for part in parts if part.answer.is_answered]
        yield {
            "key": key,
            "title": first.title,
            "state": parts[0].answer.state.value,
            "given": given,
            "asks": any(_may_be_shown(part) for part in parts),
            "spoken_or_drawn": any(part.medium in {Medium.DRAWING, Medium.RECORDING} for part in parts),
            "fields": [field for part in parts for field in carried(part.question, part.answer)],
        }


def _may_be_shown(part: Part) -> bool:
    """Whether others might see it one day, so that it is asked; who somebody is and what keeps them safe never is."""
    return part.medium is not None and not part.question.identity and not part.question.for_safety_only


def _given(slug: str, part: Part) -> dict[str, Any]:
    view = shown_to(part.question, part.answer)
    chosen = [option.label for option in view.options if option.checked]
    drawn = part.medium is Medium.DRAWING
    return {
        "words": part.words,
        "drawing": Markup(drawing_svg(read_drawing(part.answer.value))) if drawn else "",  # noqa: S704 - our own lines
        "recording": url_for("intake.recording", slug=slug, key=part.question.key)
        if part.medium is Medium.RECORDING
        else "",
        "choices": chosen or ([own_digits(part.value, language().code)] if part.value else []),
        "names_house": part.question.names_house,
    }
