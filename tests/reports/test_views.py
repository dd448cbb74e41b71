"""The reports as pages: who sees what, and clear sentences where there is little to see."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlmodel import Session

from participation.responses.rules import QuoteConsent
from tests.factories import Council
from tests.reports.conftest import Reply

Staff = Callable[[str], FlaskClient]
LITMUS = "/staff/reports/litmus"


@pytest.fixture(autouse=True)
def november() -> object:
    """A day in the quarter after the replies."""
    with time_machine.travel("2026-11-20T10:00:00+00:00", tick=True):
        yield


@pytest.fixture
def told(session: Session, reply: Reply, coded: Reply) -> None:
    """Sixty replies of this summer, forty in the north, and what they were in spring."""
    for day, yes in ((date(2026, 8, 14), 24), (date(2026, 5, 6), 45)):
        for index in range(60):
            reply(
                day=day,
                feel_safe="yes" if index < yes else "no",
                about_locality="north" if index % 3 else "south",
                about_age_band="12_15",
            )
    for _ in range(12):
        coded("Time together", better="Ask <b>me</b> first", consent=QuoteConsent.USE_WORDS, about_age_band="12_15")
    session.commit()


def text(client: FlaskClient, address: str) -> str:
    """A page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status
    return " ".join(answer.get_data(as_text=True).split())


@pytest.mark.parametrize("who", ["leader", "worker", "lead", "north_worker"])
def test_an_empty_database_says_so(staff: Staff, who: str) -> None:
    client = staff(who)
    assert "No replies to litmus statements" in text(client, LITMUS) or "not over" in text(client, LITMUS)
    assert "Reports" in text(client, "/staff/reports")


@pytest.mark.parametrize("who", ["admin", "partner"])
@pytest.mark.parametrize("address", ["/staff/reports", LITMUS, f"{LITMUS}/statements.csv", f"{LITMUS}/themes.csv"])
def test_who_may_not_read_reports(staff: Staff, who: str, address: str) -> None:
    assert staff(who).get(address).status_code == 403


def test_a_leader_reads_the_answer_first(told: None, staff: Staff) -> None:
    page = text(staff("leader"), LITMUS)
    assert "<h1>Are we doing the right things? Children say: in part.</h1>" in page
    assert page.index("<b>70 replies</b>") < page.index("What replies say") < page.index("In their words")
    assert "Look closer: fewer replies say “I feel safe where I live” than before (42&nbsp;%)" in page
    assert "</svg> Getting worse" in page
    assert "covers chance only, not who chose to reply" in page
    assert "True counts" not in page


def test_a_leader_sees_rounded_figures_and_a_worker_true_ones(told: None, staff: Staff) -> None:
    assert "<b>70 replies</b>" in text(staff("leader"), LITMUS)
    worker = staff("worker")
    assert "<b>72 replies</b>" in text(worker, LITMUS)
    assert "True counts, for people who read the responses" in text(worker, LITMUS)
    assert "<b>70 replies</b>" in text(worker, f"{LITMUS}?figures=leaders")


def test_asking_for_true_counts_gives_a_leader_none(told: None, staff: Staff) -> None:
    assert "<b>70 replies</b>" in text(staff("leader"), f"{LITMUS}?figures=true")


def test_a_locality_can_be_chosen(told: None, staff: Staff) -> None:
    page = text(staff("leader"), f"{LITMUS}?locality=north")
    assert "<b>40 replies</b>" in page
    assert "By age" not in page
    assert "Ask &lt;b&gt;me" not in page


def test_a_worker_of_one_locality_sees_that_one_only(told: None, staff: Staff) -> None:
    client = staff("north_worker")
    page = text(client, LITMUS)
    assert "<b>40 replies</b>" in page
    assert "South" not in page
    assert client.get(f"{LITMUS}?locality=south").status_code == 404
    assert client.get(f"{LITMUS}/statements.csv?locality=south").status_code == 404
    assert "South" not in text(client, f"{LITMUS}/statements.csv")
    assert "South" not in text(client, f"{LITMUS}?figures=leaders")


def test_a_leader_of_one_locality_sees_that_one_only(told: None, north_leader: str, staff: Staff) -> None:
    client = staff(north_leader)
    page = text(client, LITMUS)
    assert "<b>40 replies</b>" in page
    assert "South" not in page
    assert client.get(f"{LITMUS}?locality=south").status_code == 404


@pytest.mark.parametrize(
    "query", ["quarter=2026-Q1", "quarter=2031-Q1", "quarter=soon", "locality=nowhere", "locality=1"]
)
def test_what_is_not_on_offer_is_not_found(told: None, staff: Staff, query: str) -> None:
    client = staff("leader")
    assert client.get(f"{LITMUS}?{query}").status_code == 404
    assert client.get(f"{LITMUS}/statements.csv?{query}").status_code == 404
    assert client.get(f"{LITMUS}/secrets.csv").status_code == 404


def test_one_quarter_alone_compares_with_nothing(told: None, staff: Staff) -> None:
    page = text(staff("leader"), f"{LITMUS}?quarter=2026-Q2")
    assert "Too few replies" in page
    assert "</svg> Getting" not in page


def test_the_running_quarter_waits(told: None, staff: Staff, reply: Reply, session: Session) -> None:
    for _ in range(11):
        reply(day=date(2026, 10, 9), feel_safe="yes")
    session.commit()
    assert "This quarter is not over" in text(staff("leader"), f"{LITMUS}?quarter=2026-Q4")
    assert "<b>10 replies</b>" in text(staff("leader"), f"{LITMUS}?quarter=2026-Q4")
    worker = text(staff("worker"), f"{LITMUS}?quarter=2026-Q4")
    assert "changes are judged when it is over" in worker
    assert "<b>11 replies</b>" in worker


def test_quotes_are_escaped_and_named_by_a_broad_band(told: None, staff: Staff) -> None:
    page = text(staff("leader"), LITMUS)
    assert "“Ask &lt;b&gt;me&lt;/b&gt; first”" in page
    assert "Aged 12 to 17, who agreed to share this" in page


def test_files_come_beside_the_page(told: None, staff: Staff) -> None:
    client = staff("leader")
    answer = client.get(f"{LITMUS}/statements.csv?quarter=2026-Q3")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="litmus-statements-2026-q3.csv"'
    assert "2026-Q3,All localities,I feel safe where I live.,60,42" in answer.get_data(as_text=True)
    assert "Changes wanted,Time together,10" in client.get(f"{LITMUS}/themes.csv").get_data(as_text=True)


def test_the_list_of_reports(told: None, staff: Staff) -> None:
    page = text(staff("leader"), "/staff/reports")
    assert "Litmus test, July to September 2026" in page
    assert page.count("/litmus?quarter=") == 4


def test_no_page_needs_a_script_or_inline_style(told: None, staff: Staff, council: Council) -> None:
    page = text(staff("worker"), LITMUS)
    assert " style=" not in page
    assert "<script>" not in page


def test_a_file_asks_again_who_somebody_is_after_ten_minutes(staff: Staff) -> None:
    leader = staff("leader")
    with time_machine.travel("2026-11-20T10:15:00+00:00", tick=True):
        answer = leader.get(f"{LITMUS}/statements.csv")
    assert answer.status_code == 302
    assert "/staff/confirm" in answer.headers["Location"]
