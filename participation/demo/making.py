"""Making the demo: the council, its staff, the responses through the one way in, and what was done with them.

Responses go through `intake`. What staff did is written in bulk, row for row what the features' own commands write; a
test plays the same stories through those commands and compares.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlmodel import Session, select

from participation import app  # noqa: F401 - so that every table is known
from participation.access import Role
from participation.accounts.models import Staff
from participation.accounts.queries import by_email, principal_of
from participation.accounts.services import add_staff
from participation.audit.services import append_chain
from participation.council.models import Locality, Service
from participation.council.queries import localities, place_ids, services
from participation.council.rules import HELPLINES, CouncilSettings
from participation.council.services import add_places, change_settings, save_settings
from participation.demo.changes import add_changes
from participation.demo.history import History
from participation.demo.made import add_made
from participation.demo.phrases import DATA
from participation.demo.stories import stories
from participation.demo.trends import LOCALITIES, NORTH, SERVICES, quarter_starts
from participation.demo.voices import Voice, voices
from participation.demo.wishes import add_wishes
from participation.demo.worries import add_worries
from participation.imports.models import ImportBatch
from participation.imports.rules import read_mapping
from participation.imports.services import approve_all, code_by_label, import_responses, mark_public
from participation.intake.services import write_response
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.migrations import upgrade
from participation.kernel.progress import Tell, tell_nobody
from participation.kernel.quarters import Quarter
from participation.kernel.sealing import KeyRing
from participation.kernel.settings import Settings, demo_settings
from participation.responses.rules import ReturnCode, new_code
from participation.surveys.queries import published
from participation.surveys.services import ship as ship_surveys
from participation.themes.services import ship as ship_themes

PASSWORD = "demo-password-1"  # noqa: S105 - printed for everybody who tries the demo
CARDS = "Comment cards from the summer fair (made up)"
CODE = ReturnCode((1204, 87, 1630, 455, 902))
STAFF = (
    ("worker", "Sample worker", Role.WORKER),
    ("lead", "Sample safeguarding lead", Role.LEAD),
    ("leader", "Sample leader", Role.LEADER),
    ("admin", "Sample administrator", Role.ADMIN),
    ("partner", "Sample partner", Role.PARTNER),
    ("north-worker", "Sample worker for North Sands", Role.WORKER),
)
CLOSED_DAYS = tuple(  # bank holidays in England
    date(year, month, day)
    for year, days in {
        2026: ((12, 25), (12, 28)),
        2027: ((1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)),
    }.items()
    for month, day in days
)
FOLDER = Path("instance")


def email_of(name: str) -> str:
    """The address of a member of the demo's staff."""
    return f"{name}@demo.example"


def settings_of_demo() -> Settings:
    """The demo's settings: a database of its own, known secrets, this machine only."""
    port = os.environ.get("PORT") or "8000"
    return demo_settings(
        database_url=f"sqlite:///{FOLDER / 'demo.db'}",
        queue_url=f"sqlite:///{FOLDER / 'demo-queue.db'}",
        base_url=f"http://localhost:{port}",
        mail_url="console://",
        limits_url="memory://",
        trusted_proxies=0,
        PORT=port,
    )


def path_of(settings: Settings) -> Path:
    """The demo's database file."""
    return Path(settings.database_url.removeprefix("sqlite:///"))


def is_there(settings: Settings) -> bool:
    """Whether a demo council was made before."""
    return path_of(settings).exists()


def demo_database(settings: Settings, *, reset: bool, seed: int, responses: int, tell: Tell) -> None:
    """Make the demo's database where there is none; a making that was interrupted begins anew."""
    path = path_of(settings)
    if path.exists() and not reset:
        database = Database(settings.database_url)
        upgrade(database)
        database.close()
        return
    unfinished = path.with_suffix(".unfinished")
    for each in (path, unfinished):
        for name in (each, Path(f"{each}-wal"), Path(f"{each}-shm")):
            name.unlink(missing_ok=True)
    database = Database(f"sqlite:///{unfinished}")
    upgrade(database)
    make(database, KeyRing(settings.key_ring), seed=seed, responses=responses, today=clock.today(), tell=tell)
    database.close()
    unfinished.rename(path)


