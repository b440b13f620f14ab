"""The table of a file as a person sees it: cells as text under their row numbers, whatever the format."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from etl.intake import References
from etl.received import Options
from etl.receiving import chosen_table
from etl.tables import ParquetTable, SheetTable, Table, TextTable

GridKind = Literal["text", "sheet", "parquet"]
CELL_LIMIT = 4_000_000
"""Of a larger table no copy is made: it would be too large to be read by a person."""


@dataclass(frozen=True)
class Grid:
    """The rows of the table that was read, row 1 first, as text.

    `header` is the number of the last row that names columns, `labels` what it names them; `sheet` the sheet
    of a workbook or the member of an archive.
    """

    kind: GridKind
    rows: Sequence[Sequence[str]]
    header: int
    labels: tuple[str, ...]
    sheet: str | None = None
    delimiter: str = ","

    def position(self, label: str | None) -> int | None:
        """Return the place of a column named as findings name it: by its label, or “#3” without one."""
        if label is None:
            return None
        if label in self.labels:
            return self.labels.index(label)
        number = label.removeprefix("#")
        return int(number) - 1 if label.startswith("#") and number.isdigit() else None


def file_grid(content: bytes, file_name: str, references: References, options: Options) -> Grid | None:
    """Return the table that `receive` reads, None if there is none or if it is too large to be shown."""
    chosen = chosen_table(content, file_name, references, options)
    if chosen is None:
        return None
    table, plan = chosen
    header, labels = plan.header.last, plan.header.labels
    if isinstance(table, TextTable):
        text_rows = _text_rows(table)
        return Grid("text", text_rows, header, labels, table.sheet, table.delimiter) if text_rows else None
    columns = _columns(table)
    height = len(columns[0]) if columns else 0
    if height * len(columns) > CELL_LIMIT:
        return None
    rows = [[column[row] for column in columns] for row in range(height)]
    if isinstance(table, SheetTable):
        return Grid("sheet", rows, header, labels, table.sheet)
    return Grid("parquet", [list(labels), *rows], header, labels, table.sheet)


def _text_rows(table: TextTable) -> list[list[str]] | None:
    text = table.text.decode("utf-8", errors="replace")
    if text.count("\n") * max(len(table.head[0]) if table.head else 1, 1) > CELL_LIMIT:
        return None
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=table.delimiter))
    except csv.Error:
        # A broken quotation mark: the lines are shown as they stand.
        return [[line] for line in text.splitlines()]


def _columns(table: Table) -> list[list[str]]:
    if isinstance(table, SheetTable):
        return [[cell or "" for cell in column] for column in table.content.filled_columns()]
    if isinstance(table, ParquetTable):
        content = table.content
        places = range(content.num_columns)
        return [
            ["" if cell is None else str(cell) for cell in content.column(place).to_pylist()]
            for place in places
        ]
    return []
