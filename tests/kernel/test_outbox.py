"""Messages leave in order, each once, whatever the mail server does."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlmodel import Session, col, select

from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.mail import ConsoleMailer, MailError, MailServerError, SmtpMailer, mailer_for
from participation.kernel.models import Alarm, OutboxMessage
from participation.kernel.outbox import drain, post, raise_alarm
from tests.kernel.mail_server import MailServer, certificate

SENDER = "voices@council.example"


def render(template: str, subject_id: int | None) -> tuple[str, str]:
    """A mail that says its id; the template `broken` cannot be written."""
    if template == "broken":
        raise KeyError(template)
    return f"{template} {subject_id}", "Please look at the inbox. Ünïcode – ok."


@pytest.fixture
def server() -> MailServer:
    """A mail server that is not running yet."""
    return MailServer()


@pytest.fixture
def mailer(server: MailServer) -> SmtpMailer:
    """A mailer for it."""
    return SmtpMailer(f"smtp://localhost:{server.port}", SENDER)


@pytest.fixture
def put(database: Database) -> Callable[..., None]:
    """`put("urgent", 1, 2)`: messages in the outbox."""

    def add(template: str, *ids: int, to: str = "lead@example.test") -> None:
        with database.transaction() as session:
            for each in ids:
                post(session, to, template, each)

    return add


def waiting(database: Database) -> list[OutboxMessage]:
    """What has not left."""
    with database.session(write=False) as session:
        rows = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id)))
        return [message for message in rows if message.sent_at is None]


@pytest.mark.usefixtures("any_database")
def test_mail_leaves_once_in_order_by_a_real_server(
    database: Database, server: MailServer, mailer: SmtpMailer, put: Callable[..., None]
) -> None:
    put("urgent", *range(1, 8))
    with server.running():
        assert drain(database, mailer, render, limit=5) == 5
        assert drain(database, mailer, render) == 2
        assert drain(database, mailer, render) == 0
    assert [subject for _, subject, _, _ in server.mails] == [f"urgent {each}" for each in range(1, 8)]
    assert server.mails[0][2] == "Please look at the inbox. Ünïcode – ok.\n"
    assert not waiting(database)


def test_while_the_server_is_away_everything_waits_and_leaves_in_order_when_it_is_back(
    database: Database, server: MailServer, mailer: SmtpMailer, put: Callable[..., None]
) -> None:
    put("urgent", 1, 2, 3)
    with time_machine.travel(clock.now(), tick=False) as now:
        for _ in range(3):
            assert drain(database, mailer, render) == 0
            now.shift(timedelta(minutes=1))
        put("urgent", 4)
        assert [message.attempts for message in waiting(database)] == [0, 0, 0, 0]
        with server.running():
            assert drain(database, mailer, render) == 4
    assert [subject for _, subject, _, _ in server.mails] == [f"urgent {each}" for each in range(1, 5)]


def test_one_that_cannot_be_written_and_one_that_is_refused_hold_up_nobody(
    database: Database, server: MailServer, mailer: SmtpMailer, put: Callable[..., None]
) -> None:
    server.refused = "gone@example.test"
    put("broken", 1)
    put("urgent", 2, to=server.refused)
    put("urgent\r\nBcc: x@example.test", 3)
    put("urgent", 4)
    with server.running():
        assert drain(database, mailer, render) == 1
    assert [subject for _, subject, _, _ in server.mails] == ["urgent 4"]
    assert [(m.subject_id, m.failure, m.attempts) for m in waiting(database)] == [
        (1, "KeyError", 1),
        (2, "SMTPRecipientsRefused", 1),
        (3, "ValueError", 1),
    ]


def test_a_server_that_breaks_off_loses_nothing(database: Database, put: Callable[..., None]) -> None:
    class BreaksOff(ConsoleMailer):
        def send(self, recipient: str, subject: str, text: str) -> None:
            raise MailServerError("SMTPServerDisconnected")

    put("urgent", 1, 2)
    assert drain(database, BreaksOff(), render) == 0
    assert [message.subject_id for message in waiting(database)] == [1, 2]


@pytest.mark.usefixtures("any_database")
def test_two_workers_send_a_mail_once(
    database: Database, server: MailServer, mailer: SmtpMailer, put: Callable[..., None]
) -> None:
    put("urgent", *range(30))
    with server.running():
        workers = [threading.Thread(target=drain, args=(database, mailer, render)) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert sorted(int(subject.split()[1]) for _, subject, _, _ in server.mails) == list(range(30))


def test_a_worker_that_died_while_sending_sends_again(
    database: Database, server: MailServer, mailer: SmtpMailer, put: Callable[..., None]
) -> None:
    class Dies(ConsoleMailer):
        def send(self, recipient: str, subject: str, text: str) -> None:
            raise SystemExit

    put("urgent", 1)
    with pytest.raises(SystemExit):
        drain(database, Dies(), render)
    with server.running(), time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        assert drain(database, mailer, render) == 1


def test_mail_travels_encrypted_where_the_server_can(server: MailServer, tmp_path: Path, mailer: SmtpMailer) -> None:
    tls, _ = certificate(tmp_path)
    with server.running(tls):
        mailer.check()
        mailer.send("lead@example.test", "Look", "Look")
    assert server.mails == [("lead@example.test", "Look", "Look\n", True)]


def test_a_password_is_given_only_to_a_server_that_is_known(
    server: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls, public = certificate(tmp_path)
    mailer = SmtpMailer(f"smtp://voices%40council:p%3Ass@localhost:{server.port}", SENDER)
    with server.running(logins=True), pytest.raises(MailError, match="SMTPNotSupportedError"):
        mailer.send("lead@example.test", "Look", "Look")
    with server.running(tls, logins=True), pytest.raises(MailError, match="SSLCertVerificationError"):
        mailer.send("lead@example.test", "Look", "Look")
    assert server.logins == []
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    with server.running(tls, logins=True):
        mailer.send("lead@example.test", "Look", "Look")
    assert server.logins == [("voices@council", "p:ss")]
    assert len(server.mails) == 1


def test_nobody_there_is_said_without_the_mail(mailer: SmtpMailer) -> None:
    with pytest.raises(MailServerError, match="ConnectionRefusedError"):
        mailer.send("lead@example.test", "Look", "Words")
    with pytest.raises(MailServerError, match="ConnectionRefusedError"):
        mailer.check()


def test_the_console_shows_mail_in_the_demo(capsys: pytest.CaptureFixture[str]) -> None:
    mailer_for("console://", SENDER).send("lead@example.test", "Look", "Words")
    assert "lead@example.test" in capsys.readouterr().err
    assert isinstance(mailer_for("smtps://mail.example", SENDER), SmtpMailer)


@pytest.mark.usefixtures("any_database")
def test_an_alarm_that_two_raise_at_once_fails_neither(database: Database) -> None:
    """The alarm is raised in the transaction of a child's words, which must not fail for it."""
    failures: list[Exception] = []
    ready = threading.Barrier(4)

    def work() -> None:
        ready.wait()
        try:
            with database.transaction() as session:
                raise_alarm(session, "screening")
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with database.session(write=False) as session:
        assert alarms(session) == {"screening": 4}


def alarms(session: Session) -> dict[str, int]:
    """How often each alarm was raised."""
    return {alarm.kind: alarm.count for alarm in session.exec(select(Alarm))}
