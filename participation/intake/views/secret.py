"""A picture and a word of the young person's own, which their words will need beside the code (practice.md)."""

from typing import Any

from flask import redirect, render_template, request, url_for

from participation.intake import services
from participation.intake.forms import kept_notice
from participation.intake.queries import OpenDraft
from participation.intake.rules import NEXT
from participation.intake.views.pages import ASIDE
from participation.intake.views.visiting import CHECK, OWN_PICTURE, OWN_WORD, Visit, page_url, visit_of
from participation.kernel import clock
from participation.responses.rules import OWN_PICTURES, OWN_WORDS
from participation.web.database import session
from participation.web.guard import csrf_failed
from participation.web.texts import _

OFFERED = {OWN_PICTURE: OWN_PICTURES, OWN_WORD: OWN_WORDS}
FIELDS = {OWN_PICTURE: "picture", OWN_WORD: "word"}
NONE_WANTED = "none"


def picture_names() -> dict[str, str]:
    """Each picture of the set by its name."""
    return {
        "cat": _("Cat"),
        "dog": _("Dog"),
        "rabbit": _("Rabbit"),
        "fish": _("Fish"),
        "bird": _("Bird"),
        "cup": _("Cup"),
        "sun": _("Sun"),
        "rain": _("Rain"),
        "moon": _("Moon"),
        "star": _("Star"),
        "heart": _("Heart"),
        "flower": _("Flower"),
        "tree": _("Tree"),
        "leaf": _("Leaf"),
        "apple": _("Apple"),
        "cake": _("Cake"),
        "ball": _("Ball"),
        "bike": _("Bike"),
        "bus": _("Bus"),
        "boat": _("Boat"),
        "kite": _("Kite"),
        "bell": _("Bell"),
        "key": _("Key"),
        "gift": _("Gift"),
    }


def word_names() -> dict[str, str]:
    """Each word of the set in this language: what is kept is the same in all of them."""
    return {
        "bread": _("bread"),
        "bridge": _("bridge"),
        "cheese": _("cheese"),
        "cloud": _("cloud"),
        "coat": _("coat"),
        "drum": _("drum"),
        "hat": _("hat"),
        "hill": _("hill"),
        "jam": _("jam"),
        "lake": _("lake"),
        "lamp": _("lamp"),
        "milk": _("milk"),
        "plum": _("plum"),
        "ring": _("ring"),
        "sand": _("sand"),
        "shell": _("shell"),
        "snow": _("snow"),
        "sock": _("sock"),
        "song": _("song"),
        "soup": _("soup"),
        "stone": _("stone"),
        "tent": _("tent"),
        "train": _("train"),
        "wave": _("wave"),
    }


def secret_of(slug: str, page: str) -> Any:
    """Choose a picture, then a word. Nobody has to: the button for none stands beside."""
    visit = visit_of(slug, lock=request.method == "POST")
    if visit.draft is None:
        return redirect(page_url(slug))
    if request.method == "GET":
        return _show(visit, page)
    if csrf_failed():
        return _show(visit, page, notice=kept_notice()), 400
    chosen, button = request.form.get(page, ""), request.form.get("go", NEXT)
    if button == NEXT and chosen not in OFFERED[page]:
        return _show(visit, page, error=_("Pick one to carry on.")), 422
    return redirect(_chosen(visit, visit.draft, page, chosen, button), 303)


def _chosen(visit: Visit, draft: OpenDraft, page: str, chosen: str, button: str) -> str:
    """Keep what was chosen; returns where it leads. Going aside keeps it too."""
    slug = visit.survey.slug
    if button == NONE_WANTED:
        kept, onward = {"picture": "", "word": ""}, page_url(slug, CHECK)
    else:
        kept = {FIELDS[page]: chosen} if chosen in OFFERED[page] else {}
        onward = page_url(slug, OWN_WORD if page == OWN_PICTURE else CHECK)
    services.keep_draft(session(), draft, draft.content.model_copy(update=kept), clock.today())
    return url_for(ASIDE[button], next=page_url(slug, page)) if button in ASIDE else onward


def _show(visit: Visit, page: str, error: str = "", notice: str = "") -> str:
    slug, content = visit.survey.slug, visit.draft.content if visit.draft else None
    names = picture_names() if page == OWN_PICTURE else word_names()
    kept = content.model_dump().get(FIELDS[page]) if content else ""
    return render_template(
        "intake/secret.html",
        page=page,
        pictures=page == OWN_PICTURE,
        offered=[(key, names[key]) for key in OFFERED[page]],
        chosen=request.form.get(page) or kept,
        action=page_url(slug, page),
        back_url=page_url(slug, OWN_PICTURE if page == OWN_WORD else visit.pages[-1].key),
        error=error,
        notice=notice,
    )
