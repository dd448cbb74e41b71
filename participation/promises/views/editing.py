"""Making an ask, changing it, putting it into words, saying how it stands, showing it and taking it down."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from participation.access import Permission
from participation.council.queries import localities
from participation.kernel import clock
from participation.kernel.localisation import BY_CODE
from participation.promises import queries, services
from participation.promises.forms import DetailsForm, OutcomeForm, SeenForm, TextsForm
from participation.promises.models import Promise
from participation.promises.queries import Source
from participation.promises.rules import Action, NotReadyError, length_of
from participation.promises.views.base import EVERYWHERE, LOOK_WORDS, OUTCOME_WORDS, TOPICS, blueprint
from participation.themes.queries import active
from participation.web.access import keeps_typed, principal, requires
from participation.web.database import session
from participation.web.guard import id_of

OVERTAKEN = (
    "Somebody else changed this while you had it open, so nothing of yours was saved. Look at how it stands now."
)
DONE = {Action.PUBLISH: "Young people can read it now.", Action.TAKE_DOWN: "Young people do not see it any more."}


def _mine(promise_id: int) -> Promise:
    """An ask that this person may change, locked where it is about to be changed."""
    which = queries.in_charge(principal().scope)
    return queries.promise_for(session(), which, promise_id, lock=request.method == "POST") or abort(404)


def _saved(form: SeenForm, save: Callable[[], object]) -> bool:
    """Whether it was saved; what stands in the way is said on the form, where what was typed is still there."""
    if not form.validate_on_submit():
        return False
    try:
        save()
    except services.ChangedMeanwhileError:
        form.form_errors.append(OVERTAKEN)
    except services.OwnWordsError as stretch:
        form.form_errors.append(
            f"“… {stretch} …” are a young person’s own words. Say it in yours: theirs can be shown with it, and go "
            "from the page when they wish it."
        )
    except NotReadyError as reason:
        form.form_errors.append(str(reason))
    else:
        return True
    return False


def _offer(form: DetailsForm, promise: Promise | None, sources: list[Source]) -> None:
    """What can be chosen: localities of this scope, themes in use, statements that this person may read."""
    scope = principal().scope
    everywhere = [(0, EVERYWHERE)] if scope.localities is None else []
    form.locality.choices = [*everywhere, *((place.id, place.name) for place in localities(session(), scope))]
    form.theme.choices = [(0, "None"), *((theme.id, theme.name) for theme in active(session()))]
    kept = promise.theme_id if promise else None
    if kept and kept not in dict(form.theme.choices):
        form.theme.choices.append((kept, "As before (archived)"))
    form.topic.choices = [(topic.value, words) for topic, (_, words) in TOPICS.items()]
    form.statements.choices = [(each.statement_id, each.text) for each in sources]
    form.quotes.choices = [(each.statement_id, each.text) for each in sources if each.quotable]


@blueprint.route("/staff/promises/add", methods=["GET", "POST"])
@requires(Permission.MAKE_PROMISES)
@keeps_typed
def add() -> Any:
    """A new ask, from a theme, from an approved statement, or from neither."""
    source = _asked_for()
    form = DetailsForm(theme=request.args.get("theme", 0, type=id_of), version=1)
    _offer(form, None, [])
    made: list[Promise] = []
    ids = [source.statement_id] if source else []
    if _saved(form, lambda: made.append(services.make_ask(session(), form.details, principal(), clock.today(), ids))):
        flash("The ask is kept. Now put it into words that young people read.")
        return redirect(url_for("promises.texts", promise_id=made[0].id, language="en"))
    return render_template("promises/details.html", form=form, promise=None, source=source)


def _asked_for() -> Source | None:
    """The statement that the ask is to come from; one that is not there for this person is not there."""
    statement_id = request.args.get("statement", type=id_of)
    if statement_id is None:
        return None
    found = queries.attachable(session(), principal().scope, statement_id)
    if found is None and request.method == "GET":
        abort(404)
    return found


@blueprint.route("/staff/promises/<int:promise_id>/change", methods=["GET", "POST"])
@requires(Permission.MAKE_PROMISES)
@keeps_typed
def change(promise_id: int) -> Any:
    """Change what staff keep of an ask."""
    found = _mine(promise_id)
    sources = queries.sources(session(), principal().scope, promise_id)
    form = DetailsForm(
        obj=found,
        locality=found.locality_id or 0,
        theme=found.theme_id or 0,
        statements=[each.statement_id for each in sources],
        quotes=[each.statement_id for each in sources if each.quoted],
    )
    _offer(form, found, sources)
    if _saved(form, lambda: _change(found, form)):
        flash("Saved.")
        return redirect(url_for("promises.promise", promise_id=promise_id))
    return _again("promises/details.html", form, found, source=None)


def _change(promise: Promise, form: DetailsForm) -> None:
    kept, quoted = form.statements.data or (), form.quotes.data or ()
    seen = form.version.data
    services.change_details(session(), promise, form.details, principal(), seen, kept=kept, quoted=quoted)


def _again(template: str, form: SeenForm, promise: Promise, **values: Any) -> str:
    """The form with what was typed; where somebody else was quicker, with how it stands now to be looked at first."""
    overtaken = OVERTAKEN in form.form_errors
    if overtaken:
        form.version.data = promise.version
    return render_template(
        template, form=form, promise=promise, overtaken=overtaken, outcomes=OUTCOME_WORDS, topics=TOPICS, **values
    )


@blueprint.route("/staff/promises/<int:promise_id>/words/<language>", methods=["GET", "POST"])
@requires(Permission.MAKE_PROMISES)
@keeps_typed
def texts(promise_id: int, language: str) -> Any:
    """What young people read in one language, in each look."""
    found, spoken = _mine(promise_id), BY_CODE.get(language) or abort(404)
    stands = {
        look: words for (code, look), words in queries.wordings(session(), promise_id).items() if code == language
    }
    form = TextsForm(data={"version": found.version, **TextsForm.filled_with(stands)})
    if _saved(form, lambda: _write(found, language, form)):
        flash("Saved. Look at it as young people will see it.")
        return redirect(url_for("promises.promise", promise_id=promise_id))
    lengths = {look: length_of(words.text) for look, words in stands.items()}
    return _again("promises/texts.html", form, found, language=spoken, stands=stands, lengths=lengths, looks=LOOK_WORDS)


def _write(promise: Promise, language: str, form: TextsForm) -> None:
    services.write_texts(session(), promise, language, form.texts, principal(), form.version.data)


@blueprint.route("/staff/promises/<int:promise_id>/outcome", methods=["GET", "POST"])
@requires(Permission.MAKE_PROMISES)
@keeps_typed
def outcome(promise_id: int) -> Any:
    """Say how it stands."""
    found = _mine(promise_id)
    form = OutcomeForm(obj=found)
    form.outcome.choices = [(each.value, words) for each, words in OUTCOME_WORDS.items()]
    if _saved(form, lambda: _set_outcome(found, form)):
        flash("Saved. Check that the words young people read still say the same.")
        return redirect(url_for("promises.promise", promise_id=promise_id))
    return _again("promises/outcome.html", form, found)


def _set_outcome(promise: Promise, form: OutcomeForm) -> None:
    seen, why = form.version.data, form.reason.data
    services.set_outcome(session(), promise, form.outcome.data, why, principal(), clock.today(), seen)


@blueprint.post("/staff/promises/<int:promise_id>/<any(publish, take_down):what>")
@requires(Permission.MAKE_PROMISES)
def move(promise_id: int, what: str) -> Any:
    """Show it to young people, or take it down."""
    found, form, action = _mine(promise_id), SeenForm(), Action(what)
    if _saved(form, lambda: services.move(session(), found, action, principal(), clock.today(), form.version.data)):
        flash(DONE[action])
    else:
        flash(" ".join(form.form_errors) or OVERTAKEN, "worry")
    return redirect(url_for("promises.promise", promise_id=promise_id), 303)
