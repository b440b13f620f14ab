"""The table of a file as a person sees it: cells as text under their row numbers, whatever the format."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from etl.findings import Finding
from etl.reception import Options
from etl.recognition import recognise
from etl.tables import ParquetTable, SheetTable, Table, TextTable, tables_of

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


def file_grid(content: bytes, file_name: str, options: Options, dataset: str) -> Grid | None:
    """Return the table that `receive` read, None if there is none or if it is too large."""
    stem = file_name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    best: tuple[Table, int, tuple[str, ...]] | None = None
    for table in tables_of(content, file_name, options.encoding):
        if isinstance(table, Finding) or options.sheet not in (None, table.sheet):
            continue
        plan = recognise(table.head, [stem, table.sheet or ""], options.dataset or dataset)
        if plan is None:
            continue
        found = (table, plan.header.last, plan.header.labels)
        if best is None or not plan.missing:
            best = found
        if not plan.missing and not table.hidden:
            break
    return None if best is None else _grid(*best)


def _grid(table: Table, header: int, labels: tuple[str, ...]) -> Grid | None:
    if isinstance(table, TextTable):
        text = table.text.decode("utf-8", errors="replace")
        if text.count("\n") * len(labels) > CELL_LIMIT:
            return None
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=table.delimiter))
        except csv.Error:
            # A broken quotation mark: the lines are shown as they stand.
            rows = [[line] for line in text.splitlines()]
        return Grid("text", rows, header, labels, table.sheet, table.delimiter)
    if isinstance(table, SheetTable):
        columns = table.content.filled_columns()
        height = len(columns[0]) if columns else 0
        if height * len(columns) > CELL_LIMIT:
            return None
        cells = [[column[row] or "" for column in columns] for row in range(height)]
        return Grid("sheet", cells, header, labels, table.sheet)
    if isinstance(table, ParquetTable):
        content = table.content
        if content.num_rows * content.num_columns > CELL_LIMIT:
            return None
        values = [
            ["" if value is None else str(value) for value in content.column(place).to_pylist()]
            for place in range(content.num_columns)
        ]
        return Grid("parquet", [list(labels), *map(list, zip(*values, strict=True))], header, labels)
    return None
