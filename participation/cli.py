"""The `participation` command. Errors are one clear sentence on standard error, never a traceback.

Exit code 1 is a fault, 2 wrong usage. Commands import what they need, so that others start fast.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from participation import __version__
from participation.access import Role

if TYPE_CHECKING:
    from participation.kernel.database import Database
    from participation.kernel.quarters import Quarter
    from participation.kernel.sealing import KeyRing
    from participation.kernel.settings import Settings


class Commands(click.Group):
    """A group whose failures are sentences."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what goes wrong becomes a sentence and exit code 1."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            raise click.exceptions.Exit(1) from None
        except Exception as error:
            raise click.ClickException(sentence(error)) from error


def sentence(error: Exception) -> str:
    """What went wrong, in a sentence; of an error that is none of ours only its kind, since it may carry content."""
    from sqlalchemy.exc import OperationalError, ProgrammingError

    if isinstance(error, OperationalError | ProgrammingError):
        return "The database cannot be used as it is. Is it running? `participation db upgrade` makes missing tables."
    if isinstance(error, UnicodeDecodeError):
        return "A file is not UTF-8. Save it as UTF-8 and try again."
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    if type(error).__module__.startswith("participation."):
        return str(error) or type(error).__name__
    return f"That failed ({type(error).__name__})."


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=None, message="participation %(version)s", version=__version__)
def cli() -> None:
    """Children and young people say how things are, and something changes."""


def main() -> None:
    """Run the command that the command line names; files that it makes are for its own user alone."""
    os.umask(0o077)
    cli()


@contextmanager
def opened() -> Iterator[tuple[Settings, Database, KeyRing]]:
    """Settings, database and key ring from the environment."""
    from participation import app  # noqa: F401 - so that every table is known
    from participation.kernel.database import Database
    from participation.kernel.sealing import KeyRing
    from participation.kernel.settings import load_settings

    settings = load_settings()
    database = Database(settings.database_url)
    try:
        yield settings, database, KeyRing(settings.key_ring)
    finally:
        database.close()


def progress(label: str, length: int) -> Any:
    """A progress bar on a terminal; nothing in a pipe."""
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())


# --- the demo and the servers


@cli.command()
@click.option("--reset", is_flag=True, help="Make the demo council anew.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same demo on the same day.")
@click.option("--responses", type=click.IntRange(20, 100_000), default=3600, show_default=True)
def demo(reset: bool, seed: int, responses: int) -> None:
    """Make a demo council where there is none, and serve it with its worker on this machine only."""
    from participation.demo.making import demo_database, is_there, settings_of_demo
    from participation.demo.running import run
    from participation.server import check_port

    settings = settings_of_demo()
    check_port("127.0.0.1", settings.port)
    if not reset and is_there(settings) and not asked_for_defaults():
        click.echo("The demo council is there already. Add --reset to make it anew.", err=True)
    with quiet_progress("Making the demo council") as step:
        demo_database(settings, reset=reset, seed=seed, responses=responses, tell=step)
    run(settings, click.echo)


def asked_for_defaults() -> bool:
    """Whether this command was given neither a seed nor a number."""
    context = click.get_current_context()
    given = (context.get_parameter_source(name) for name in ("seed", "responses"))
    return all(source is click.core.ParameterSource.DEFAULT for source in given)


@contextmanager
def quiet_progress(label: str) -> Iterator[Any]:
    """`step(done, all)`: a bar that appears with the first step."""
    shown: list[Any] = []

    def step(done: int, whole: int) -> None:
        if not shown:
            shown.append(progress(label, whole))
            shown[0].__enter__()
        shown[0].update(done - shown[0].pos)

    try:
        yield step
    finally:
        if shown:
            shown[0].__exit__(None, None, None)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; a proxy stands in front.")
def serve(host: str) -> None:
    """Serve the pages on PORT."""
    from participation import server
    from participation.kernel.settings import LOOPBACK, SettingsError

    with opened() as (settings, database, _):
        if settings.demo and host not in LOOPBACK:
            raise SettingsError("The demo's secrets are known to everybody, so it listens on this machine only.")
        require_tables(database)
    server.serve(settings, host)


def require_tables(database: Database) -> None:
    """Stop with a sentence where the tables are not those of this version."""
    from participation.checks import database_fault

    if fault := database_fault(database):
        raise click.ClickException(fault)


@cli.command()
def worker() -> None:
    """Do the background work."""
    from participation.app import work

    with opened() as (settings, database, _):
        require_tables(database)
    work(settings)


# --- database, keys, record


@cli.group()
def db() -> None:
    """Make, migrate and check the tables."""


