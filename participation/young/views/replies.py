"""Coming back with a return code: the timeline, the words, the messages, and what can be done with them."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from participation.conversations import queries as conversations
from participation.conversations.models import Author
from participation.conversations.services import LONGEST, begin_reading, end_reading, mark_seen
from participation.council.views import council
from participation.intake.services import agree_to_quote, delete_response, send_message
from participation.intake.views import directory
from participation.kernel import clock
from participation.kernel.ids import new_secret
from participation.kernel.sanitise import keep_exact
from participation.kernel.sealing import SealError
from participation.responses import queries as responses
from participation.responses.models import Response as Sent
from participation.responses.rules import QUOTABLE, QuoteConsent, StatementStatus
from participation.surveys.queries import version
from participation.web.access import keeps_typed, public, records
from participation.web.database import ring, session
from participation.web.errors import TEXTS
from participation.web.guard import csrf_failed
from participation.web.limits import wrong_guess
from participation.web.templating import by_look
from participation.web.texts import _
from participation.web.visit import language as spoken
from participation.web.visit import look as seen
from participation.young.rules import timeline
from participation.young.views.base import blueprint


def _being_read() -> Sent | None:
    if "secret" not in cookie:
        return None
    try:
        found = conversations.being_read(session(), cookie["secret"])
    except SealError:
        return None
    return found.response if found else None


@blueprint.route("/replies", methods=["GET", "POST"])
@public
@keeps_typed
@records
def replies() -> Any:
    """Enter a return code; then the timeline, the words and the messages."""
    if request.method == "POST":
        return _enter_code(keep_exact(request.form.get("code", ""))[:200])
    response = _being_read()
    return _timeline(response) if response else _ask_for_code()


def _ask_for_code(typed: str = "", error: str = "", message: str = "") -> str:
    """The page that asks for the words; a message that could not be sent yet waits on it."""
    path = url_for("young.replies")
    return render_template("conversations/replies.html", typed=typed, error=error, message=message, current_path=path)


def _enter_code(typed: str) -> Any:
    message = keep_exact(request.form.get("message", ""))
    secret = cookie.setdefault("secret", new_secret())
    found = None if csrf_failed() else responses.by_code(session(), ring(), typed)
    if found and found.withdrawn_on is None and found.data_key:
        begin_reading(session(), secret, found.id or 0)
        return _timeline(found, message) if message else redirect(url_for("young.replies"), 303)
    if csrf_failed():
        error = _("This page was open for a long time. Your words are still here. Press the button again.")
    elif found:
        error = _("You took back what you sent with these words. There is nothing to read any more.")
    elif not typed.strip():
        error = _("Type the five words that you got, or the numbers.")
    elif wrong_guess("return-code", secret):
        error = _("We can’t find those words. Check each one and try again.")
    else:
        return _ask_for_code(typed, by_look(*TEXTS[429][1:]), message), 429
    return _ask_for_code(typed, error, message), 422


def _timeline(response: Sent, typed: str = "", error: str = "") -> str:
    mark_seen(session(), response.id or 0, Author.TEAM)
    days = (response.received_on, response.read_on, response.talked_about_on, response.decided_on)
    return render_template(
        "conversations/timeline.html",
        steps=timeline(*days, council(), clock.today()),
        messages=conversations.messages(session(), ring(), response),
        words=_words(response),
        typed=typed,
        error=error,
        current_path=url_for("young.replies"),
    )


def _words(response: Sent) -> list[dict[str, Any]]:
    """What this young person wrote, and what others may see of it."""
    offered = directory()
    asked = version(session(), response.survey_version_id, offered.localities, offered.services)
    questions = asked.definition.questions_by_key
    return [
        {
            "title": questions[row.question_key].title.resolve(spoken().code, seen()).text,
            "original": responses.exact_words(ring(), response, row),
            "agreed": row.quote_consent in QUOTABLE,
            "shown": row.status is StatementStatus.APPROVED and row.quote_consent in QUOTABLE,
            "published": row.published,
            "changed": bool(row.redactions),
        }
        for row in responses.statements_of(session(), response.id or 0)
    ]


@blueprint.post("/replies/message")
@public
@keeps_typed
def write_message() -> Any:
    """Write to the team about what was sent."""
    response = _being_read()
    text = keep_exact(request.form.get("message", ""))
    if response is None:
        error = _("Your words are needed again. Type them, then send your message: it is still here.")
        return _ask_for_code(error=error, message=text), 422
    error = _message_fault(text)
    if error:
        return _timeline(response, text, error), 422
    send_message(session(), ring(), response, text)
    return redirect(url_for("young.replies"), 303)


def _message_fault(text: str) -> str:
    if csrf_failed():
        return _("This page was open for a long time. What you wrote is still here. Press Send again.")
    if not text.strip():
        return _("Write something first.")
    if len(text) > LONGEST:
        return _("That is too long. Can you make it shorter? You can send more than one.")
    return ""


@blueprint.route("/replies/withdraw", methods=["GET", "POST"])
@public
def withdraw() -> Any:
    """Take back what was sent, after a page that says what that means."""
    response = _being_read()
    if response is None:
        return redirect(url_for("young.replies"), 303)
    if request.method == "GET":
        return render_template("conversations/withdraw.html")
    delete_response(session(), response)
    end_reading(session(), cookie["secret"])
    return render_template("conversations/withdrawn.html")


@blueprint.post("/replies/private")
@public
def stop_showing() -> Response:
    """Show these words to nobody else from now on."""
    response = _being_read()
    if response is not None:
        for statement in responses.statements_of(session(), response.id or 0):
            agree_to_quote(session(), statement, QuoteConsent.DO_NOT_SHARE)
    return redirect(url_for("young.replies"), 303)


@blueprint.post("/replies/close")
@public
def close() -> Response:
    """Put the words away, so that the next person at this screen cannot read them."""
    if "secret" in cookie:
        end_reading(session(), cookie["secret"])
    return redirect(url_for("young.home"), 303)
