"""How mail leaves: to the console, or by SMTP. Both keep to neutral words; the text comes from templates/email."""

import smtplib
import sys
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

MAIL_SECONDS = 20


class MailError(Exception):
    """The mail did not leave; it is tried again."""


class Mailer(Protocol):
    """Sends one plain-text mail or raises MailError."""

    def send(self, recipient: str, subject: str, text: str) -> None:
        """Send it now."""


class ConsoleMailer:
    """Writes mail to standard error, for the demo."""

    def send(self, recipient: str, subject: str, text: str) -> None:
        """Print it."""
        sys.stderr.write(f"--- mail to {recipient}: {subject}\n{text}\n---\n")


class SmtpMailer:
    """Sends through `smtp://[user:password@]host[:port]`, or `smtps://`."""

    def __init__(self, url: str, sender: str) -> None:
        self._url = urlsplit(url)
        self._sender = sender

    def send(self, recipient: str, subject: str, text: str) -> None:
        """Send it; any refusal becomes a MailError without the mail's text."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, recipient, subject
        message.set_content(text)
        try:
            with self._connect() as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(type(error).__name__) from error

    def check(self) -> None:
        """Raise MailError where the server does not answer."""
        try:
            with self._connect() as server:
                server.noop()
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(type(error).__name__) from error

    def _connect(self) -> smtplib.SMTP:
        host = self._url.hostname or "localhost"
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, self._url.port or 465, timeout=MAIL_SECONDS)
        else:
            server = smtplib.SMTP(host, self._url.port or 25, timeout=MAIL_SECONDS)
            if server.has_extn("starttls"):
                server.starttls()
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))
        return server


def mailer_for(url: str, sender: str) -> Mailer:
    """The mailer that a mail URL names."""
    return ConsoleMailer() if url.startswith("console:") else SmtpMailer(url, sender)
