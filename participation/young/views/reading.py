"""What a return code has opened in this visit, and for whom a page about it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import redirect, render_template, request, url_for
from flask import session as cookie

from participation.conversations import queries as conversations
from participation.conversations.models import Asked, Author, Verdict
from participation.conversations.queries import OpenReading
from participation.conversations.services import mark_seen
from participation.council.views import council
from participation.intake.views import directory
from participation.intake.views.secret import picture_names, word_names
from participation.kernel import clock
from participation.kernel.sealing import SealError
from participation.responses.models import Response as Sent
from participation.responses.rules import OWN_PICTURES, OWN_WORDS, PROGRESS_ORDER
from participation.surveys.queries import Published, version
from participation.web.database import ring, session
from participation.web.texts import _
from participation.web.visit import language, look
from participation.young import queries
from participation.young.forms import message
from participation.young.rules import Step, timeline

View = Callable[..., Any]


def being_read() -> OpenReading | None:
    """What this session gave the code of, unless it was deleted since."""
    if "secret" not in cookie:
        return None
    try:
        return conversations.being_read(session(), cookie["secret"], lock=request.method == "POST")
    except SealError:
        return None


def about_what_was_sent(view: View) -> View:
    """A page about what was sent: for whoever gave the code, and the second secret where there is one.

    Anybody else is led to give them; what was typed in the box waits there meanwhile.
    """

    @wraps(view)
    def asked(*args: Any, **kwargs: Any) -> Any:
        found = being_read()
        if found and found.proven and not found.response.frozen_on:
            return view(found.response, *args, **kwargs)
        if not message().strip():
            return redirect(url_for("young.replies"), 303)
        if found:
            return show(found, message()), 422
        error = _("Your words are needed again. Type them, then send your message: it is still here.")
        return ask_for_code(error=error, typed_message=message()), 422

    return asked


def ask_for_code(typed: str = "", error: str = "", typed_message: str = "") -> str:
    """The page that asks for the words; a message that could not be sent yet waits on it."""
    path = url_for("young.replies")
    return render_template(
        "conversations/replies.html", typed=typed, error=error, message=typed_message, current_path=path
    )


def show(found: OpenReading, typed: str = "", error: str = "") -> str:
    """The page that a return code leads to: everything, or no words without the second secret, or that it is shut."""
    if found.response.frozen_on:
        return show_frozen(typed)
    return show_all(found.response, typed, error) if found.proven else ask_for_secret(found.response, typed, error)


def show_frozen(typed: str = "") -> str:
    """Staff have shut this code. It is never said why: somebody else may be reading."""
    return render_template("conversations/closed.html", typed=typed, current_path=url_for("young.replies"))


def ask_for_secret(response: Sent, typed: str = "", error: str = "") -> str:
    """How far it is, in neutral words, and the picture and word that open the rest."""
    names, words = picture_names(), word_names()
    return render_template(
        "conversations/gate.html",
        steps=steps_of(response),
        waiting=conversations.unseen_replies(session(), response.id or 0),
        pictures=[(key, names[key]) for key in OWN_PICTURES],
        words=[(key, words[key]) for key in OWN_WORDS],
        chosen=request.form,
        typed=typed,
        error=error,
        current_path=url_for("young.replies"),
    )


def show_all(response: Sent, typed: str = "", error: str = "") -> str:
    """The timeline, the messages, and in the looks that bear more at once the words and what can be done with them."""
    mark_seen(session(), response.id or 0, Author.TEAM)
    return render_template(
        "conversations/timeline.html",
        response=response,
        steps=steps_of(response),
        messages=conversations.messages(session(), ring(), response),
        texts=texts_of(response),
        **judging(response),
        typed=typed,
        error=error,
        current_path=url_for("young.replies"),
    )


def judging(response: Sent) -> dict[str, Any]:
    """The two questions, once there is something to judge, with what was said to them so far."""
    said = conversations.judgements(session(), response.id or 0)
    ready = bool(response.decided_on or said or conversations.was_answered(session(), response.id or 0))
    return {
        "judged": [(asked, said.get(asked)) for asked in Asked] if ready else [],
        "verdicts": list(Verdict),
        "not_content": Verdict.NO in said.values() and response.withdrawn_on is None,
    }


def steps_of(response: Sent) -> tuple[Step, ...]:
    """The timeline of a response."""
    done = {step: getattr(response, f"{step.value}_on") for step in PROGRESS_ORDER[1:]}
    taken_back = response.withdrawn_on is not None
    return timeline(response.received_on, response.reopened_on, done, council(), clock.today(), withdrawn=taken_back)


def survey_of(response: Sent) -> Published:
    """The version of the survey that it answers."""
    offered = directory()
    return version(session(), response.survey_version_id, offered.localities, offered.services)


def texts_of(response: Sent) -> tuple[queries.TextView, ...]:
    """What was written, drawn and said, in the words of this visit."""
    return queries.texts(session(), ring(), response, survey_of(response).definition, language().code, look())
