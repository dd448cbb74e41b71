"""Publishing, opening and closing."""

from datetime import date

from sqlmodel import Session, select

from participation.surveys.models import SurveyVersion
from participation.surveys.queries import published, version
from participation.surveys.rules import load_shipped
from participation.surveys.services import close, publish, ship
from tests.factories import LOCALITIES, SERVICES, Council

DAY = date(2026, 3, 2)


def test_shipping_twice_publishes_nothing_new(session: Session, council: Council) -> None:
    before = len(session.exec(select(SurveyVersion)).all())
    ship(session, DAY)
    assert len(session.exec(select(SurveyVersion)).all()) == before == len(load_shipped())


def test_an_edit_makes_the_next_version_and_the_old_one_stays_as_it_was(session: Session, council: Council) -> None:
    old = published(session, LOCALITIES, SERVICES)["tell-us"]
    publish(session, load_shipped()["tell-us"].model_copy(update={"about_you": False}), DAY)
    new = published(session, LOCALITIES, SERVICES)["tell-us"]
    assert (old.number, new.number) == (1, 2)
    assert version(session, old.version_id, LOCALITIES, SERVICES).definition == old.definition
    assert "about_age_band" not in new.definition.questions_by_key


def test_a_survey_is_open_from_its_first_to_its_last_day(session: Session, council: Council) -> None:
    close(session, "tell-us", date(2026, 3, 31))
    found = published(session, LOCALITIES, SERVICES)["tell-us"]
    days = [date(2025, 12, 31), date(2026, 3, 31), date(2026, 4, 1)]
    assert [found.is_open(day) for day in days] == [False, True, False]


def test_feedback_and_the_houses_have_doors_of_their_own_and_stand_in_no_list(
    session: Session, council: Council
) -> None:
    listed = {slug for slug, each in published(session, (), ()).items() if each.listed}
    assert listed == {"how-are-we-doing"}
