"""Each command and its errors: one clear sentence, exit code 1 for a fault and 2 for wrong usage."""

import base64
import json
from datetime import date
from pathlib import Path

import pytest
import time_machine
from sqlmodel import Session, select

from participation import app
from participation.access import Role
from participation.accounts.models import Staff
from participation.accounts.queries import by_email
from participation.accounts.services import one_time_secret
from participation.app import jobs
from participation.audit.models import AuditEvent
from participation.audit.services import append_chain, record
from participation.cli import cli
from participation.council.rules import CouncilSettings
from participation.council.services import save_settings
from participation.demo import running
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing, place
from participation.kernel.settings import Settings
from participation.responses.models import Response
from participation.responses.queries import exact_words, statements_of
from participation.responses.rules import Handling
from participation.surveys.models import SurveyVersion
from tests.cli.conftest import KEYS, Run
from tests.factories import Council, said, send

PASSWORD = "kettle window orange\n"
MAPPING = 'id = "number"\nquarter = "2025-Q1"\n[[columns]]\ncolumn = "words"\nquestion = "good"\n'


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["user", "add", "--role", "king"],
        ["survey", "export"],
        ["import", "responses", "no.csv"],
        ["demo", "--seed"],
        ["report", "litmus", "--from", "2026", "--to", "2026-Q3"],
        ["report", "litmus", "--from", "2026-Q3", "--to", "2026-Q2"],
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, words: list[str]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.parametrize(
    "name",
    [
        "demo",
        "serve",
        "worker",
        "db",
        "user",
        "import",
        "screen",
        "audit",
        "check",
        "survey",
        "keys",
        "purge",
        "report",
    ],
)
def test_every_command_tells_what_it_does(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert cli.commands[name].help


def test_missing_settings_are_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARTICIPATION_SECRET_KEY")
    result = run("user", "list")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: PARTICIPATION_SECRET_KEY and PARTICIPATION_SEALING_KEYS are needed.")


def test_a_database_without_tables_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PARTICIPATION_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    for words in (["user", "list"], ["audit", "verify"], ["serve"], ["worker"], ["db", "check"]):
        result = run(*words)
        assert result.exit_code == 1, words
        assert "participation db upgrade" in result.stderr


def test_upgrade_makes_a_database_that_is_ready(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PARTICIPATION_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert run("db", "upgrade").exit_code == 0
    assert run("db", "upgrade").exit_code == 0
    assert run("db", "check").exit_code == 0
    assert run("survey", "export", "tell-us").exit_code == 0


def test_somebody_is_added_and_listed(run: Run, session: Session, council: Council) -> None:
    added = run(
        "user",
        "add",
        "--email",
        "Kim@Council.test",
        "--name",
        "Kim",
        "--role",
        "lead",
        "--locality",
        "north",
        input=PASSWORD,
    )
    assert added.exit_code == 0, added.stderr
    kim = by_email(session, "kim@council.test")
    assert kim is not None
    assert kim.role is Role.LEAD
    assert "kim@council.test" in run("user", "list").stdout


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        (["--email", "worker@example.test", "--name", "W"], PASSWORD, "here already"),
        (["--email", "new@example.test", "--name", "W", "--locality", "moon"], PASSWORD, "no locality moon"),
        (["--email", "new@example.test", "--name", "W"], "short\n", "12 to 128 characters"),
    ],
)
def test_somebody_who_cannot_be_added(run: Run, words: list[str], typed: str, sentence: str) -> None:
    result = run("user", "add", "--role", "worker", *words, input=typed)
    assert result.exit_code == 1
    assert sentence in result.stderr


def test_reset_gives_a_new_password_and_forgets_the_second_factor(run: Run, database: Database) -> None:
    with database.transaction() as session:
        worker = by_email(session, "worker@example.test")
        assert worker
        worker.one_time_secret = b"sealed"
        before = worker.password_hash
    assert run("user", "reset", "worker@example.test", input=PASSWORD).exit_code == 0
    with database.session(write=False) as session:
        after = session.exec(select(Staff).where(Staff.email == "worker@example.test")).one()
    assert after.one_time_secret is None
    assert after.password_hash != before
    assert run("user", "reset", "nobody@example.test", input=PASSWORD).exit_code == 1


