"""Reads of responses: by scope for staff, by return code for the young person."""

import hmac

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from participation.access import Scope
from participation.kernel.sealing import KeyRing, place, unseal_under
from participation.responses.models import Response, Statement, Upload
from participation.responses.rules import Medium, ReturnCode, is_second_secret, lookup_key, parse, second_secret_mark
from participation.surveys.rules import drawing_svg as drawn
from participation.surveys.rules import read_drawing

CODE_PURPOSE = "return-code"
SECOND_PURPOSE = "second-secret"


def data_key(ring: KeyRing, response: Response) -> bytes:
    """The response's data key; raises SealError once it was erased."""
    return ring.unseal(response.data_key or b"", place("response", response.reference, "data_key"))


def open_text(
    ring: KeyRing, response: Response, table: str, row: str, sealed: bytes | None, field: str = "text"
) -> str:
    """The plain text of a sealed field of this response."""
    return unseal_under(data_key(ring, response), sealed or b"", place(table, row, field)).decode()


def exact_words(ring: KeyRing, response: Response, statement: Statement) -> str:
    """The young person's exact words as they wish to have them said: the newest wording.

    Of a drawing or recording what staff wrote down of it, empty until they have.
    """
    if statement.corrected is None:
        return first_words(ring, response, statement)
    name = name_of(response, statement)
    return open_text(ring, response, "statement", name, statement.corrected, field="corrected")


def first_words(ring: KeyRing, response: Response, statement: Statement) -> str:
    """The exact words as they came in, whatever the young person corrected since."""
    if statement.original is None and statement.medium is not Medium.TEXT:
        return ""
    return open_text(ring, response, "statement", name_of(response, statement), statement.original)


def name_of(response: Response, statement: Statement) -> str:
    """How a statement is called where its texts are sealed."""
    return f"{response.reference}.{statement.question_key}"


def is_written_down(statement: Statement) -> bool:
    """Whether there are words to approve: a drawing or recording has none until staff wrote down what it shows."""
    return statement.medium is Medium.TEXT or statement.original is not None


def drawing_svg(session: Session, ring: KeyRing, response: Response, statement: Statement) -> str:
    """The drawing as SVG, made here of checked strokes, so it may stand in a page as it is; empty without one."""
    sealed = _upload(session, ring, response, statement, Medium.DRAWING)
    return drawn(read_drawing(sealed.decode())) if sealed else ""


def recording_wav(session: Session, ring: KeyRing, response: Response, statement: Statement) -> bytes:
    """The recording as a WAV file; empty where there is none."""
    return _upload(session, ring, response, statement, Medium.RECORDING)


def _upload(session: Session, ring: KeyRing, response: Response, statement: Statement, medium: Medium) -> bytes:
    mine = Upload.statement_id == statement.id
    row = session.exec(select(Upload).where(mine)).one_or_none() if statement.medium is medium else None
    if row is None:
        return b""
    return unseal_under(data_key(ring, response), row.sealed, place("upload", row.reference, "sealed"))


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


def second_secret(ring: KeyRing, reference: str, picture: str, word: str) -> str:
    """How a picture and word of this response are kept. Raises ValueError for what is not of the set."""
    if not is_second_secret(picture, word):
        raise ValueError("This picture or word is not of the set.")
    return second_secret_mark(reference, picture, word, ring.lookup_keys(SECOND_PURPOSE)[0])


def second_secret_matches(ring: KeyRing, response: Response, picture: str, word: str) -> bool:
    """Whether these are the picture and word that the child chose, whatever key of the ring kept them.

    Constant time. Few pairs exist, so count the try first (`web.limits.may_try`). False where none was chosen.
    """
    if response.second_secret is None or not is_second_secret(picture, word):
        return False
    keys = ring.lookup_keys(SECOND_PURPOSE)
    marks = [second_secret_mark(response.reference, picture, word, key) for key in keys]
    return True in [hmac.compare_digest(response.second_secret, mark) for mark in marks]


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
