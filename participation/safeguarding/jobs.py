"""Jobs that tell the people on duty: what is late is found, and what waits in the outbox leaves."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from participation.kernel.jobs import AnyJob, Job, WaitingJob
from participation.kernel.mail import mailer_for
from participation.kernel.outbox import Render, drain
from participation.kernel.settings import Settings, files
from participation.safeguarding.services import (
    remind_of_unseen,
    send_test_alert,
    tell_of_overdue,
    tell_of_unreviewed,
)


def renderer(base_url: str) -> Render:
    """Subject and text of a mail from templates/email; they know an address and an id, never a word of a child."""
    mails = Environment(  # noqa: S701 - plain text
        loader=FileSystemLoader(files("templates") / "email"), undefined=StrictUndefined, keep_trailing_newline=True
    )

    def render(template: str, subject_id: int | None) -> tuple[str, str]:
        subject, body = (
            mails.get_template(f"{template}/{part}.txt").render(base_url=base_url.rstrip("/"), subject_id=subject_id)
            for part in ("subject", "body")
        )
        return subject.strip(), body

    return render


def jobs(settings: Settings) -> tuple[AnyJob, ...]:
    """What is swept each minute, and each hour."""
    mailer, render = mailer_for(settings.mail_url, settings.mail_from), renderer(settings.base_url)
    return (
        WaitingJob("send the mail that waits", lambda database: drain(database, mailer, render)),
        Job("tell the leads once more of what nobody has seen", remind_of_unseen, every=5),
        Job("tell the leads of what nobody reviewed", tell_of_unreviewed, every=30),
        Job("tell the leads of what is late", tell_of_overdue, every=30),
        Job("test the alerts, once a week", send_test_alert, every=30),
    )
