"""Reading CSV exactly, and telling what is broken with its line."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.imports.rules import LONGEST_CELL, ImportMapping, ImportRefusedError, open_table, read_mapping, scan

PLAIN = '[[columns]]\ncolumn = "text"\nquestion = "good"\n'
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


def table(content: bytes, mapping: ImportMapping) -> list[tuple[int, list[str]]]:
    return list(open_table(BytesIO(content), mapping).rows)


def written(rows: list[list[str]], **how: object) -> str:
    out = StringIO(newline="")
    csv.writer(out, **how).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


@given(
    rows=st.lists(st.lists(cells, min_size=2, max_size=2), max_size=5),
    ending=st.sampled_from(["\n", "\r\n"]),
    mark=st.booleans(),
)
def test_whatever_is_written_as_csv_is_read_back_exactly(rows: list[list[str]], ending: str, mark: bool) -> None:
    text = written([["text", "other"], *rows], lineterminator=ending, quoting=csv.QUOTE_ALL)
    content = text.encode("utf-8-sig" if mark else "utf-8")
    assert [row for _, row in table(content, read_mapping(PLAIN))] == rows


@given(rows=st.lists(st.lists(cells, min_size=2, max_size=2), max_size=5))
def test_a_row_says_on_which_line_it_begins(rows: list[list[str]]) -> None:
    content = written([["text", "other"], *rows], quoting=csv.QUOTE_ALL).encode()
    begun = [line for line, _ in table(content, read_mapping(PLAIN))]
    assert begun == [2 + sum(_breaks(row) + 1 for row in rows[:place]) for place in range(len(rows))]


def _breaks(row: list[str]) -> int:
    return sum(cell.count("\n") for cell in row)


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@me", "None", "N/A", "NA", " both ends ", "<b>", '"', "a\rb"])
def test_formulas_and_would_be_gaps_are_exact_text(text: str) -> None:
    assert table(written([["text"], [text]]).encode(), read_mapping(PLAIN)) == [(2, [text])]


def test_windows_files_are_read_where_the_mapping_says_so() -> None:
    mapping = read_mapping(f'encoding = "cp1252"\ndelimiter = ";"\n{PLAIN}')
    assert table("text;other\nCafé – £5;x\n".encode("cp1252"), mapping) == [(2, ["Café – £5", "x"])]


def test_empty_lines_are_no_rows() -> None:
    assert scan(BytesIO(b"text\n\none\n\r\n\ntwo\n\n"), read_mapping(PLAIN)).rows == 2


LONG = "a" * (LONGEST_CELL + 1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\n\n", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"text\n", "The file has headings and no row under them."),
        (b"id,comment\n1,hello\n", "Line 1 has no heading “text”. It has: id, comment."),
        (b"text,id,text\n1,2,3\n", "Line 1 has the heading “text” twice."),
        (b'text\nfine\n"never ends\n', "The quotation marks in the row that begins on line 3 do not fit together."),
        (b'text\n"one" two\n', "The quotation marks in the row that begins on line 2 do not fit together."),
        (f"text\nfine\n{LONG}\n".encode(), "The row that begins on line 3 has a cell of more than 100,000 characters."),
        (f'text\n"{LONG}"\n'.encode(), "The row that begins on line 2 has a cell of more than 100,000 characters."),
        (b"text\n" + b"a" * 1_000_000 + b"\n", "The row that begins on line 2 has a cell of more than 100,000"),
        (b"text\n" + b"a" * 5_000_000, "The row that begins on line 2 has a cell of more than 100,000 characters."),
        (b'text\n"begins here\n' + b"and goes on\n" * 20_000, "The row that begins on line 2 has a cell of more than"),
        (b"text\nfine\nnot\x00fine\n", "Line 3 holds a character that no text has (NUL)."),
        ("text\nCafé\n".encode("cp1252"), "Line 2 is not UTF-8. Save it as “CSV UTF-8 (comma delimited)”"),
        ("text\nhello\n".encode("utf-16"), "The encoding of this file is UTF-16. Save it as “CSV UTF-8"),
        (b"PK\x03\x04rest", "This is a workbook, not a CSV file."),
        (b"\xd0\xcf\x11\xe0rest", "This is an old workbook, not a CSV file."),
        (b"text\rhello\rthere", "Line 1 ends in a way that no CSV file of today does."),
    ],
)
def test_a_broken_file_is_told_in_a_sentence_with_its_line(content: bytes, sentence: str) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        scan(BytesIO(content), read_mapping(PLAIN))
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xef\xbb\xbftext\nx\n", "The encoding of this file is UTF-8; the mapping says cp1252."),
        (b"text\n\x81\n", "Line 2 is not CP1252."),
    ],
)
def test_a_mapping_with_the_wrong_encoding_is_told(content: bytes, sentence: str) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        scan(BytesIO(content), read_mapping(f'encoding = "cp1252"\n{PLAIN}'))
    assert str(refused.value).startswith(sentence)


def faults(content: bytes) -> tuple[str, ...]:
    try:
        scan(BytesIO(content), read_mapping(PLAIN))
    except ImportRefusedError as refused:
        return refused.sentences
    return ()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_sentences(content: bytes) -> None:
    assert all(sentence.endswith(".") for sentence in faults(content))
