"""The code book, a theme's statements, and coding a statement."""

from typing import Any, NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from participation.access import Permission
from participation.accounts.rules import own_path
from participation.council.queries import localities
from participation.kernel import clock
from participation.surveys.rules import Lens
from participation.themes import queries, services
from participation.themes.forms import CodingForm, ThemeForm
from participation.themes.models import Theme
from participation.web.access import keeps_typed, principal, requires
from participation.web.database import session
from participation.web.guard import id_of, page_number

blueprint = Blueprint("themes", __name__, url_prefix="/staff/themes")


class LensWords(NamedTuple):
    """A lens on these pages: of one statement, of several, and the tone of its badge."""

    one: str
    many: str
    tone: str


LENSES = {
    Lens.GOOD_THING: LensWords("Good thing", "Good things", "good"),
    Lens.WORRY: LensWords("Worry", "Worries", "worry"),
    Lens.CHANGE_WANTED: LensWords("Change wanted", "Changes wanted", "change"),
    Lens.OTHER: LensWords("Other", "Other", "calm"),
}


@blueprint.get("")
@requires(Permission.CODE_THEMES)
def code_book() -> str:
    """Every theme with its counts; the one that was just archived can be brought back at once."""
    rows = queries.code_book(session(), principal().scope)
    others = any(Lens.OTHER in row.counts for row in rows)
    return render_template(
        "themes/code_book.html",
        themes=[row for row in rows if not row.archived],
        archived=[row for row in rows if row.archived],
        undo=request.args.get("archived", type=id_of),
        lenses={lens: words for lens, words in LENSES.items() if others or lens is not Lens.OTHER},
        most=max((row.total for row in rows if not row.archived), default=0),
    )


@blueprint.route("/add", methods=["GET", "POST"])
@requires(Permission.EDIT_CODE_BOOK)
@keeps_typed
def add() -> Any:
    """A new theme."""
    form = ThemeForm()
    if form.validate_on_submit():
        try:
            theme = services.add_theme(session(), form.text, principal())
        except services.NameTakenError:
            form.name.errors = [_taken()]
        else:
            flash(f"“{theme.name}” is in the code book.")
            return redirect(url_for("themes.theme", theme_id=theme.id))
    return render_template("themes/edit.html", form=form, theme=None)


def _taken() -> str:
    return "Another theme has this name, perhaps an archived one. Choose another name, or bring that one back."


@blueprint.get("/<int:theme_id>")
@requires(Permission.CODE_THEMES)
def theme(theme_id: int) -> str:
    """A theme and the approved statements that speak of it."""
    rows = queries.code_book(session(), principal().scope, theme_id) or abort(404)
    lens, page = request.args.get("lens", type=Lens), page_number()
    found = queries.statements(session(), principal().scope, theme_id, lens=lens, page=page)
    return render_template(
        "themes/theme.html",
        theme=rows[0],
        statements=found[: queries.PAGE],
        more=len(found) > queries.PAGE,
        page=page,
        lens=lens,
        lenses=LENSES,
        localities={place.id: place.name for place in localities(session())},
    )


@blueprint.route("/<int:theme_id>/change", methods=["GET", "POST"])
@requires(Permission.EDIT_CODE_BOOK)
@keeps_typed
def change(theme_id: int) -> Any:
    """Change a theme's words; its codes stay."""
    found = session().get(Theme, theme_id) or abort(404)
    form = ThemeForm(obj=found)
    if form.validate_on_submit():
        try:
            services.change_theme(session(), found, form.text, principal())
        except services.NameTakenError:
            form.name.errors = [_taken()]
        else:
            flash("Saved.")
            return redirect(url_for("themes.theme", theme_id=theme_id))
    return render_template("themes/edit.html", form=form, theme=found)


@blueprint.post("/<int:theme_id>/archive")
@requires(Permission.EDIT_CODE_BOOK)
def archive(theme_id: int) -> Response:
    """Take a theme out of use, or undo that."""
    found = session().get(Theme, theme_id) or abort(404)
    if "undo" not in request.form:
        services.set_archived(session(), found, True, principal())
        return redirect(url_for("themes.code_book", archived=theme_id))
    services.set_archived(session(), found, False, principal())
    flash(f"“{found.name}” is in use again.")
    return redirect(url_for("themes.code_book"))


@blueprint.post("/code/<int:statement_id>")
@requires(Permission.CODE_THEMES)
def code(statement_id: int) -> Response:
    """Set the codes of a statement and go back to where it was read."""
    form = CodingForm()
    try:
        changed = services.code(session(), statement_id, set(form.themes.data or ()), principal(), clock.today())
    except services.NoSuchStatementError:
        abort(404)
    except services.NoSuchThemeError:
        flash("The code book has changed since the page was opened. Look at the themes again.", "worry")
    except services.NotApprovedError:
        flash("Only approved statements are coded. This one is not approved now.", "worry")
    else:
        flash("Themes saved." if changed else "Nothing was changed.")
    return redirect(_next())


def _next() -> str:
    """Only a path of our own staff pages is followed."""
    return own_path(request.form.get("next")) or url_for("themes.code_book")
