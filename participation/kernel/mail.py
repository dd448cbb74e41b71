"""How mail leaves: to the console, or by SMTP. Both keep to neutral words; the text comes from templates/email."""

import smtplib
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

MAIL_SECONDS = 20


class MailError(Exception):
    """The mail did not leave; it is tried again."""


class MailServerError(MailError):
    """The mail server cannot be reached or used at all, so no other mail would leave either."""


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
        with self._connected() as server:
            try:
                server.send_message(message)
            except smtplib.SMTPServerDisconnected:
                raise
            except smtplib.SMTPException as error:
                raise MailError(type(error).__name__) from error

    def check(self) -> None:
        """Raise MailError where the server does not answer."""
        with self._connected() as server:
            server.noop()

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        try:
            server = self._server()
            try:
                self._introduce(server)
                yield server
                with suppress(smtplib.SMTPException):  # what was sent is sent, however they part
                    server.quit()
            finally:
                server.close()
        except (OSError, smtplib.SMTPException) as error:
            raise MailServerError(type(error).__name__) from error

    def _server(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "localhost", self._url.port
        if self._url.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port or 465, timeout=MAIL_SECONDS, context=ssl.create_default_context())
        return smtplib.SMTP(host, port or 25, timeout=MAIL_SECONDS)

    def _introduce(self, server: smtplib.SMTP) -> None:
        """Encrypt where the server can, and sign in; a password never travels in clear or to whoever answers."""
        server.ehlo_or_helo_if_needed()
        if self._url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=self._context())
            server.ehlo()
        elif self._url.scheme == "smtp" and self._url.username:
            raise smtplib.SMTPNotSupportedError("STARTTLS")
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))

    def _context(self) -> ssl.SSLContext:
        """Without a password an unknown certificate is taken: our mails say nothing, and must arrive."""
        context = ssl.create_default_context()
        if not self._url.username:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context


def mailer_for(url: str, sender: str) -> Mailer:
    """The mailer that a mail URL names."""
    return ConsoleMailer() if url.startswith("console:") else SmtpMailer(url, sender)
