"""What a mapping says, how a CSV file is read, and what one row of it becomes. Pure."""

from participation.imports.rules.faults import ImportRefusedError
from participation.imports.rules.mapping import ImportMapping, faults_against, read_mapping
from participation.imports.rules.rows import Row, RowRefusedError, read_row
from participation.imports.rules.table import LONGEST_CELL, Scan, Table, open_table, scan

__all__ = [
    "LONGEST_CELL",
    "ImportMapping",
    "ImportRefusedError",
    "Row",
    "RowRefusedError",
    "Scan",
    "Table",
    "faults_against",
    "open_table",
    "read_mapping",
    "read_row",
    "scan",
]
