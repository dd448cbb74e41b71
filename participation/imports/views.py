"""Imports: bringing a file in, what became of its rows, and what is done with one that is public already."""

from pathlib import PurePath
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from participation.access import Permission
from participation.imports import queries, services
from participation.imports.forms import PublicForm, UploadForm
from participation.imports.models import ImportBatch
from participation.imports.queries import Import
from participation.imports.rules import ImportMapping, ImportRefusedError, read_mapping
from participation.kernel import clock
from participation.surveys.queries import published
from participation.web.access import principal, requires, takes_files
from participation.web.database import database, ring, session
from participation.web.guard import page_number

blueprint = Blueprint("imports", __name__, url_prefix="/staff/imports")


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.IMPORT_RESPONSES)
@takes_files("file", "mapping")
def index() -> Any:
    """Every import, and bringing in another."""
    form, page = UploadForm(), page_number()
    titles = _titles()
    form.survey.choices = list(titles.items())
    if form.validate_on_submit() and (report := _brought_in(form)):
        here = f" {report.already_here:,} were here already." if report.already_here else ""
        flash(f"{report.added:,} rows came in.{here}")
        return redirect(url_for("imports.one", batch_id=report.batch_id))
    found = queries.imports(session(), page)
    return render_template(
        "imports/index.html",
        form=form,
        imports=found[: queries.PAGE],
        more=len(found) > queries.PAGE,
        page=page,
        titles=titles,
        most=current_app.config["MAX_CONTENT_LENGTH"] // 1024**2,
    )


def _titles() -> dict[str, str]:
    """The surveys by slug."""
    surveys = published(session(), (), ()).items()
    return {slug: each.definition.title.resolve("en", "standard").text for slug, each in surveys}


def _brought_in(form: UploadForm) -> services.Report | None:
    """What became of the file, or None with the reasons beside the fields."""
    mapping = _mapping(form)
    if mapping is None:
        return None
    name = form.name.data or PurePath(form.file.data.filename or "").name
    session().commit()  # gives the write lock back: an import takes it for a few rows at a time
    try:
        return services.import_responses(
            database(), ring(), form.file.data.stream, form.survey.data, mapping, principal().staff_id, name=name
        )
    except ImportRefusedError as refused:
        form.file.errors = list(refused.sentences)
        return None


def _mapping(form: UploadForm) -> ImportMapping | None:
    try:
        return read_mapping(form.mapping.data.read().decode())
    except UnicodeDecodeError:
        form.mapping.errors = ["The mapping is not UTF-8. Save it as UTF-8 and try again."]
    except ImportRefusedError as refused:
        form.mapping.errors = list(refused.sentences)
    return None


def _found(batch_id: int) -> Import:
    return queries.one_import(session(), batch_id) or abort(404)


@blueprint.get("/<int:batch_id>")
@requires(Permission.IMPORT_RESPONSES)
def one(batch_id: int) -> str:
    """One import: where it stands, and the lines that were refused or noted."""
    found, page, notes = _found(batch_id), page_number(), "notes" in request.args
    remarks = queries.remarks(session(), batch_id, refused=not notes, page=page)
    return render_template(
        "imports/one.html",
        batch=found,
        title=_titles()[found.survey],
        standing=queries.standing(session(), batch_id),
        remarks=remarks[: queries.PAGE],
        more=len(remarks) > queries.PAGE,
        page=page,
        notes=notes,
    )


@blueprint.route("/<int:batch_id>/public", methods=["GET", "POST"])
@requires(Permission.APPROVE_PUBLIC_IMPORT)
def public(batch_id: int) -> Any:
    """Say that an import's words are public already, with the reason; asked on a page of its own."""
    found, form = _found(batch_id), PublicForm()
    if found.public_on or not found.finished:
        return redirect(url_for("imports.one", batch_id=batch_id))
    if form.validate_on_submit():
        batch = session().get_one(ImportBatch, batch_id)
        services.mark_public(session(), batch, form.reason.data, principal(), clock.today())
        flash("Marked as already public.")
        return redirect(url_for("imports.one", batch_id=batch_id))
    return render_template("imports/public.html", form=form, batch=found)


def _public_one(batch_id: int) -> None:
    """Nothing is done with an import as a whole unless it is public already."""
    if _found(batch_id).public_on is None:
        abort(404)
    session().commit()  # gives the write lock back, as above


@blueprint.post("/<int:batch_id>/approve")
@requires(Permission.APPROVE_PUBLIC_IMPORT)
def approve(batch_id: int) -> Response:
    """Approve whatever waits unflagged."""
    _public_one(batch_id)
    count = services.approve_all(database(), ring(), batch_id, principal(), clock.today())
    flash(f"{count:,} statements were approved.")
    return redirect(url_for("imports.one", batch_id=batch_id))


@blueprint.post("/<int:batch_id>/code")
@requires(Permission.APPROVE_PUBLIC_IMPORT)
def code(batch_id: int) -> Response:
    """Code by the file's own labels."""
    _public_one(batch_id)
    done = services.code_by_label(database(), batch_id, principal(), clock.today())
    flash(f"{done.codes:,} codes were given; {done.themes} labels became new themes.")
    if done.archived:
        flash(f"No code was given for archived themes: {', '.join(done.archived)}.", "worry")
    return redirect(url_for("imports.one", batch_id=batch_id))
