"""What is counted, for whom, and what is left out."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from participation.access import Scope
from participation.disclosure import Hidden, Shown
from participation.kernel.quarters import Quarter
from participation.reports import queries
from participation.reports.rules.litmus import Litmus
from participation.reports.rules.places import Named, Reader
from participation.reports.rules.statements import StatementLine
from participation.responses.rules import Channel, Provenance, QuoteConsent, StatementStatus
from participation.surveys.models import SurveyVersion
from participation.surveys.queries import published
from participation.surveys.rules import AnswerState
from participation.surveys.services import close, publish
from tests.factories import LOCALITIES, Council
from tests.reports.conftest import Reply
from tests.reports.made import IN_FULL, NOW, QUARTER, TODAY

pytestmark = pytest.mark.usefixtures("any_database")


def page(session: Session, reader: Reader = IN_FULL, place: Named | None = None, today: date = TODAY) -> Litmus:
    """The page of the quarter."""
    return queries.litmus(session, QUARTER, reader, today, place)


def line(found: Litmus, statement: str = "feel_safe.3-faces") -> StatementLine:
    """One line of a page."""
    return next(each for each in found.lines if each.statement.id == statement)


def test_an_empty_database(session: Session, council: Council) -> None:
    found = page(session, Reader())
    assert (found.lines, found.reach.total, found.headline.answer) == ((), Shown(0), "too few replies to say")
    assert found.reach.unheard[:2] == ("North", "South")
    assert not any(card.themes or card.few or card.quotes for card in found.cards)
    assert queries.quarters(session, TODAY) == (Quarter.of(TODAY),)


def test_answers_are_counted_by_statement(session: Session, reply: Reply) -> None:
    reply(feel_safe="yes", know_worker="no")
    reply(feel_safe="sometimes", know_worker=AnswerState.SKIPPED)
    reply(feel_safe=AnswerState.NOT_SURE, know_worker=AnswerState.NOT_APPLICABLE)
    found = page(session)
    assert dict(line(found).split) == {
        "Positive": Shown(1),
        "In the middle": Shown(1),
        "Negative": Shown(0),
        "Not sure": Shown(1),
        "Skipped": Shown(0),
        "Doesn’t apply": Shown(0),
    }
    assert line(found, "know_worker.3-faces").share.replies == Shown(1)
    assert line(found).statement.hint


@pytest.mark.parametrize(
    "columns",
    [
        {"provenance": Provenance.GROUP},
        {"provenance": Provenance.PROXY},
        {"channel": Channel.IMPORTED},
        {"withdrawn_on": NOW},
        {"erased_on": NOW, "data_key": None},
    ],
)
def test_what_is_in_no_share(session: Session, reply: Reply, columns: dict[str, object]) -> None:
    reply(feel_safe="yes")
    reply(feel_safe="yes", columns=columns)
    assert line(page(session)).share.replies == Shown(1)


def test_with_a_worker_is_apart(session: Session, reply: Reply) -> None:
    reply(feel_safe="yes")
    reply(feel_safe="no", columns={"channel": Channel.WITH_A_WORKER, "provenance": Provenance.SCRIBED})
    found = line(page(session))
    assert found.with_a_worker
    assert (found.share.replies, found.with_a_worker.replies) == (Shown(1), Shown(1))


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (QUARTER.starts, 1),
        (QUARTER.ends, 1),
        (QUARTER.starts - timedelta(days=1), 0),
        (QUARTER.ends + timedelta(days=1), 0),
    ],
)
def test_a_quarter_has_its_own_days_only(session: Session, reply: Reply, day: date, count: int) -> None:
    reply(feel_safe="yes", day=day)
    assert page(session).reach.total == Shown(count)


def test_earlier_quarters_stand_beside(session: Session, reply: Reply) -> None:
    reply(feel_safe="yes")
    reply(feel_safe="no", day=QUARTER.previous.ends)
    reply(feel_safe="yes", day=QUARTER.year_before.starts)
    found = line(page(session))
    assert (found.since_quarter.was, found.since_year.was) == (Shown(0), Shown(100))
    assert queries.quarters(session, TODAY)[-1] == QUARTER.year_before


def test_places(session: Session, council: Council, reply: Reply) -> None:
    for place in ("north", "north", "south"):
        reply(feel_safe="yes", about_locality=place)
    reply(feel_safe="yes")
    found = page(session)
    assert dict(found.reach.by_place) == {"North": Shown(2), "South": Shown(1), "Not said": Shown(1)}
    north = next(each for each in found.choices if each.slug == "north")
    assert line(page(session, place=north)).share.replies == Shown(2)


def test_a_scope_in_full_counts_its_own_only(session: Session, council: Council, reply: Reply) -> None:
    for place in ("north", "north", "south"):
        reply(feel_safe="yes", about_locality=place)
    reply(feel_safe="yes")
    reader = Reader(Scope(frozenset({council.localities["north"]})), in_full=True)
    found = page(session, reader)
    assert [each.name for each in found.choices] == ["All my localities", "North"]
    assert (found.reach.total, line(found).share.replies) == (Shown(2), Shown(2))


def test_a_scope_of_figures_is_cut_out_of_the_councils_release(
    session: Session, council: Council, reply: Reply
) -> None:
    """North alone could show its 26; beside the whole council they would give away the 4 of the south."""
    for place, yes, no in (("north", 16, 10), ("south", 2, 2)):
        for answer, count in (("yes", yes), ("no", no)):
            for _ in range(count):
                reply(feel_safe=answer, about_locality=place)
    reader = Reader(Scope(frozenset({council.localities["north"]})))
    found = page(session, reader)
    assert [each.name for each in found.choices] == ["North"]
    assert (found.view.place.name, line(found).share.percent) == ("North", Hidden())
    assert (line(found).by_place, found.reach.by_place) == ((), ())


def test_a_place_that_may_not_be_chosen(session: Session, council: Council) -> None:
    with pytest.raises(ValueError, match="Not a place"):
        page(session, place=Named(99, "Elsewhere"))


def test_three_and_five_faces_are_never_pooled(session: Session, council: Council, reply: Reply) -> None:
    reply(feel_safe="yes")
    definition = published(session, (), ())["how-are-we-doing"].definition
    raw = definition.model_dump(mode="json", exclude_defaults=True)
    for question in (question for each in raw["pages"] for question in each["questions"]):
        if question["key"] == "feel_safe":
            question.update(faces=5, options=definition_of_tell_us(session))
    publish(session, definition.model_validate(raw), NOW)
    reply(feel_safe="good")
    found = page(session)
    assert [line(found, f"feel_safe.{faces}-faces").share.replies for faces in (3, 5)] == [Shown(1), Shown(1)]


def definition_of_tell_us(session: Session) -> object:
    """The usual five faces."""
    question = published(session, (), ())["tell-us"].definition.questions_by_key["how_is_it_going"]
    return [option.model_dump(mode="json", exclude_defaults=True) for option in question.options]


def test_the_running_quarter_is_one_total_for_whoever_reads_figures(session: Session, reply: Reply) -> None:
    for _ in range(13):
        reply(feel_safe="yes", about_locality="north")
    found = page(session, Reader(), today=QUARTER.ends)
    assert (found.lines, found.cards, found.reach.total) == ((), (), Shown(15))
    assert page(session, IN_FULL, today=QUARTER.ends).lines
    assert page(session, Reader(), today=QUARTER.ends + timedelta(days=1)).reach.by_place


def test_a_dated_survey_that_is_open_is_one_total_for_whoever_reads_figures(session: Session, reply: Reply) -> None:
    for _ in range(13):
        reply(feel_safe="yes")
    close(session, "how-are-we-doing", TODAY)
    found = page(session, Reader())
    assert [(each.title, each.replies) for each in found.still_open] == [("How are we doing?", Shown(15))]
    assert (found.lines, found.reach.total) == ((), Shown(0))
    assert page(session, IN_FULL).lines
    assert page(session, Reader(), today=TODAY + timedelta(days=1)).lines


def test_themes_are_confirmed_codes_on_approved_words(session: Session, coded: Reply, reply: Reply) -> None:
    coded("Home", better="A garden")
    coded("Home", better="More time", columns={"provenance": Provenance.GROUP})
    coded("Home", better="Not ours", columns={"provenance": Provenance.PROXY})
    coded("Home", better="Taken back", columns={"withdrawn_on": NOW})
    coded("Home", better="Said elsewhere", columns={"channel": Channel.IMPORTED, "provenance": Provenance.PROXY})
    reply(better="Waiting")
    change = page(session).cards[2]
    assert [(each.name, each.replies, each.imported) for each in change.themes] == [("Home", Shown(3), Shown(1))]


def test_a_reply_that_says_it_twice_counts_once(session: Session, coded: Reply) -> None:
    coded("Home", slug="tell-us", good="My garden", better="My garden")
    found = page(session)
    assert [card.themes[0].replies for card in (found.cards[0], found.cards[2])] == [Shown(1), Shown(1)]


def test_quotes_are_agreed_and_published(session: Session, coded: Reply) -> None:
    for place in range(10):
        coded("Home", better=f"A garden {place}", about_age_band="8_11")
    coded("Home", better="Not asked")
    coded("Home", better="No", consent=QuoteConsent.DO_NOT_SHARE)
    coded("Home", better="Imported", consent=QuoteConsent.USE_WORDS, columns={"channel": Channel.IMPORTED})
    coded("Home", better="A group", consent=QuoteConsent.USE_WORDS, columns={"provenance": Provenance.GROUP})
    coded("Home", better="Long " * 60, consent=QuoteConsent.USE_WORDS)
    assert not page(session).cards[2].quotes
    coded(
        "Home",
        better="Ask Sam",
        published="Ask [name]",
        consent=QuoteConsent.CHANGE_WORDS,
        about_age_band="8_11",
        language="cy",
    )
    [quote] = page(session, Reader()).cards[2].quotes
    assert (quote.text, quote.who, quote.language) == ("Ask [name]", "Aged under 12", "cy")


def test_words_that_are_not_approved_are_no_quote(session: Session, coded: Reply) -> None:
    for _ in range(12):
        coded("Home", better="A garden", consent=QuoteConsent.USE_WORDS)
    assert page(session).cards[2].quotes
    session.execute(sa.text("UPDATE statement SET status = :status"), {"status": StatementStatus.PRIVATE.value})
    assert not page(session).cards[2].quotes


def test_one_litmus_test_a_quarter(session: Session, reply: Reply) -> None:
    reply(feel_safe="yes")
    found = queries.litmus_between(session, QUARTER.previous, QUARTER.next, TODAY)
    assert [str(each.view.quarter) for each in found] == ["2026-Q2", "2026-Q3", "2026-Q4"]
    assert not any(each.view.reader.in_full for each in found)


def test_words_of_versions_that_are_gone_stay_counted(session: Session, reply: Reply) -> None:
    reply(feel_safe="yes")
    version = session.get_one(SurveyVersion, 3)
    raw = {**version.definition, "intro": {"en": {"standard": "Once more."}}}
    publish(session, published(session, (), ())["how-are-we-doing"].definition.model_validate(raw), NOW)
    reply(feel_safe="no")
    assert line(page(session)).share.replies == Shown(2)


def test_places_are_the_councils(session: Session, council: Council) -> None:
    assert [each.name for each in page(session).choices] == ["All localities", *dict(LOCALITIES).values()]