@db.command()
def upgrade() -> None:
    """Bring the tables up to this version; what is ready-made and not yet there is published."""
    from participation.kernel import clock
    from participation.kernel.migrations import upgrade as migrate
    from participation.surveys.services import ship as ship_surveys
    from participation.themes.services import ship as ship_themes

    with opened() as (_, database, _ring):
        migrate(database)
        with database.transaction() as session:
            ship_surveys(session, clock.today())
            ship_themes(session)
    click.echo("The database is up to date.")


@db.command("check")
def check_database() -> None:
    """Say whether the tables are those of this version."""
    with opened() as (_, database, _ring):
        require_tables(database)
    click.echo("The database is up to date.")


@cli.group()
def audit() -> None:
    """The record of what staff did."""


@audit.command()
def verify() -> None:
    """Check the chain of the record from its beginning."""
    from participation.audit.queries import verify as check_chain

    with opened() as (_, database, _ring), database.session(write=False) as session:
        count, fault = check_chain(session)
    if fault is not None:
        raise click.ClickException(f"The record is broken at event {fault} of {count}.")
    click.echo(f"The record is whole: {count} events.")


@cli.group()
def keys() -> None:
    """The keys that seal what young people write."""


@keys.command()
def rotate() -> None:
    """Seal everything under the first key of PARTICIPATION_SEALING_KEYS; can be run again where it was cut short."""
    from participation.keys import rotate as seal_anew

    with opened() as (_, database, ring), quiet_progress("Sealing anew") as step:
        require_tables(database)
        changed = seal_anew(database, ring, step)
    click.echo(f"{changed} rows were sealed under {ring.current}; nothing is left under another key.")


@cli.command()
@click.option("--dry-run", is_flag=True, help="Only say how much would go.")
def purge(dry_run: bool) -> None:
    """Delete what has been kept long enough, and shred what was taken back."""
    from dataclasses import asdict

    from participation.kernel import clock
    from participation.retention.services import purge as delete

    with opened() as (_, database, _ring):
        require_tables(database)
        with database.transaction() as session:
            found = delete(session, clock.now(), dry_run=dry_run)
        if not dry_run:
            database.forget_deleted()
    for kind, count in asdict(found).items():
        click.echo(f"{kind.replace('_', ' '):10} {count}")


# --- staff


@cli.group()
def user() -> None:
    """Staff accounts."""