def test_the_record_is_verified(run: Run, database: Database) -> None:
    with database.transaction() as session:
        record(session, 1, "opened", "response", 7)
        session.flush()
        append_chain(session)
    whole = run("audit", "verify")
    assert whole.exit_code == 0
    assert "whole" in whole.stdout
    with database.transaction() as session:
        first = session.exec(select(AuditEvent).where(AuditEvent.sequence == 1)).one()
        first.action = "nothing"
    broken = run("audit", "verify")
    assert broken.exit_code == 1
    assert "broken at event 1" in broken.stderr


def test_screen_answers_each_line_in_order(run: Run) -> None:
    lines = b'{"id": 1, "text": "i like pizza"}\nnot json\n{"id": 2, "text": "\xff"}\n{"id": "b", "text": "my dog"}\n'
    result = run("screen", input=lines)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [each["id"] for each in answers] == [1, None, None, "b"]
    assert [each.get("line") for each in answers] == [None, 2, 3, None]


def test_a_survey_goes_out_and_comes_in(run: Run, session: Session, environment: Path) -> None:
    raw = json.loads(run("survey", "export", "tell-us").stdout)
    file = environment / "survey.json"
    file.write_text(json.dumps(raw))
    assert "version 1" in run("survey", "import", str(file)).stdout
    raw["languages"] = ["en"]
    file.write_text(json.dumps(raw))
    assert "version 2" in run("survey", "import", str(file)).stdout
    assert len(session.exec(select(SurveyVersion)).all()) == 5


def test_a_survey_with_a_fault_is_a_sentence(run: Run, environment: Path) -> None:
    file = environment / "survey.json"
    file.write_text('{"format": 1}')
    assert run("survey", "import", str(file)).exit_code == 1
    assert "no survey nothing" in run("survey", "export", "nothing").stderr


def test_rows_come_in_once_and_bad_ones_are_named(run: Run, environment: Path) -> None:
    rows, mapping = environment / "rows.csv", environment / "map.toml"
    rows.write_text("number,words\n1,The club is good\n,no number\n")
    mapping.write_text(MAPPING)
    words = ["import", "responses", str(rows), "--survey", "tell-us", "--map", str(mapping)]
    first = run(*words)
    assert first.exit_code == 1
    assert "2 rows: 1 added, 0 here already, 1 refused." in first.stdout
    assert first.stderr.startswith("line 3: ")
    assert "1 here already" in run(*words).stdout


@pytest.mark.parametrize(("content", "sentence"), [(b"number\n1\n", "words"), (b"\xff\xfe", ""), (b"", "")])
def test_a_file_that_cannot_come_in_is_a_sentence(run: Run, environment: Path, content: bytes, sentence: str) -> None:
    rows, mapping = environment / "rows.csv", environment / "map.toml"
    rows.write_bytes(content)
    mapping.write_text(MAPPING)
    result = run("import", "responses", str(rows), "--survey", "tell-us", "--map", str(mapping))
    assert (result.exit_code, result.stdout) == (1, "")
    assert sentence in result.stderr


def lines_of(run: Run) -> dict[str, str]:
    """What `check` says, by what was checked."""
    return {name: said for name, _, said in (line.partition(" ") for line in run("check").stdout.splitlines())}


