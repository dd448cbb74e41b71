"""What can be done with what was sent: saying how it went, re-opening, withdrawing, deleting."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask import session as cookie

from participation.conversations.services import end_reading, judge
from participation.intake.services import delete_response, reopen_response, use_again, withdraw_response
from participation.kernel import clock
from participation.responses.models import Response as Sent
from participation.web.access import keeps_typed, public
from participation.web.database import ring, session
from participation.web.texts import _
from participation.web.visit import look
from participation.young import forms
from participation.young.views.base import blueprint
from participation.young.views.reading import about_what_was_sent, judging


@blueprint.get("/replies/more")
@public
@about_what_was_sent
def more(response: Sent) -> str:
    """What can be done with what was sent, on a page of its own for those who want less at once."""
    return render_template("conversations/more.html", response=response, **judging(response))


@blueprint.post("/replies/judge")
@public
@about_what_was_sent
def give_verdict(response: Sent) -> Any:
    """ "Did we listen?" and "Did it help?" are two questions, each answered by itself and changed at any time."""
    said = forms.verdict()
    if said and judging(response)["judged"]:
        judge(session(), response.id or 0, *said, clock.today())
    page = "young.more" if look() == "younger" else "young.replies"
    return redirect(url_for(page, _anchor="how"), 303)


@blueprint.route("/replies/not-finished", methods=["GET", "POST"])
@public
@keeps_typed
@about_what_was_sent
def not_finished(response: Sent) -> Any:
    """It is not finished for me: everything is promised anew. Words about it are welcome and not needed."""
    if response.withdrawn_on:
        return redirect(url_for("young.replies"), 303)
    text = forms.message()
    error = forms.fault(text, _("Look at it again"), needed=False) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        reopen_response(session(), ring(), response, text)
        return redirect(url_for("young.replies"), 303)
    page = render_template("conversations/not_finished.html", typed=text, error=error)
    return page, 422 if error else 200


@blueprint.route("/replies/withdraw", methods=["GET", "POST"])
@public
@about_what_was_sent
def withdraw(response: Sent) -> Any:
    """Not counted, not quoted; after a page that says what that means. It can be taken back."""
    if request.method == "GET" and response.withdrawn_on is None:
        return render_template("conversations/withdraw.html")
    if response.withdrawn_on is None:
        withdraw_response(session(), response)
    return redirect(url_for("young.replies"), 303)


@blueprint.post("/replies/use-again")
@public
@about_what_was_sent
def give_back(response: Sent) -> Any:
    """What was withdrawn may be used again after all."""
    if response.withdrawn_on:
        use_again(session(), response)
    return redirect(url_for("young.replies"), 303)


@blueprint.route("/replies/delete", methods=["GET", "POST"])
@public
@about_what_was_sent
def delete(response: Sent) -> Any:
    """Off this page at once and for good; always with the same message, whatever was in the words."""
    if request.method == "GET":
        return render_template("conversations/delete.html")
    delete_response(session(), response)
    end_reading(session(), cookie["secret"])
    return render_template("conversations/deleted.html")
