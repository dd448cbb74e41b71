"""Serving the demo with its worker, and saying how to get in."""

import multiprocessing
import socket
import threading
import time
from collections.abc import Callable

from participation import server
from participation.demo.making import CODE, PASSWORD, STAFF, email_of
from participation.kernel.settings import Settings

STOP_SECONDS = 10
Say = Callable[[str], None]


def run(settings: Settings, say: Say) -> None:
    """Serve until Ctrl-C; the worker and every process of the server end with it."""
    worker = multiprocessing.Process(target=_work, args=(settings,), name="worker", daemon=True)
    worker.start()
    threading.Thread(target=_say_when_ready, args=(settings.port, say), daemon=True).start()
    try:
        server.serve(settings, "127.0.0.1")
    finally:
        worker.terminate()
        worker.join(STOP_SECONDS)
        if worker.is_alive():
            worker.kill()


def _work(settings: Settings) -> None:
    from participation.app import work  # noqa: PLC0415 - in its own process

    work(settings)


def _say_when_ready(port: int, say: Say) -> None:
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    say(welcome(port))


def welcome(port: int) -> str:
    """The addresses, the staff logins and a return code."""
    people = "\n".join(f"  {email_of(name):30} {title}" for name, title, _ in STAFF)
    return f"""
The demo council is ready. Everything in it is made up.

Young people   http://localhost:{port}/
Staff          http://localhost:{port}/staff/sign-in

Staff logins, all with the password {PASSWORD}
{people}

A return code with a reply to read, at http://localhost:{port}/replies
  {CODE.words}

Ctrl-C stops everything.
"""
