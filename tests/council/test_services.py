"""Keeping the council's words, there and back, and its places."""

from typing import Any

import pytest
from sqlmodel import Session, select

from participation.audit.models import AuditEvent
from participation.council import queries, services
from participation.council.models import CouncilSetting, Locality
from participation.council.rules import HELPLINES, CouncilSettings
from tests.factories import Council

pytestmark = pytest.mark.usefixtures("any_database")


def done(session: Session) -> list[tuple[str, str]]:
    events = session.exec(select(AuditEvent).where(AuditEvent.staff_id == 1))
    return [(each.action, each.subject_type) for each in events]


@pytest.mark.parametrize(
    "changes",
    [{"name": "Our council"}, {"reply_days": 3, "talk_days": 10}, {"helplines": ()}, {"helplines": HELPLINES[::-1]}],
)
def test_a_change_is_kept_and_can_go_back_to_the_default(changes: dict[str, Any], session: Session) -> None:
    services.change_settings(session, 1, **changes)
    found = queries.settings(session)
    assert {key: getattr(found, key) for key in changes} == changes
    services.save_settings(session, CouncilSettings(), 1)
    assert queries.settings(session) == CouncilSettings()
    assert session.exec(select(CouncilSetting)).all() == []
    assert done(session) == [("settings_changed", "council")] * 2


def test_saving_the_same_again_is_not_on_the_record(session: Session) -> None:
    services.change_settings(session, 1, name="Your council")
    assert done(session) == []


def test_one_change_leaves_the_others(session: Session) -> None:
    services.change_settings(session, 1, name="Our council")
    services.change_settings(session, 1, team_name="Our team")
    assert (queries.settings(session).name, queries.settings(session).team_name) == ("Our council", "Our team")


def test_helplines_are_added_changed_moved_and_removed(session: Session) -> None:
    new = HELPLINES[0].model_copy(update={"name": "New"})
    services.save_helpline(session, 1, None, new)
    services.move_helpline(session, 1, 2)
    assert [line.name for line in queries.settings(session).helplines] == ["Childline", "New", "Shout"]
    services.save_helpline(session, 1, 1, new.model_copy(update={"name": "Newer"}))
    services.remove_helpline(session, 1, 0)
    services.move_helpline(session, 1, 0)
    assert [line.name for line in queries.settings(session).helplines] == ["Newer", "Shout"]


def test_a_renamed_place_keeps_its_slug(session: Session, council: Council) -> None:
    north = session.get_one(Locality, council.localities["north"])
    services.rename_place(session, north, "North Sands", 1)
    services.rename_place(session, north, "North Sands", 1)
    assert next((place.slug, place.name) for place in queries.localities(session)) == ("north", "North Sands")
    assert done(session) == [("renamed", "locality")]


def test_a_new_place_comes_last_with_a_slug_of_its_own(session: Session) -> None:
    services.add_place(session, Locality, "North!", 1)
    assert [place.slug for place in queries.localities(session)] == ["north", "south", "north-2"]
    assert done(session) == [("added", "locality")]


def test_places_move_up_one_at_a_time(session: Session) -> None:
    services.add_place(session, Locality, "East", 1)
    for _ in range(3):
        services.move_place(session, session.exec(select(Locality).where(Locality.slug == "east")).one(), 1)
    assert [place.slug for place in queries.localities(session)] == ["east", "north", "south"]