def test_check_says_a_line_for_each(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said_of = lines_of(run)
    assert list(said_of) == ["settings", "database", "keys", "mail", "clock", "worries"]
    assert {name for name, words in said_of.items() if words.strip() != "ok"} == {"mail"}
    monkeypatch.delenv("PARTICIPATION_SECRET_KEY")
    assert "Not checked" in lines_of(run)["database"]


def test_check_finds_that_no_worry_is_taken(run: Run, database: Database, council: Council) -> None:
    opened = CouncilSettings(worry_open=True, emergency_number="01632 960001")
    with database.transaction() as session, time_machine.travel("2026-01-05T09:00:00Z"):
        save_settings(session, opened)
    assert "No worry can be sent" in lines_of(run)["worries"]


def test_check_finds_a_lost_key(run: Run, database: Database, ring: KeyRing, council: Council) -> None:
    with database.transaction() as session:
        send(session, ring, said(good="nice"))  # sealed under the demo's key, which this environment does not have
    assert "not in the ring" in lines_of(run)["keys"]


@pytest.mark.usefixtures("socket_enabled")
def test_check_finds_a_mail_server_that_is_away(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTICIPATION_MAIL_URL", "smtp://127.0.0.1:1")
    assert "cannot be reached" in lines_of(run)["mail"]


def test_the_demo_listens_on_this_machine_only(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTICIPATION_DEMO", "1")
    result = run("serve", "--host", "0.0.0.0")  # noqa: S104 - refused
    assert result.exit_code == 1
    assert "this machine only" in result.stderr


def test_purge_says_how_much_and_a_dry_run_changes_nothing(
    run: Run, database: Database, ring: KeyRing, council: Council
) -> None:
    with database.transaction() as session:
        sent = send(session, ring, said(good="nice")).response
        sent.withdrawn_on = sent.deleted_on = date(2026, 1, 7)
        sent.handling = Handling.DONE
    for words in (["purge", "--dry-run"], ["purge"]):
        result = run(*words)
        assert result.exit_code == 0, result.stderr
        assert "responses  1" in result.stdout
    assert "responses  0" in run("purge").stdout


def test_the_litmus_test_leaves_as_json_and_csv(run: Run) -> None:
    words = ["report", "litmus", "--from", "2026-Q1", "--to", "2026-Q2"]
    found = json.loads(run(*words).stdout)
    assert [each["quarter"] for each in found["litmus"]] == ["2026-Q1", "2026-Q2"]
    assert run(*words, "--format", "csv").stdout.lstrip("\ufeff").startswith("quarter,")


def test_keys_are_rotated_and_the_old_one_may_go(
    run: Run, database: Database, monkeypatch: pytest.MonkeyPatch, council: Council
) -> None:
    old, new = KeyRing({"k1": key_bytes(KEYS)}), "k2:" + base64.b64encode(b"another-one-for-tests-of-32-byte").decode()
    with database.transaction() as session:
        for _ in range(3):
            send(session, old, said(good="kept for good"))
        worker = session.get_one(Staff, council.staff["worker"])
        worker.one_time_secret = old.seal(b"ABC", place("staff", str(worker.id), "one_time_secret"))
    monkeypatch.setenv("PARTICIPATION_SEALING_KEYS", f"{new},{KEYS}")
    assert run("keys", "rotate").stdout.startswith("4 rows were sealed under k2")
    assert run("keys", "rotate").stdout.startswith("0 rows")
    monkeypatch.setenv("PARTICIPATION_SEALING_KEYS", new)
    assert lines_of(run)["keys"].strip() == "ok"
    ring = KeyRing({"k2": key_bytes(new)})
    with database.session(write=False) as session:
        for response in session.exec(select(Response)):
            assert [exact_words(ring, response, s) for s in statements_of(session, response.id or 0)] == [
                "kept for good"
            ]
        assert one_time_secret(session.get_one(Staff, council.staff["worker"]), ring) == "ABC"


def test_keys_that_are_lost_are_a_sentence(run: Run, database: Database, ring: KeyRing, council: Council) -> None:
    with database.transaction() as session:
        send(session, ring, said(good="nice"))
    result = run("keys", "rotate")
    assert result.exit_code == 1
    assert "not in the ring" in result.stderr


def key_bytes(written: str) -> bytes:
    """The key of `name:base64`."""
    return base64.b64decode(written.partition(":")[2])


def test_a_demo_that_is_there_is_made_anew_only_by_reset(
    run: Run, monkeypatch: pytest.MonkeyPatch, environment: Path
) -> None:
    monkeypatch.setattr(running, "run", lambda _settings, _say: None)
    monkeypatch.setenv("PORT", "0")
    database = environment / "instance" / "demo.db"
    assert run("demo", "--responses", "20").stderr == ""
    made = database.read_bytes()
    assert "Add --reset" in run("demo", "--seed", "2").stderr
    assert run("demo").stderr == ""
    assert database.read_bytes() == made
    assert run("demo", "--seed", "2", "--responses", "20", "--reset").exit_code == 0
    assert database.read_bytes() != made
    assert [each.name for each in database.parent.iterdir()] == ["demo.db"]


def test_the_worker_knows_the_jobs_of_every_feature(settings: Settings) -> None:
    names = [job.name for job in jobs(settings)]
    features = Path(app.__file__ or "").parent
    assert len(names) == len(set(names))
    assert len(names) >= len(list(features.glob("*/jobs.py"))) - 1, "kernel/jobs.py has none"