def make(
    database: Database, ring: KeyRing, *, seed: int, responses: int, today: date, tell: Tell = tell_nobody
) -> None:
    """The whole demo council."""
    first = quarter_starts(today)[0]
    with database.transaction() as session:
        with clock.standing_at(at_work(first)):
            staff = make_council(session, first)
        made = voices(seed, responses, today)
        ids = write_voices(session, ring, made, tell)
        history = History(session, ring, staff)
        for response_id, voice, story in zip(ids, made, stories(seed, made, today), strict=True):
            history.add(response_id, voice, story)
        history.write()
    with clock.standing_at(at_work(today - timedelta(days=1))):
        bring_cards_in(database, ring, today)
        with database.transaction() as session:
            add_the_rest(session, ring, staff, today)
    chained = 1
    while chained:
        with database.transaction() as session:
            chained = append_chain(session)


def add_the_rest(session: Session, ring: KeyRing, staff: Mapping[str, int], today: date) -> None:
    """What is made by the commands themselves: settings, drawings and recordings, worries, asks."""
    lead, worker = (principal_of(session, session.get_one(Staff, staff[name])) for name in ("lead", "worker"))
    open_for_worries(session, staff["admin"], clock.today())
    add_made(session, ring, today)
    add_worries(session, ring, lead, worker, today)
    add_changes(session, worker, today)
    with clock.standing_at(datetime.combine(today, time(), UTC)):
        add_wishes(session, ring, worker, today)


def open_for_worries(session: Session, admin: int, today: date) -> None:
    """Closed days, checked helplines and a number for the night (one that nobody has), so that worries come in."""
    checked = [each.model_copy(update={"last_verified": today.isoformat()}) for each in HELPLINES]
    change_settings(
        session,
        admin,
        contact="team@demo.example",
        privacy_contact="Data protection officer of the demo, data@demo.example",
        closed_days=CLOSED_DAYS,
        helplines=tuple(checked),
        emergency_number="01632 960001",
        worry_open=True,
    )


def at_work(day: date) -> datetime:
    """The end of a working day, when what was made up for that day has happened."""
    return datetime.combine(day, time(17), UTC)


def bring_cards_in(database: Database, ring: KeyRing, today: date) -> None:
    """Comment cards of a made-up fair, that an administrator marked as already public, approved and coded together."""
    quarter = f'quarter = "{Quarter.of(today).previous}"\n'
    with database.session(write=False) as session:
        staff = by_email(session, email_of("admin"))
        admin = principal_of(session, staff) if staff else None
    if admin is None:
        return
    mapping = read_mapping(quarter + (DATA / "cards.toml").read_text("utf-8"))
    cards = import_responses(database, ring, DATA / "cards.csv", "tell-us", mapping, admin.staff_id, name=CARDS)
    with database.transaction() as session:
        batch = session.get_one(ImportBatch, cards.batch_id)
        mark_public(session, batch, "Printed in the newsletter of the demo’s youth council.", admin, clock.today())
    approve_all(database, ring, cards.batch_id, admin, clock.today())
    code_by_label(database, cards.batch_id, admin, clock.today())


def make_council(session: Session, opened: date) -> Mapping[str, int]:
    """Places, words, surveys, the starter code book and the staff; returns the staff's ids by name."""
    save_settings(session, CouncilSettings(name="Demo Council", team_name="Demo participation team"))
    add_places(session, Locality, LOCALITIES)
    add_places(session, Service, SERVICES)
    ship_surveys(session, opened)
    ship_themes(session)
    north = session.exec(select(Locality.id).where(Locality.slug == NORTH)).one() or 0
    return {
        name: add_staff(
            session,
            email=email_of(name),
            name=title,
            role=role,
            password=PASSWORD,
            localities=[north] if name == "north-worker" else (),
        ).id
        or 0
        for name, title, role in STAFF
    }


def write_voices(session: Session, ring: KeyRing, made: Iterable[Voice], tell: Tell) -> list[int]:
    """Every response through the one way in, on its day; nobody is paged for what is made up."""
    places = place_ids(localities(session), services(session))
    surveys = published(session, LOCALITIES, SERVICES)
    ids, everything = [], list(made)
    for done, voice in enumerate(everything, start=1):
        survey = surveys[voice.slug]
        ids.append(
            write_response(
                session,
                ring,
                survey.definition,
                voice.answers,
                version_id=survey.version_id,
                language=voice.language,
                look=voice.look,
                consent=voice.consent,
                code=CODE if voice.kept else new_code(),
                channel=voice.channel,
                received_on=voice.day,
                places=places,
                extra={"provenance": voice.provenance},
                page_someone=False,
            )
        )
        if done % 50 == 0 or done == len(everything):
            tell(done, len(everything))
    return ids
