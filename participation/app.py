"""create_app: the only module that imports every feature and puts them together."""

import logging
import sys
from collections.abc import Mapping

from flask import Flask
from flask_compress import Compress
from flask_login import current_user
from werkzeug.middleware.proxy_fix import ProxyFix

from participation.access import GRANTS, Permission
from participation.accounts import jobs as account_jobs
from participation.accounts import queries as account_queries
from participation.accounts import views as accounts
from participation.audit import jobs as audit_jobs
from participation.audit import views as audit
from participation.council import queries as council_queries
from participation.council import views as council
from participation.council.rules import CouncilSettings
from participation.identity import models as identity_models  # noqa: F401 - its tables are known from here on
from participation.imports import views as imports
from participation.intake import views as intake
from participation.kernel.database import Database
from participation.kernel.jobs import AnyJob, make_queue, run_once, schedule
from participation.kernel.sealing import KeyRing
from participation.kernel.settings import Settings, files, load_settings
from participation.languages import queries as language_queries
from participation.languages import views as languages
from participation.moderation import views as moderation
from participation.promises import views as promises
from participation.reports import views as reports
from participation.retention import jobs as retention_jobs
from participation.safeguarding import jobs as safeguarding_jobs
from participation.safeguarding import views as safeguarding
from participation.surveys import queries as survey_queries
from participation.themes import views as themes
from participation.web import assets, health
from participation.web.access import refuse_by_default
from participation.web.cookies import use_two_cookies
from participation.web.database import commit_each_request, session
from participation.web.errors import place_of, show_errors
from participation.web.guard import check_csrf, guard_requests
from participation.web.kept import Kept
from participation.web.navigation import STAFF_PAGES
from participation.web.templating import add_globals
from participation.web.visit import remember_visit
from participation.young import views as young

BLUEPRINTS = (
    assets.blueprint,
    health.blueprint,
    young.blueprint,
    intake.blueprint,
    accounts.blueprint,
    moderation.blueprint,
    safeguarding.blueprint,
    themes.blueprint,
    promises.blueprint,
    reports.blueprint,
    imports.blueprint,
    council.blueprint,
    languages.blueprint,
    audit.blueprint,
)


def create_app(settings: Settings | None = None, database: Database | None = None) -> Flask:
    """The whole program as a WSGI application."""
    settings = settings or load_settings()
    log_without_content()
    app = Flask("participation", template_folder=str(files("templates")), static_folder=None)
    app.config.update(SECRET_KEY=settings.secret_key.get_secret_value(), DEMO=settings.demo, SETTINGS=settings)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=count, x_host=count)  # type: ignore[method-assign]
    database = database or Database(settings.database_url)
    app.extensions["participation_ring"] = KeyRing(settings.key_ring)
    use_two_cookies(app, https=settings.https)
    guard_requests(app, https=settings.https, most_bytes=settings.request_bytes)
    commit_each_request(app, database)
    accounts.use_staff_sessions(app)
    refuse_by_default(app)
    check_csrf(app)
    remember_visit(app)
    add_globals(app)
    show_errors(app)
    compress(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    provide_council(app, database)
    provide_languages(app, database)
    provide_staff_navigation(app)
    return app


def jobs(settings: Settings) -> tuple[AnyJob, ...]:
    """The background work of every feature."""
    return (*audit_jobs.JOBS, *account_jobs.JOBS, *retention_jobs.JOBS, *safeguarding_jobs.jobs(settings))


def work(settings: Settings) -> None:
    """Do the background work until SIGINT or SIGTERM: everything once at the start, then each job in its time."""
    log_without_content()
    database, queue = Database(settings.database_url), make_queue(settings.queue_url)
    schedule(queue, database, jobs(settings))
    run_once(database, jobs(settings))
    queue.create_consumer(workers=1, check_worker_health=True).run()


def compress(app: Flask) -> None:
    """Pages travel compressed; static files bring their own forms."""
    app.config.update(
        COMPRESS_MIMETYPES=["text/html", "text/csv", "application/json"],
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=3,
        COMPRESS_LEVEL=4,
    )
    Compress(app)


def provide_council(app: Flask, database: Database) -> None:
    """Give every page the council's words, and the pages of surveys what is open."""
    words, directory = Kept(database, council_queries.in_force), Kept(database, survey_queries.directory)
    app.extensions["participation_council"] = words.get
    app.extensions["participation_static"] = lambda: _parts(words)
    app.extensions["participation_surveys"] = directory.get
    app.extensions["participation_kept"] = (words, directory)
    app.jinja_env.globals.update(hours_now=council.hours_now, hours_in_words=council.hours)
    app.context_processor(lambda: {"council": words.get()})


def provide_languages(app: Flask, database: Database) -> None:
    """Give every page what is approved of its texts, and the list of languages which a person has read."""
    approved = Kept(database, language_queries.approved)
    app.extensions["participation_approvals"] = lambda: _approvals(approved)
    app.extensions["participation_kept"] += (approved,)
    app.jinja_env.globals.update(
        languages_read=lambda: language_queries.read_by_somebody(approved.get()),
        languages_waiting=lambda: language_queries.waiting(approved.get()),
    )


def _approvals(approved: Kept[language_queries.Approved]) -> language_queries.Approved:
    """Without the database nothing counts as approved: safety texts stand in English, on the page that says so too."""
    try:
        return approved.get()
    except Exception as error:
        logging.getLogger(__name__).error("the approved texts: %s", type(error).__name__)
        return {}


def _parts(words: Kept[CouncilSettings]) -> Mapping[str, bytes]:
    """What the council's settings bring to static files. A page without its colour is better than none."""
    try:
        return words.get().static_parts
    except Exception as error:
        logging.getLogger(__name__).error("the council's colour and logo: %s", type(error).__name__)
        return {}


def provide_staff_navigation(app: Flask) -> None:
    """The staff pages that this person may open, for the bar at the top."""

    def staff_pages() -> dict[str, object]:
        if not current_user.is_authenticated:
            return {"staff_nav": (), "staff_name": ""}
        granted = GRANTS.get(current_user.principal.role, frozenset())
        return {
            "staff_nav": [page for page in STAFF_PAGES if page.permission in granted],
            "staff_name": current_user.principal.name,
            "may": lambda name: Permission(name) in granted,
            "staff_names": lambda: account_queries.names(session()),
        }

    app.context_processor(staff_pages)


class WithoutContent(logging.Formatter):
    """Kinds and places only. Of what other people's code logs, the sentence is kept and what would fill it is not."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        ours = record.name.partition(".")[0] == "participation"
        text = record.getMessage() if ours else str(record.msg)
        error = record.exc_info[1] if record.exc_info else None
        where = f" ({type(error).__name__} at {place_of(error)})" if error else ""
        return f"{record.levelname} {record.name}: {text}{where}"


def log_without_content() -> None:
    """Log kinds and places: no text, no code, no name, no address of a visitor."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutContent())
    logging.basicConfig(handlers=[handler], level=logging.INFO)
    for name in ("werkzeug", "granian", "_granian", "huey", "alembic"):
        logging.getLogger(name).setLevel(logging.ERROR)