def new_password() -> str:
    """Ask twice on a terminal; in a pipe it is the first line."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


@user.command()
@click.option("--email", prompt="E-mail address")
@click.option("--name", prompt=True)
@click.option("--role", prompt=True, type=click.Choice([role.value for role in Role]))
@click.option("--locality", "slugs", multiple=True, help="Limit to a locality, by its slug; may be given again.")
def add(email: str, name: str, role: str, slugs: tuple[str, ...]) -> None:
    """Add a member of staff. The first password is asked for, or read from standard input; its owner changes it."""
    from participation.accounts.services import add_staff
    from participation.council.queries import localities

    password = new_password()
    with opened() as (_, database, _ring), database.transaction() as session:
        known = {place.slug: place.id for place in localities(session)}
        if missing := [slug for slug in slugs if slug not in known]:
            raise click.ClickException(
                f"There is no locality {', '.join(missing)}. Known: {', '.join(known) or 'none'}."
            )
        places = [known[slug] for slug in slugs]
        add_staff(
            session, email=email, name=name, role=Role(role), password=password, localities=places, temporary=True
        )
    click.echo(f"Added {email.strip().lower()}.")


@user.command()
@click.argument("email")
def reset(email: str) -> None:
    """Give a first password again and end every session; the second factor is enrolled anew."""
    from participation.accounts.queries import by_email
    from participation.accounts.services import forget_second_factor, set_password

    password = new_password()
    with opened() as (_, database, _ring), database.transaction() as session:
        staff = by_email(session, email)
        if staff is None:
            raise click.ClickException("There is no account with this e-mail address.")
        set_password(session, staff, password, by=None, temporary=True)
        forget_second_factor(session, staff, by=None)
    click.echo(f"{email.strip().lower()} has a new password.")


@user.command("list")
def list_users() -> None:
    """Say who has an account: address, role, name."""
    from participation.accounts.queries import everyone

    with opened() as (_, database, _ring), database.session(write=False) as session:
        for staff in everyone(session):
            closed = "  (closed)" if staff.disabled else ""
            click.echo(f"{staff.email:40} {staff.role.value:8} {staff.name}{closed}")


# --- words


@cli.command("screen")
def screen_lines() -> None:
    """Screen texts: JSON Lines in, JSON Lines out, in the same order."""
    from participation.screening.stream import screen_stream

    def lines() -> Iterable[str]:
        for raw in sys.stdin.buffer:
            try:
                yield raw.decode()
            except UnicodeDecodeError:
                yield "not UTF-8"

    raise click.exceptions.Exit(screen_stream(lines(), sys.stdout))


@cli.group("import")
def import_() -> None:
    """Bring in what was collected elsewhere."""


EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@import_.command("responses")
@click.argument("file", type=EXISTING)
@click.option("--survey", "slug", required=True, help="The survey that the rows are responses to, by its slug.")
@click.option("--map", "mapping", required=True, type=EXISTING, help="What the columns mean, as TOML.")
def import_rows(file: Path, slug: str, mapping: Path) -> None:
    """Bring responses in from a CSV file. Every row comes in or is named with a reason; again adds nothing."""
    from participation.imports.rules import read_mapping
    from participation.imports.services import import_responses

    meant = read_mapping(mapping.read_text("utf-8"))
    with opened() as (_, database, ring), quiet_progress("Bringing in") as step:
        require_tables(database)
        report = import_responses(database, ring, file, slug, meant, name=file.name, tell=step)
    for remark in (*report.notes, *report.refused):
        click.echo(f"line {remark.line}: {remark.reason}", err=True)
    click.echo(
        f"{report.rows} rows: {report.added} added, {report.already_here} here already, {len(report.refused)} refused."
    )
    raise click.exceptions.Exit(1 if report.refused else 0)


# --- surveys


@cli.group()
def survey() -> None:
    """Surveys as data."""


@survey.command("export")
@click.argument("slug")
@click.option("--format", "kind", type=click.Choice(["json"]), default="json", show_default=True)
def export_survey(slug: str, kind: str) -> None:  # noqa: ARG001 - the formats of the contract grow
    """Write the newest version of a survey to standard output."""
    from participation.surveys.queries import published
    from participation.surveys.rules import dump_definition

    with opened() as (_, database, _ring), database.session(write=False) as session:
        found = published(session, (), ()).get(slug)
    if found is None:
        raise click.ClickException(f"There is no survey {slug}.")
    click.echo(dump_definition(found.definition))


@survey.command("import")
@click.argument("file", type=EXISTING)
def import_survey(file: Path) -> None:
    """Publish a survey from a JSON file; the same content publishes nothing new."""
    from participation.kernel import clock
    from participation.surveys.rules import load_definition
    from participation.surveys.services import publish

    definition = load_definition(file.read_bytes())
    with opened() as (_, database, _ring), database.transaction() as session:
        version = publish(session, definition, clock.today())
    click.echo(f"{definition.slug} is at version {version.number}.")


# --- reports


def quarter(_context: click.Context, _option: click.Parameter, written: str) -> Quarter:
    """The quarter that is written as 2026-Q3; wrong usage where it is none."""
    from participation.kernel.quarters import Quarter

    found = Quarter.parse(written)
    if found is None:
        raise click.BadParameter("Write a quarter as 2026-Q3.")
    return found


@cli.group()
def report() -> None:
    """Figures for the council's own use elsewhere; small numbers are hidden."""


@report.command()
@click.option("--from", "first", callback=quarter, required=True, help="The first quarter, such as 2026-Q1.")
@click.option("--to", "last", callback=quarter, required=True, help="The last quarter.")
@click.option("--format", "kind", type=click.Choice(["json", "csv"]), default="json", show_default=True)
def litmus(first: Quarter, last: Quarter, kind: str) -> None:
    """The litmus test of each quarter, to standard output."""
    from participation.kernel import clock
    from participation.reports.queries import litmus_between
    from participation.reports.rules.export import litmus_csv, litmus_json

    if last.starts < first.starts:
        raise click.UsageError("The first quarter is after the last.")
    with opened() as (_, database, _ring):
        require_tables(database)
        with database.session(write=False) as session:
            found = litmus_between(session, first, last, clock.today())
    click.echo(litmus_json(found) if kind == "json" else litmus_csv(found), nl=kind == "json")


# --- is everything as it should be


@cli.command()
def check() -> None:
    """Check settings, database, keys, mail and clock: a line for each; exit code 1 where one is at fault."""
    from participation.checks import run_checks

    faults = 0
    logging.disable(logging.CRITICAL)
    try:
        for name, fault in run_checks():
            click.echo(f"{name:9} {fault or 'ok'}")
            faults += bool(fault)
    finally:
        logging.disable(logging.NOTSET)
    raise click.exceptions.Exit(1 if faults else 0)
