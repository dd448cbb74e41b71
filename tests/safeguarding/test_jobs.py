"""Mail that leaves: neutral words only, tried again, and never in the way of anybody's words."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import select

from participation.council.rules import TEST_ALERT
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.jobs import run_once
from participation.kernel.mail import MailError
from participation.kernel.models import OutboxMessage
from participation.kernel.outbox import drain, post
from participation.kernel.settings import Settings
from participation.safeguarding.jobs import jobs, renderer
from participation.safeguarding.services import ALERT, ANSWERED, OVERDUE, REVIEW_OVERDUE, SECOND_PERSON

render = renderer("https://council.example/")


class Sent:
    """A mailer that keeps what it was given, or refuses it."""

    def __init__(self, database: Database, *, refuses: bool = False) -> None:
        self.mails: list[tuple[str, str, str]] = []
        self._database, self._refuses = database, refuses

    def send(self, recipient: str, subject: str, text: str) -> None:
        """While it is sent, others can write."""
        with self._database.session(write=True) as other:
            other.execute(sa.text("SELECT 1"))
        if self._refuses:
            raise MailError("SMTPServerDisconnected")
        self.mails.append((recipient, subject, text))


@pytest.fixture
def posted(database: Database) -> Database:
    """The database with one alert in the outbox."""
    with database.transaction() as session:
        post(session, "lead@example.test", ALERT, 7)
    return database


def message(database: Database) -> OutboxMessage:
    with database.session(write=False) as session:
        return session.exec(select(OutboxMessage).order_by(OutboxMessage.id)).all()[-1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("template", "path"),
    [
        (ALERT, "/staff/read/7"),
        (OVERDUE, "/staff/inbox"),
        (TEST_ALERT, "/staff/inbox"),
        (SECOND_PERSON, "/staff/read/7"),
        (ANSWERED, "/staff/read/7"),
        (REVIEW_OVERDUE, "/staff/inbox"),
    ],
)
def test_mails_say_where_to_look_and_nothing_else(template: str, path: str) -> None:
    subject, text = render(template, 7)
    assert "\n" not in subject
    assert f"https://council.example{path}\n" in text
    said = f"{subject} {text}".lower()
    assert not [word for word in ("child", "young", "danger", "harm", "safeguard", "risk", "urgent") if word in said]


def test_a_mail_leaves_once(posted: Database) -> None:
    mailer = Sent(posted)
    assert [drain(posted, mailer, render), drain(posted, mailer, render)] == [1, 0]
    assert [recipient for recipient, _, _ in mailer.mails] == ["lead@example.test"]


def test_a_mail_that_is_refused_waits_longer_each_time_and_is_not_dropped(posted: Database) -> None:
    waits = []
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(3):
            assert drain(posted, Sent(posted, refuses=True), render) == 0
            assert drain(posted, Sent(posted), render) == 0
            due = message(posted).due_at.replace(tzinfo=clock.now().tzinfo)
            waits.append(due - clock.now())
            traveller.move_to(due)
        assert drain(posted, Sent(posted), render) == 1
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=2)


def test_a_mail_that_cannot_be_written_does_not_hold_up_the_next(database: Database) -> None:
    with database.transaction() as session:
        post(session, "lead@example.test", "no-such-template", 1)
        post(session, "lead@example.test", ALERT, 2)
    mailer = Sent(database)
    assert drain(database, mailer, render) == 1
    assert "/staff/read/2" in mailer.mails[0][2]


def test_the_jobs_run(posted: Database, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_once(posted, jobs(settings)) == {
        "send the mail that waits": 1,
        "tell the leads once more of what nobody has seen": 0,
        "tell the leads of what nobody reviewed": 0,
        "tell the leads of what is late": 0,
        "test the alerts, once a week": 0,
    }
    assert "mail to lead@example.test" in capsys.readouterr().err
