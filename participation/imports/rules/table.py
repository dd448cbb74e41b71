"""Reading a CSV file row by row, in the memory of one row; what is broken is told with its line.

A cell is exact text: nothing is stripped, no formula is touched, “None” and “N/A” are answers.
"""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from participation.imports.rules.faults import ImportRefusedError
from participation.imports.rules.mapping import ENCODINGS, ImportMapping

LONGEST_CELL = 100_000  # below the csv module's own limit of 131,072
LONGEST_LINE = 4_000_000  # bytes; a cell of four-byte characters and more beside it
UTF_8_MARK = b"\xef\xbb\xbf"
SAVE_AS = "Save it as “CSV UTF-8 (comma delimited)”, or as UTF-8 without tabs and formats, and try again."
NOT_CSV = {
    b"PK\x03\x04": f"This is a workbook, not a CSV file. {SAVE_AS}",
    b"\xd0\xcf\x11\xe0": f"This is an old workbook, not a CSV file. {SAVE_AS}",
    b"\xff\xfe": f"The encoding of this file is UTF-16. {SAVE_AS}",
    b"\xfe\xff": f"The encoding of this file is UTF-16. {SAVE_AS}",
}
IN_WINDOWS_ENCODING = 'Where the file cannot be saved again, write encoding = "cp1252" in the mapping.'


@dataclass(frozen=True)
class Table:
    """An open file: its headings and, once, its rows as (line, cells). A row may go over several lines."""

    headings: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]


@dataclass(frozen=True)
class Scan:
    """What a first pass found: the file is whole, has so many rows, and this is its SHA-256."""

    rows: int
    file_hash: str


def scan(stream: BinaryIO, mapping: ImportMapping) -> Scan:
    """Read the whole file once, so that a fault anywhere in it is found before anything is kept."""
    rows = sum(1 for _ in open_table(stream, mapping).rows)
    if not rows:
        raise ImportRefusedError(["The file has headings and no row under them."])
    stream.seek(0)
    file_hash = hashlib.sha256()
    while part := stream.read(1 << 20):
        file_hash.update(part)
    return Scan(rows, file_hash.hexdigest())


def open_table(stream: BinaryIO, mapping: ImportMapping) -> Table:
    """The file from its start; raises ImportRefusedError here or while the rows are read."""
    stream.seek(0)
    rows = _rows(stream, ENCODINGS[mapping.encoding], mapping.delimiter)
    first = next(rows, None)
    if first is None:
        raise ImportRefusedError(["The file is empty."])
    headings = tuple(cell.strip() for cell in first[1])
    if faults := tuple(_heading_faults(headings, mapping)):
        raise ImportRefusedError(faults)
    return Table(headings, rows)


def _heading_faults(headings: Sequence[str], mapping: ImportMapping) -> Iterator[str]:
    for heading in dict.fromkeys(headings):
        if heading and headings.count(heading) > 1:
            yield f"Line 1 has the heading “{heading}” twice. Give each column a name of its own."
    for wanted in mapping.headings:
        if wanted not in headings:
            yield f"Line 1 has no heading “{wanted}”. It has: {', '.join(filter(None, headings))[:500]}."


def _rows(stream: BinaryIO, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(_lines(stream, encoding), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ImportRefusedError([_why(line, str(error))]) from error
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise ImportRefusedError([_too_long(line)])
        if cells:
            yield line, cells


def _why(line: int, error: str) -> str:
    if "field larger" in error:
        return _too_long(line)
    if "new-line" in error:
        return f"Line {line} ends in a way that no CSV file of today does. {SAVE_AS}"
    return (
        f"The quotation marks in the row that begins on line {line} do not fit together. A cell that holds quotation "
        "marks begins and ends with one, and each one inside it is written twice."
    )


def _too_long(line: int) -> str:
    return (
        f"The row that begins on line {line} has a cell of more than {LONGEST_CELL:,} characters. "
        "Perhaps a quotation mark is missing there, or just before."
    )


def _lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines as text. A fault names the line, whatever row it belongs to."""
    for number, read in enumerate(iter(lambda: stream.readline(LONGEST_LINE), b""), 1):
        raw = read if number > 1 else _without_mark(read, encoding)
        if b"\x00" in raw:
            raise ImportRefusedError([f"Line {number} holds a character that no text has (NUL). {SAVE_AS}"])
        if len(raw) >= LONGEST_LINE:
            raise ImportRefusedError([_too_long(number)])
        try:
            yield raw.decode(encoding)
        except UnicodeDecodeError as error:
            hint = IN_WINDOWS_ENCODING if encoding == "utf-8" else "Perhaps the mapping names the wrong encoding."
            raise ImportRefusedError([f"Line {number} is not {encoding.upper()}. {SAVE_AS} {hint}"]) from error


def _without_mark(first: bytes, encoding: str) -> bytes:
    for start, sentence in NOT_CSV.items():
        if first.startswith(start):
            raise ImportRefusedError([sentence])
    if first.startswith(UTF_8_MARK) and encoding != "utf-8":
        raise ImportRefusedError([f"The encoding of this file is UTF-8; the mapping says {encoding}. Take that out."])
    return first.removeprefix(UTF_8_MARK)
