"""Keeping, opening and forgetting who somebody said they are; every step is on the record."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from participation.access import Principal, Role
from participation.audit.models import AuditEvent
from participation.identity.models import Identity, Opening
from participation.identity.queries import Known, Revealed, identity_of, is_open_for, key_of, openings
from participation.identity.queries import known as known_of
from participation.identity.rules import OpeningError, Standing, Step
from participation.identity.services import answer, ask, forget, keep_identity, look, open_at_once
from participation.kernel.sealing import KeyRing, SealError, place, unseal_under
from tests.factories import Council, anyone, said, send
from tests.identity.conftest import CONTACT, NAME

DAY = date(2026, 11, 25)


def actions(session: Session, response_id: int) -> list[str]:
    session.flush()
    about = select(AuditEvent.action).where(AuditEvent.subject_type == "response", AuditEvent.subject_id == response_id)
    return list(session.exec(about.order_by(AuditEvent.id)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "contact", "kept"),
    [
        ("", "", None),
        (" \n", "\t", None),
        (NAME, "", Known(name=True, contact=False)),
        ("", CONTACT, Known(name=False, contact=True)),
        (NAME, CONTACT, Known(name=True, contact=True)),
    ],
)
def test_empty_strings_are_nothing(
    session: Session, ring: KeyRing, council: Council, name: str, contact: str, kept: Known | None
) -> None:
    response_id = send(session, ring, said(good="words")).response.id or 0
    keep_identity(session, ring, response_id, name, contact)
    assert known_of(session, response_id) == kept


def test_what_is_kept_is_sealed_for_its_own_place(session: Session, ring: KeyRing, known: int) -> None:
    row = identity_of(session, known)
    assert row
    assert NAME.encode() not in b"".join((row.data_key, row.name or b"", row.contact or b""))
    with pytest.raises(SealError):
        unseal_under(key_of(ring, row), row.name or b"", place("identity", row.reference, "contact"))
    with pytest.raises(SealError):
        ring.unseal(row.data_key, place("response", row.reference, "data_key"))


@pytest.mark.usefixtures("any_database")
def test_two_people_open_it_with_a_reason(
    session: Session, ring: KeyRing, known: int, worker: Principal, lead: Principal
) -> None:
    opening = ask(session, ring, known, worker, DAY, "to ring them back")
    for who in (worker, lead):
        with pytest.raises(OpeningError):
            look(session, ring, known, who, DAY)
    answer(session, ring, opening, Step.AGREE, lead, DAY)
    for who in (worker, lead):
        assert look(session, ring, known, who, DAY) == Revealed(NAME, CONTACT)
    assert actions(session, known) == ["identity_asked_for", "identity_agreed", *["identity_looked_at"] * 2]
    assert [(view.standing, view.reason) for view in openings(session, ring, known)] == [
        (Standing.AGREED, "to ring them back")
    ]


def test_the_day_after_nobody_looks_any_more(
    session: Session, ring: KeyRing, known: int, worker: Principal, lead: Principal
) -> None:
    answer(session, ring, ask(session, ring, known, worker, DAY, "why"), Step.AGREE, lead, DAY)
    tomorrow = DAY + timedelta(days=1)
    assert not is_open_for(session, known, worker.staff_id, tomorrow)
    with pytest.raises(OpeningError):
        look(session, ring, known, worker, tomorrow)


def test_one_person_opens_it_at_once_in_danger_and_another_reviews_it(
    session: Session, ring: KeyRing, known: int, worker: Principal, lead: Principal, second_lead: Principal
) -> None:
    opening = open_at_once(session, ring, known, lead, DAY, "they may not be safe tonight")
    assert look(session, ring, known, lead, DAY).name == NAME
    with pytest.raises(OpeningError):
        look(session, ring, known, worker, DAY)
    with pytest.raises(OpeningError):
        answer(session, ring, opening, Step.REVIEW, lead, DAY, "it was right")
    answer(session, ring, opening, Step.REVIEW, second_lead, DAY, "it was right")
    assert openings(session, ring, known)[0].answer == "it was right"
    with pytest.raises(OpeningError):
        look(session, ring, known, second_lead, DAY)


@pytest.mark.parametrize("step", [Step.REFUSE, Step.REVIEW])
def test_who_refuses_or_reviews_says_why(
    session: Session, ring: KeyRing, known: int, worker: Principal, lead: Principal, step: Step
) -> None:
    begin = ask if step is Step.REFUSE else open_at_once
    opening = begin(session, ring, known, worker, DAY, "why")
    with pytest.raises(OpeningError):
        answer(session, ring, opening, step, lead, DAY, " ")
    assert opening.standing in (Standing.ASKED, Standing.IN_DANGER)


def test_while_one_request_waits_there_is_no_second_one_and_danger_waits_for_nobody(
    session: Session, ring: KeyRing, known: int, worker: Principal, lead: Principal
) -> None:
    ask(session, ring, known, worker, DAY, "why")
    with pytest.raises(OpeningError):
        ask(session, ring, known, lead, DAY, "why")
    open_at_once(session, ring, known, lead, DAY, "now")
    assert is_open_for(session, known, lead.staff_id, DAY)


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN, Role.PARTNER])
@pytest.mark.parametrize("begin", [ask, open_at_once])
def test_other_roles_neither_ask_nor_open(
    session: Session, ring: KeyRing, known: int, role: Role, begin: object
) -> None:
    with pytest.raises(OpeningError):
        begin(session, ring, known, anyone(role), DAY, "why")  # type: ignore[operator]
    assert session.exec(select(Opening)).all() == []


@pytest.mark.usefixtures("any_database")
@pytest.mark.parametrize("standing", [Standing.AGREED, Standing.REVIEWED])
def test_the_database_takes_no_second_person_who_is_the_first(
    session: Session, ring: KeyRing, known: int, worker: Principal, standing: Standing
) -> None:
    opening = ask(session, ring, known, worker, DAY, "why")
    opening.standing, opening.second_by_id, opening.second_on = standing, worker.staff_id, DAY
    with pytest.raises(IntegrityError):
        session.flush()


def test_nor_an_agreement_without_a_second_person(
    session: Session, ring: KeyRing, known: int, worker: Principal
) -> None:
    opening = ask(session, ring, known, worker, DAY, "why")
    opening.standing = Standing.AGREED
    with pytest.raises(IntegrityError):
        session.flush()


def test_forgetting_leaves_nothing_of_it(session: Session, ring: KeyRing, known: int, worker: Principal) -> None:
    open_at_once(session, ring, known, worker, DAY, "why")
    forget(session, known)
    session.expire_all()
    assert session.exec(select(Identity)).all() == []
    assert session.exec(select(Opening)).all() == []
