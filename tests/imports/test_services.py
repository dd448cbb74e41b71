"""Bringing a file in: every row in or reported, twice adds nothing, a broken file leaves nothing."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel, col, select

from participation.imports import queries
from participation.imports.models import ImportBatch, ImportRemark
from participation.imports.rules import ImportMapping, ImportRefusedError, read_mapping
from participation.imports.services import import_responses, running, writing
from participation.kernel.database import Database
from participation.kernel.models import OutboxMessage
from participation.kernel.sealing import KeyRing
from participation.responses.models import Answer, Response, Statement
from participation.responses.queries import exact_words
from participation.responses.rules import Channel, Handling, Provenance, QuoteConsent, StatementStatus
from tests.factories import Council
from tests.imports.conftest import CSV, MAP, Import, lines

BY_CONTENT = '[[columns]]\ncolumn = "text"\nquestion = "good"\n'


def count(database: Database, kind: type[SQLModel]) -> int:
    with database.session(write=False) as session:
        return len(session.exec(select(kind)).all())


def texts(session: Session, ring: KeyRing) -> list[str]:
    pairs = session.exec(select(Response, Statement).join(Statement).order_by(col(Statement.id)))
    return [exact_words(ring, response, statement) for response, statement in pairs]


def test_rows_become_unread_imported_responses(
    session: Session, ring: KeyRing, council: Council, bring_in: Import
) -> None:
    assert bring_in().added == 3
    assert texts(session, ring) == ["The food is nice", "It took ages", "None"]
    first = session.exec(select(Response)).first()
    assert first is not None
    assert (first.channel, first.provenance, first.handling) == (
        Channel.IMPORTED,
        Provenance.OWN_WORDS,
        Handling.UNREAD,
    )
    assert (first.locality_id, first.service_id) == (council.localities["north"], council.services["youth-club"])
    assert (first.received_on, first.imported_label, first.language) == (date(2026, 3, 31), "Food", "en")
    assert (first.code_lookup, first.draft_reference, first.already_public) == (None, None, False)


def test_statements_wait_without_consent_under_the_mapped_lens(session: Session, bring_in: Import) -> None:
    bring_in()
    found = session.exec(select(Statement).order_by(col(Statement.id))).all()
    assert [each.lens for each in found] == ["good_thing", "worry", "good_thing"]
    assert {each.status for each in found} == {StatementStatus.WAITING}
    assert {each.quote_consent for each in found} == {QuoteConsent.NOT_SAID}


def test_questions_that_nobody_asked_are_not_skipped_answers(session: Session, bring_in: Import) -> None:
    bring_in()
    assert set(session.exec(select(Answer.question_key))) == {"good"}


def test_running_it_again_adds_nothing(database: Database, bring_in: Import) -> None:
    first, again = bring_in(), bring_in()
    assert (again.added, again.already_here, again.batch_id) == (0, 3, first.batch_id)
    assert count(database, Response) == 3


def test_a_longer_file_adds_what_is_new_whatever_changed_around_it(bring_in: Import) -> None:
    bring_in()
    longer = bring_in(CSV.replace("The food", "Food") + "r4,More,Food\n")
    assert (longer.added, longer.already_here) == (1, 3)


def test_the_same_ids_of_another_source_are_other_rows(bring_in: Import) -> None:
    bring_in()
    other = read_mapping(f'source = "second school"\n{MAP}')
    assert [bring_in(CSV, other).added for _ in range(2)] == [3, 0]


def test_the_same_words_of_two_people_are_two_rows_and_again_none(bring_in: Import) -> None:
    mapping = read_mapping(BY_CONTENT)
    content = "text\nNone\nGood\nNone\n"
    assert [bring_in(content, mapping).added for _ in range(2)] == [3, 0]
    assert bring_in(content + "None\n", mapping).added == 1


@pytest.mark.parametrize("rows_at_once", [1, 2, 100])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)))
def test_every_row_is_in_exactly_or_reported(
    rows_at_once: int,
    words: list[str],
    database: Database,
    ring: KeyRing,
    council: Council,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "ROWS_AT_ONCE", rows_at_once)
    content = lines(["text"], ["first"], *([text] for text in words)).encode()
    mapping = read_mapping(BY_CONTENT)
    reports = [import_responses(database, ring, BytesIO(content), "tell-us", mapping) for _ in range(2)]
    for report in reports:
        assert report.rows == len(words) + 1 == report.added + report.already_here + len(report.refused)
    assert reports[1].added == 0
    with database.session(write=False) as session:
        assert set(texts(session, ring)) >= {text for text in words if text.strip()}


def test_refused_rows_are_reported_by_line_and_the_others_come_in(database: Database, bring_in: Import) -> None:
    report = bring_in(
        'id,text,label\nr1,"two\nlines",Food\nr2,too,many,cells\nr1,twice,Food\n,x,Food\nr5,,Food\nr6,ok,\n'
    )
    assert (report.rows, report.added) == (6, 2)
    assert [(each.line, each.reason) for each in report.refused] == [
        (4, "It has 4 cells, and the file has 3 headings."),
        (5, "Its id is on line 2 already."),
        (6, "It has no id in the column “id”."),
        (7, "It has no words and no answer."),
    ]
    with database.session(write=False) as session:
        batch = session.get_one(ImportBatch, report.batch_id)
        assert (batch.rows_in, batch.refused, batch.finished) == (2, 4, True)
        assert len(queries.remarks(session, report.batch_id, refused=True)) == 4


def test_running_it_again_reports_the_same_lines_once(database: Database, bring_in: Import) -> None:
    content = CSV + "r4,,Food\n"
    assert bring_in(content).refused == bring_in(content).refused
    assert count(database, ImportRemark) == 1


def test_long_words_come_in_whole_and_are_noted(session: Session, ring: KeyRing, bring_in: Import) -> None:
    report = bring_in(CSV + f"r4,{'long ' * 2000},Food\n")
    assert (report.added, [note.line for note in report.notes]) == (4, [5])
    assert texts(session, ring)[-1] == "long " * 2000


@pytest.mark.parametrize(
    "content",
    [
        "",
        "id,text\n1,no label\n",
        CSV + 'r4,"never ends,Food\n',
        CSV + "r4,nul\x00,Food\n",
        CSV + f"r4,{'a' * 1_000_000},Food\n",
        (CSV + "r4,Café,Food\n").encode("cp1252"),
    ],
)
def test_a_broken_file_leaves_nothing(database: Database, bring_in: Import, content: str | bytes) -> None:
    with pytest.raises(ImportRefusedError):
        bring_in(content)
    assert [count(database, kind) for kind in (Response, Statement, ImportBatch, OutboxMessage)] == [0, 0, 0, 0]


def test_a_survey_or_place_that_is_not_there_is_told(database: Database, ring: KeyRing, council: Council) -> None:
    for slug, text, sentence in (
        ("tell", MAP, "There is no survey “tell”. There are: tell-us, houses, worry, how-are-we-doing."),
        ("tell-us", MAP.replace("north", "west"), "The council has no locality “west”. It has: north, south."),
        ("houses", MAP, "The survey has no question “good”."),
    ):
        with pytest.raises(ImportRefusedError) as refused:
            import_responses(database, ring, BytesIO(CSV.encode()), slug, read_mapping(text))
        assert str(refused.value).startswith(sentence)
    assert count(database, ImportBatch) == 0


def test_a_file_that_is_not_there_is_told(database: Database, ring: KeyRing, mapping: ImportMapping) -> None:
    with pytest.raises(ImportRefusedError, match="cannot be read: No such file or directory"):
        import_responses(database, ring, Path("nowhere.csv"), "tell-us", mapping)


def test_a_run_that_was_cut_short_is_gone_on_with(
    database: Database, bring_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "ROWS_AT_ONCE", 2)

    def stop(done: int, _rows: int) -> None:
        raise KeyboardInterrupt if done else AssertionError

    with pytest.raises(KeyboardInterrupt):
        bring_in(tell=stop)
    with database.session(write=False) as session:
        [batch] = queries.imports(session)
        assert (batch.rows_in, batch.finished) == (2, False)
    report = bring_in()
    assert (report.added, report.already_here, report.batch_id) == (1, 2, batch.id)


def test_progress_is_told(bring_in: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "ROWS_AT_ONCE", 2)
    seen: list[tuple[int, int]] = []
    bring_in(tell=lambda done, rows: seen.append((done, rows)))
    assert seen == [(2, 3), (3, 3)]


def test_danger_is_flagged_and_pages_nobody(
    database: Database, bring_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    from participation.intake.services import sending
    from participation.responses.rules import Urgency

    monkeypatch.setattr(sending, "urgency_of", lambda *_, **__: Urgency.NOW)
    bring_in()
    with database.session(write=False) as session:
        assert set(session.exec(select(Response.urgency))) == {int(Urgency.NOW)}
    assert count(database, OutboxMessage) == 0


def test_rows_are_known_again_after_the_keys_are_rotated(
    database: Database, ring: KeyRing, mapping: ImportMapping, bring_in: Import, settings_keys: dict[str, bytes]
) -> None:
    bring_in()
    rotated = KeyRing({"new": b"n" * 32, **settings_keys})
    assert import_responses(database, rotated, BytesIO(CSV.encode()), "tell-us", mapping).added == 0


def test_neither_ids_nor_words_are_kept_in_the_clear(database: Database, bring_in: Import, tmp_path: Path) -> None:
    bring_in("id,text,label\nremarkable-id,remarkable words,\nremarkable-id,remarkable twice,\n")
    database.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("council.db*"))
    assert b"remarkable" not in kept


def test_two_who_bring_in_the_same_are_told(bring_in: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in()
    monkeypatch.setattr(writing, "_lookups", lambda *_: ["a" * 64])
    with pytest.raises(ImportRefusedError, match="Somebody else is bringing in the same rows now"):
        bring_in(CSV.replace("r", "s"))


@pytest.mark.sqlite
def test_others_may_write_between_two_transactions_on_sqlite(
    database: Database, bring_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "ROWS_AT_ONCE", 1)
    slept: list[float] = []
    monkeypatch.setattr("participation.imports.services.pace.time.sleep", slept.append)
    bring_in()
    assert len(slept) == 3
