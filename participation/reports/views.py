"""The litmus test as a page and as files. True counts are for those who read the responses, and stay on the page."""

from dataclasses import replace

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from participation.access import Permission, allows
from participation.disclosure import EXPLAINED
from participation.kernel import clock
from participation.kernel.quarters import Quarter
from participation.reports import queries
from participation.reports.forms import AS_LEADERS, LitmusForm
from participation.reports.rules.export import litmus_csv, themes_csv
from participation.reports.rules.places import Named, Reader
from participation.web.access import fresh, principal, requires
from participation.web.database import session

blueprint = Blueprint("reports", __name__, url_prefix="/staff/reports")
FILES = {"statements": litmus_csv, "themes": themes_csv}


@blueprint.get("")
@requires(Permission.READ_REPORTS)
def index() -> str:
    """What there is to read: the newest litmus test's answer, and every quarter."""
    reader = _reader()
    quarters = queries.quarters(session(), clock.today())
    newest = _newest(quarters)
    return render_template(
        "reports/index.html",
        found=queries.litmus(session(), newest, reader, clock.today()),
        quarters=quarters,
        running=quarters[0],
    )


@blueprint.get("/litmus")
@requires(Permission.READ_REPORTS)
def litmus() -> str:
    """Are we doing the right things? What children say."""
    reader, form = _reader(), LitmusForm(request.args)
    quarter, place = _quarter(), _place(reader)
    found = queries.litmus(session(), quarter, reader, clock.today(), place)
    form.offer_quarters(queries.quarters(session(), clock.today()), quarter)
    form.offer_places(found.choices, found.view.place)
    return render_template(
        "reports/litmus.html",
        found=found,
        filters=form,
        may_read=allows(principal(), Permission.READ_RESPONSES),
        address={"quarter": str(quarter), "locality": found.view.place.slug},
        explained=EXPLAINED,
    )


@blueprint.get("/litmus/<what>.csv")
@requires(Permission.READ_REPORTS)
@fresh
def litmus_file(what: str) -> Response:
    """The same as a file, with small numbers hidden whoever fetches it, because files travel."""
    if what not in FILES:
        abort(404)
    reader = replace(_reader(), in_full=False)
    quarter, place = _quarter(), _place(reader)
    places = [place] if place else queries.choices(session(), reader)
    if reader.scope.localities is None:
        places = places[:1]
    found = [queries.litmus(session(), quarter, reader, clock.today(), each) for each in places]
    name = f"litmus-{what}-{str(quarter).lower()}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(FILES[what](found), mimetype="text/csv", headers=disposition)


def _reader() -> Reader:
    """Who asks. Whoever may read the responses can look at the page as others see it."""
    may_read = allows(principal(), Permission.READ_RESPONSES)
    return Reader(principal().scope, in_full=may_read and request.args.get("figures") != AS_LEADERS)


def _quarter() -> Quarter:
    """The quarter that was asked for, or the newest that is over and has replies."""
    offered = queries.quarters(session(), clock.today())
    asked = request.args.get("quarter", "")
    if not asked:
        return _newest(offered)
    return next((each for each in offered if str(each) == asked), None) or abort(404)


def _newest(quarters: tuple[Quarter, ...]) -> Quarter:
    return quarters[1] if len(quarters) > 1 else quarters[0]


def _place(reader: Reader) -> Named | None:
    """The place that was asked for; out of scope is not found."""
    asked = request.args.get("locality", "")
    if not asked:
        return None
    return next((each for each in queries.choices(session(), reader) if each.slug == asked), None) or abort(404)
