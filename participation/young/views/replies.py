"""Coming back with a return code: giving it, proving that it is yours, writing back, putting it away."""

from typing import Any

from flask import redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from participation.conversations.queries import OpenReading, can_be_read
from participation.conversations.services import begin_reading, end_reading
from participation.intake.services import send_message
from participation.intake.views import resume
from participation.kernel.ids import new_secret
from participation.kernel.sanitise import keep_exact
from participation.responses import queries as responses
from participation.responses.models import Response as Sent
from participation.web.access import keeps_typed, public, records
from participation.web.database import ring, session
from participation.web.errors import TEXTS
from participation.web.guard import csrf_failed
from participation.web.limits import may_try, wrong_guess
from participation.web.templating import by_look
from participation.web.texts import _
from participation.young.forms import fault, message
from participation.young.views.base import blueprint
from participation.young.views.reading import (
    about_what_was_sent,
    ask_for_code,
    ask_for_secret,
    being_read,
    show,
    show_all,
    show_frozen,
)

CODE, SECOND = "return-code", "second-secret"


@blueprint.route("/replies", methods=["GET", "POST"])
@public
@keeps_typed
@records
def replies() -> Any:
    """Enter a return code; then what it leads to."""
    if request.method == "POST":
        return _enter_code(keep_exact(request.form.get("code", ""))[:200])
    found = being_read()
    return show(found) if found else ask_for_code()


def _enter_code(typed: str) -> Any:
    """The right code is looked up first and always opens, whatever was guessed before.

    What was deleted is as if it had never been there: whoever else holds the code learns nothing from it.
    """
    secret = cookie.setdefault("secret", new_secret())
    found = None if csrf_failed() else responses.by_code(session(), ring(), typed)
    if found and can_be_read(found):
        return _open(secret, found)
    onward = None if csrf_failed() else resume(typed)
    if onward:
        return redirect(onward, 303)
    if csrf_failed():
        error = _("This page was open for a long time. Your words are still here. Press the button again.")
    elif not typed.strip():
        error = _("Type the five words that you got, or the numbers.")
    elif wrong_guess(CODE, secret):
        error = _("We can’t find those words. Check each one and try again.")
    else:
        return ask_for_code(typed, by_look(*TEXTS[429][1:]), message()), 429
    return ask_for_code(typed, error, message()), 422


def _open(secret: str, found: Sent) -> Any:
    if found.frozen_on:
        return show_frozen(message())
    begin_reading(session(), secret, found.id or 0)
    if message():
        return show(OpenReading(found, proven=found.second_secret is None), message())
    return redirect(url_for("young.replies"), 303)


@blueprint.post("/replies/own")
@public
@keeps_typed
@records
def own_secret() -> Any:
    """Give the picture and the word that were chosen beside the code: then the words and messages are shown.

    A few hundred pairs are soon tried, so every try is counted before it is looked at.
    """
    found = being_read()
    if found is None or found.proven or found.response.frozen_on:
        return redirect(url_for("young.replies"), 303)
    response, given = found.response, [request.form.get(name, "") for name in ("picture", "word")]
    if csrf_failed():
        error = _("This page was open for a long time. Press the button again.")
    elif not all(given):
        error = _("Pick a picture and a word.")
    elif not may_try(SECOND, cookie["secret"], response.reference):
        error = by_look(
            _("You had a lot of tries. Wait an hour. Then try again."),
            _("There were too many tries, so we wait a while to keep your words safe. Try again in an hour."),
            _("There were too many tries. Please wait an hour. Then try again."),
        )
        return ask_for_secret(response, message(), error), 429
    elif responses.second_secret_matches(ring(), response, *given):
        begin_reading(session(), cookie["secret"], response.id or 0, proven=True)
        return show_all(response, message()) if message() else redirect(url_for("young.replies"), 303)
    else:
        error = _("That is not the picture and word that go with these five words. You can try again.")
    return ask_for_secret(response, message(), error), 422


@blueprint.post("/replies/message")
@public
@keeps_typed
@about_what_was_sent
def write_message(response: Sent) -> Any:
    """Write to the team about what was sent."""
    error = fault(message(), _("Send message"))
    if error:
        return show_all(response, message(), error), 422
    send_message(session(), ring(), response, message())
    return redirect(url_for("young.replies", _anchor="messages"), 303)


@blueprint.post("/replies/close")
@public
def close() -> Response:
    """Put the words away, so that the next person at this screen cannot read them."""
    if "secret" in cookie:
        end_reading(session(), cookie["secret"])
    return redirect(url_for("young.home"), 303)
