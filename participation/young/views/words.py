"""The words that were sent: what others see of them, whether they may, saying it differently, taking a copy."""

from io import BytesIO
from typing import Any

from flask import abort, redirect, render_template, request, send_file, url_for
from markupsafe import Markup

from participation.conversations import queries as conversations
from participation.intake.services import agree_to_quote, correct_words
from participation.responses import queries as responses
from participation.responses.models import Response as Sent
from participation.responses.models import Statement
from participation.responses.rules import Medium
from participation.web.access import keeps_typed, public
from participation.web.database import ring, session
from participation.web.texts import _
from participation.web.visit import language, look
from participation.young import forms, queries
from participation.young.views.base import blueprint
from participation.young.views.reading import about_what_was_sent, steps_of, survey_of, texts_of

# A copy is a file of its own, apart from our pages and their content policy, so its few lines of style are in it.
STYLE = (
    "body{font:1.1rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#221a3d;background:#fffdf9}"
    "blockquote{margin:.5rem 0;padding:.5rem 1rem;border-inline-start:4px solid #4a36b5;white-space:pre-line}"
    "svg{max-width:100%;height:auto;border:1px solid #857a92}"
)


@blueprint.get("/replies/words")
@public
@about_what_was_sent
def words(response: Sent) -> str:
    """Everything that was written, drawn and said, with what others see of it."""
    return render_template("conversations/words.html", response=response, texts=texts_of(response))


def _statement(response: Sent, statement_id: int) -> Statement:
    return responses.statement_of(session(), response.id or 0, statement_id) or abort(404)


@blueprint.post("/replies/words/<int:statement_id>/share")
@public
@about_what_was_sent
def share(response: Sent, statement_id: int) -> Any:
    """Say whether others may see a text, as often as one likes; nothing pressed is nothing said."""
    statement, said = _statement(response, statement_id), forms.consent()
    if said and response.withdrawn_on is None:
        agree_to_quote(session(), statement, said)
    return redirect(url_for("young.words", _anchor=f"w{statement_id}"), 303)


@blueprint.route("/replies/words/<int:statement_id>/change", methods=["GET", "POST"])
@public
@keeps_typed
@about_what_was_sent
def change(response: Sent, statement_id: int) -> Any:
    """Say something in other words. The first ones stay with our team, and what is new is read like the first."""
    statement = _statement(response, statement_id)
    text = next((each for each in texts_of(response) if each.id == statement_id and each.words), None)
    if text is None or response.withdrawn_on:
        abort(404)
    if request.method == "GET":
        return _changing(text, text.words)
    error = forms.fault(forms.message(), _("Keep these words"), longest=text.longest)
    if error:
        return _changing(text, forms.message(), error), 422
    if forms.message() != text.words:
        correct_words(session(), ring(), response, statement, forms.message())
    return redirect(url_for("young.words", _anchor=f"w{statement_id}"), 303)


def _changing(text: queries.TextView, typed: str, error: str = "") -> str:
    return render_template(
        "conversations/change.html", text=text, typed=typed, error=error, current_path=url_for("young.words")
    )


@blueprint.get("/replies/words/<int:statement_id>/recording")
@public
@about_what_was_sent
def recording(response: Sent, statement_id: int) -> Any:
    """What was said aloud, to hear again or to take away."""
    wav = responses.recording_wav(session(), ring(), response, _statement(response, statement_id))
    if not wav:
        abort(404)
    answer = send_file(BytesIO(wav), "audio/wav", as_attachment=True, download_name="recording.wav", conditional=True)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/replies/copy")
@public
@about_what_was_sent
def copy(response: Sent) -> Any:
    """A copy of everything, as one file that can be read without us: no script in it and nothing from elsewhere."""
    survey, texts = survey_of(response), texts_of(response)
    page = render_template(
        "conversations/copy.html",
        style=Markup("<style>{}</style>").format(Markup(STYLE)),  # noqa: S704 - our own
        title=survey.definition.title.resolve(language().code, look()).text,
        texts=texts,
        answers=queries.answers(session(), response, survey.definition, language().code, look()),
        spoken=any(text.medium is Medium.RECORDING for text in texts),
        steps=steps_of(response),
        response=response,
        messages=conversations.messages(session(), ring(), response),
    )
    return send_file(BytesIO(page.encode()), "text/html", as_attachment=True, download_name="copy.htm")
