"""One database session and one commit a request, opened only by those who need it; and the key ring."""

from typing import cast

from flask import Flask, current_app, g, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.web.access import marked

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def writes() -> bool:
    """Whether this request may change something: its method does, or its view `@records`."""
    return request.method not in READING or bool(marked("writes"))


def database() -> Database:
    """The application's database."""
    return cast(Database, current_app.extensions["participation_database"])


def ring() -> KeyRing:
    """The application's key ring."""
    return cast(KeyRing, current_app.extensions["participation_ring"])


def session() -> Session:
    """This request's session."""
    if "session" not in g:
        g.session = database().session(write=writes())
    return cast(Session, g.session)


def commit_each_request(app: Flask, database: Database) -> None:
    """Commit once, before the answer leaves; roll back when it is a failure of ours."""
    app.extensions["participation_database"] = database

    @app.after_request
    def commit(response: Response) -> Response:
        if "session" in g:
            g.session.commit() if response.status_code < 500 else g.session.rollback()
        return response

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        opened = g.pop("session", None)
        if opened is not None:
            opened.close()
