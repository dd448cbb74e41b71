"""The languages pages: what a person still has to read, side by side with the English."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from participation.access import Permission
from participation.kernel.localisation import BY_CODE
from participation.languages import queries, services
from participation.languages.forms import STATES, FindForm, TextsForm
from participation.languages.rules import Kind, found
from participation.web.access import fresh, principal, requires
from participation.web.database import session

blueprint = Blueprint("languages", __name__, url_prefix="/staff/languages")
LANGUAGE = "/<any(cy, pl, uk, ur, ar):code>"
KIND = "/<any(safety, ordinary):kind>"
A_PAGE = 20  # as many as can be read within the ten minutes that a fresh sign-in lasts


@blueprint.get("")
@requires(Permission.APPROVE_TEXTS)
def index() -> str:
    """Each language with what is approved and what waits."""
    return render_template("languages/index.html", overview=queries.overview(session()), kinds=Kind)


@blueprint.get(f"{LANGUAGE}{KIND}")
@requires(Permission.APPROVE_TEXTS)
@fresh
def texts(code: str, kind: str) -> str:
    """The texts of a language beside their English, a few at a time."""
    return _texts(code, Kind(kind), TextsForm())


def _texts(code: str, kind: Kind, ticked: TextsForm) -> str:
    find, page = FindForm(request.args), _page()
    words, state = find.wanted
    everything = queries.standings_of(session(), code, kind)
    listed = [standing for standing in everything if found(standing, words, state)]
    begin = (page - 1) * A_PAGE
    return render_template(
        "languages/texts.html",
        spoken=BY_CODE[code],
        kind=kind,
        find=find,
        chosen=find.chosen,
        form=ticked,
        shown=listed[begin : begin + A_PAGE],
        how_many=len(listed),
        waiting=sum(standing.state != "approved" for standing in everything),
        page=page,
        more=len(listed) > begin + A_PAGE,
        states=STATES,
    )


def _page() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), 10_000)


ORDERS = {"approve": services.approve, "take-back": services.take_back}
SAID = {"approve": "approved", "take-back": "no longer approved"}


@blueprint.post(f"{LANGUAGE}{KIND}/<any(approve, 'take-back'):order>")
@requires(Permission.APPROVE_TEXTS)
@fresh
def decide(code: str, kind: str, order: str) -> Any:
    """Stand by the texts that were ticked, or no longer."""
    form = TextsForm()
    if not form.validate_on_submit():
        return _texts(code, Kind(kind), form)
    ticked = [text for text in queries.texts(code, Kind(kind)) if text.text_hash in form.texts.data]
    done = ORDERS[order](session(), principal().staff_id, code, ticked)
    return _changed(f"{done} {'text is' if done == 1 else 'texts are'} {SAID[order]}.", code, kind)


@blueprint.post(f"{LANGUAGE}/read")
@requires(Permission.APPROVE_TEXTS)
@fresh
def read_whole(code: str) -> Response:
    """A person has read all ordinary texts."""
    services.read_whole(session(), principal().staff_id, code)
    return _changed(f"{BY_CODE[code].english_name}: read by a person.", code, Kind.ORDINARY)


def _changed(text: str, code: str, kind: str) -> Response:
    """Every page shows it from the next request on, and each other process within seconds."""
    for kept in current_app.extensions["participation_kept"]:
        kept.forget_after(session())
    flash(text)
    place: dict[str, Any] = {"page": _page(), **FindForm(request.args).chosen}
    return redirect(url_for("languages.texts", code=code, kind=kind, **place))
