"""Reads of responses: by scope for staff, by return code for the young person."""

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from participation.access import Scope
from participation.kernel.sealing import KeyRing, place, unseal_under
from participation.responses.models import Response, Statement
from participation.responses.rules import ReturnCode, lookup_key, parse

CODE_PURPOSE = "return-code"


def data_key(ring: KeyRing, response: Response) -> bytes:
    """The response's data key; raises SealError once it was erased."""
    return ring.unseal(response.data_key or b"", place("response", response.reference, "data_key"))


def open_text(ring: KeyRing, response: Response, table: str, row: str, sealed: bytes | None) -> str:
    """The plain text of a sealed field of this response."""
    return unseal_under(data_key(ring, response), sealed or b"", place(table, row, "text")).decode()


def exact_words(ring: KeyRing, response: Response, statement: Statement) -> str:
    """The young person's exact words."""
    return open_text(ring, response, "statement", f"{response.reference}.{statement.question_key}", statement.original)


def by_code(session: Session, ring: KeyRing, typed: str) -> Response | None:
    """The response that a return code opens, whatever key of the ring made it; None for a wrong code."""
    code = parse(typed)
    if code is None:
        return None
    lookups = [lookup_key(code, key) for key in ring.lookup_keys(CODE_PURPOSE)]
    return session.exec(select(Response).where(col(Response.code_lookup).in_(lookups))).first()


def code_lookup(ring: KeyRing, code: ReturnCode) -> str:
    """How a new response's code is kept."""
    return lookup_key(code, ring.lookup_keys(CODE_PURPOSE)[0])


def stands() -> sa.ColumnElement[bool]:
    """The condition that a response still counts: neither taken back nor erased."""
    return sa.and_(col(Response.withdrawn_on).is_(None), col(Response.erased_on).is_(None))


def in_scope(scope: Scope) -> sa.ColumnElement[bool]:
    """The condition that a response lies within somebody's scope."""
    if scope.localities is None:
        return sa.true()
    here = col(Response.locality_id).in_(scope.localities)
    return sa.or_(here, col(Response.locality_id).is_(None)) if scope.not_said else here


def response_in_scope(session: Session, scope: Scope, response_id: int, *, lock: bool = False) -> Response | None:
    """The response, where the scope covers it and its words are still there; locked by whoever will change it."""
    query: SelectOfScalar[Response] = select(Response).where(
        Response.id == response_id, in_scope(scope), col(Response.erased_on).is_(None)
    )
    return session.exec(query.with_for_update() if lock else query).one_or_none()


def statement_of(session: Session, response_id: int, statement_id: int) -> Statement | None:
    """One statement of a response."""
    return session.exec(
        select(Statement).where(Statement.id == statement_id, Statement.response_id == response_id)
    ).one_or_none()


def statements_of(session: Session, response_id: int) -> list[Statement]:
    """The statements of a response in the order of the questions."""
    return list(session.exec(select(Statement).where(Statement.response_id == response_id).order_by(col(Statement.id))))
