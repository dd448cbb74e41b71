"""Serving the demo with its worker, and saying how to get in."""

import multiprocessing
import signal
import socket
import time
from collections.abc import Callable

from participation import server
from participation.demo.making import CODE, PASSWORD, STAFF, email_of
from participation.demo.worries import CODE as WORRY_CODE
from participation.demo.worries import SECOND_SECRET
from participation.kernel.settings import Settings

STOP_SECONDS = 10
Say = Callable[[str], None]


def run(settings: Settings, say: Say) -> None:
    """Serve until Ctrl-C; the worker and every process of the server end with it."""
    worker = multiprocessing.Process(target=_work, args=(settings, say), name="worker", daemon=True)
    worker.start()
    try:
        server.serve(settings, "127.0.0.1")
    finally:
        worker.terminate()
        worker.join(STOP_SECONDS)
        if worker.is_alive():
            worker.kill()


def _work(settings: Settings, say: Say) -> None:
    """In a process of its own: say how to get in once the pages are there, then work."""
    from participation.app import work  # noqa: PLC0415 - as late as this, so that the pages come first

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends this process
    while not _answers(settings.port):
        time.sleep(0.05)
    say(welcome(settings.port))
    work(settings)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def welcome(port: int) -> str:
    """The addresses, the staff logins and a return code."""
    people = "\n".join(f"  {email_of(name):30} {title}" for name, title, _ in STAFF)
    picture, word = SECOND_SECRET
    return f"""
The demo council is ready. Everything in it is made up.

Young people   http://localhost:{port}/
Staff          http://localhost:{port}/staff/sign-in

Staff logins, all with the password {PASSWORD}
{people}

A return code with a reply to read, at http://localhost:{port}/replies
  {CODE.words}
That of a worry, which asks for a picture ({picture}) and a word ({word}) as well
  {WORRY_CODE.words}

Ctrl-C stops everything.
"""
