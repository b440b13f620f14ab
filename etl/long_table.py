"""Lay a received table out as the contract's columns, one row for each place and day, in `staging`.

Where columns of the file become rows, the number of a staged row tells the row and the column it came from,
so that every finding still points at a cell of the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb

from etl.aliases import PLACE
from etl.contract_types import Dataset
from etl.findings import Finding, Report
from etl.recognition import Across, Plan
from etl.sql import first_row, literal, quoted
from etl.staging import STAGED_ROW

PLACES = tuple(name for name in PLACE if name != "unit_code")
PROVINCE_COUNTS = ("province_confirmed", "province_recovered", "province_deaths")
EXTRA_FIELDS = (*PLACES, "moment", "day_number", *PROVINCE_COUNTS)
"""Columns of `staging` beside the contract's: names of places, and what the steps of a layout read."""

COLUMNS_PER_ROW = 10_000
HEADINGS_COMPARED = 30
TOTAL_WORD = r"\s*(全[国省市区县])?[合总小共]\s*计\s*[:：]?\s*"
REMARK_ROWS = 25
REMARK_START = r"(?i)^\s*[*※]?\s*(注|备注|说明|数据来源|资料来源|来源|note|source|remark)s?\s*\d*\s*[:：.]"


def lay_out(
    con: duckdb.DuckDBPyConnection, plan: Plan, dataset: Dataset, rows: str, given: Mapping[str, str]
) -> None:
    """Make `staging` from `received`; `given` fills empty cells of the columns it names."""
    for name, value in given.items():
        con.execute(f"SET VARIABLE {quoted('given_' + name)} = ?::VARCHAR", [value])
    names = [*dataset.column_names, *EXTRA_FIELDS]
    cells = ", ".join(f"{_cell(name, plan, given)} AS {quoted(name)}" for name in names)
    if not plan.across:
        con.execute(
            f"CREATE OR REPLACE TEMP VIEW staging AS SELECT {rows} AS {STAGED_ROW}, {cells} FROM received"
        )
        return
    varied = sorted({name for part in plan.across for name in (*part.cells, *part.constants)})
    parts = ", ".join(_struct(part, varied) for part in plan.across)
    # A cell left empty under a day says nothing of that day: it makes no row, and certainly no zero.
    counts = sorted({name for part in plan.across for name in part.cells})
    counted = " OR ".join(f"part.{quoted(name)} IS NOT NULL" for name in counts)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE staging AS SELECT ({rows}) * {COLUMNS_PER_ROW} + part.position"
        f" AS {STAGED_ROW}, {cells} FROM (SELECT *, rowid, unnest([{parts}]) AS part FROM received)"
        f" AS received WHERE {counted}"
    )


def _struct(part: Across, names: list[str]) -> str:
    entries = [f"'position': {part.position}"]
    for name in names:
        if name in part.cells:
            value = f"nullif(c{part.cells[name]}, '')"
        elif name in part.constants:
            value = literal(part.constants[name])
        else:
            value = "NULL::VARCHAR"
        entries.append(f"{literal(name)}: {value}")
    return "{" + ", ".join(entries) + "}"


def _cell(name: str, plan: Plan, given: Mapping[str, str]) -> str:
    constants = plan.layout.constants if plan.layout else {}
    if name in plan.fields:
        cell = f"nullif(c{plan.fields[name]}, '')"
    elif any(name in part.cells or name in part.constants for part in plan.across):
        cell = f"part.{quoted(name)}"
    elif name in constants:
        cell = literal(constants[name])
    else:
        cell = "NULL::VARCHAR"
    if name in given:
        return f"coalesce({cell}, getvariable({literal('given_' + name)}))"
    return cell


def file_row(plan: Plan) -> str:
    """Return SQL for the row of the file that a row of `staging` came from."""
    return f"{STAGED_ROW} // {COLUMNS_PER_ROW}" if plan.across else STAGED_ROW


def rewrite(con: duckdb.DuckDBPyConnection, query: str) -> None:
    """Replace `staging` by the result of a query over it."""
    con.execute(f"CREATE TEMP TABLE rewritten AS {query}")
    kind = first_row(con, "SELECT table_type FROM information_schema.tables WHERE table_name = 'staging'")
    con.execute("DROP VIEW staging" if kind == ("VIEW",) else "DROP TABLE staging")
    con.execute("ALTER TABLE rewritten RENAME TO staging")


def leave_out_remarks(con: duckdb.DuckDBPyConnection, width: int) -> int:
    """Delete remarks under the table from `received` and return their number.

    A remark stands alone in the first cell of one of the last rows and starts with a word such as 注.
    """
    if width < 2:
        return 0
    others = " AND ".join(f"c{position} IS NULL" for position in range(1, width))
    query = (
        "DELETE FROM received WHERE rowid > (SELECT max(rowid) FROM received) - ?"
        f" AND regexp_matches(c0, ?) AND {others}"
    )
    deleted = first_row(con, query, [REMARK_ROWS, REMARK_START])
    return int(deleted[0]) if deleted else 0


def leave_out_empty(con: duckdb.DuckDBPyConnection, width: int) -> None:
    """Delete rows without any cell from `received`: spreadsheets write them as delimiters alone."""
    empty = " AND ".join(f"c{position} IS NULL" for position in range(width))
    con.execute(f"DELETE FROM received WHERE {empty}")


def leave_out_headings(con: duckdb.DuckDBPyConnection, labels: Sequence[str]) -> int:
    """Delete rows that name the columns once more, as printed tables do on each page; return their number."""
    named = [(place, label) for place, label in enumerate(labels[:HEADINGS_COMPARED]) if label]
    if len(named) < 2:
        return 0
    same = " AND ".join(f"trim(c{place}) = ?" for place, _label in named)
    deleted = first_row(con, f"DELETE FROM received WHERE {same}", [label for _place, label in named])
    return int(deleted[0]) if deleted else 0


def leave_out_totals(con: duckdb.DuckDBPyConnection, plan: Plan) -> int:
    """Delete totals that name no place, the word standing in another column, and return their number."""
    named = {position for name, position in plan.fields.items() if name in PLACE}
    others = [place for place in range(min(len(plan.header.labels), HEADINGS_COMPARED)) if place not in named]
    if not named or not others:
        return 0
    empty = " AND ".join(f"c{position} IS NULL" for position in sorted(named))
    word = " OR ".join(f"regexp_full_match(c{position}, ?)" for position in others)
    query = f"DELETE FROM received WHERE {empty} AND ({word})"
    deleted = first_row(con, query, [TOTAL_WORD] * len(others))
    return int(deleted[0]) if deleted else 0


class Places:
    """Where in the file a staged cell came from."""

    def __init__(self, plan: Plan, sheet: str | None) -> None:
        self._labels = plan.header.labels
        self._across = {part.position: part for part in plan.across}
        self._fields = plan.fields
        self._sheet = sheet
        places = ("county", "city", "place", "unit_code", "province", "country")
        self._place = next((name for name in places if name in plan.fields), None)

    def locate(self, report: Report, first: int) -> None:
        """Give the kept findings from the `first` on the row and the column label of the file, and its sheet.

        Earlier findings speak of the file as received, so that their places need no change.
        """
        early = [replace(finding, sheet=finding.sheet or self._sheet) for finding in report.kept[:first]]
        report.kept = early + [self._located(finding) for finding in report.kept[first:]]

    def row(self, staged: int) -> int:
        """Return the row of the file that a staged row came from."""
        return staged // COLUMNS_PER_ROW if self._across else staged

    def _located(self, finding: Finding) -> Finding:
        values = dict(finding.values)
        part = None
        row = finding.row
        if self._across and row is not None and row >= COLUMNS_PER_ROW:
            row, position = divmod(row, COLUMNS_PER_ROW)
            part = self._across.get(position)
        if self._across and isinstance(values.get("other"), int):
            values["other"] = self.row(int(str(values["other"])))
        column = self._label(finding.column, part)
        return replace(finding, row=row, column=column, values=values, sheet=finding.sheet or self._sheet)

    def _label(self, column: str | None, part: Across | None) -> str | None:
        if column is None:
            return None
        if part is not None and (column in part.cells or column in part.constants or column in DERIVED):
            return self._labels[part.cells.get(column, part.position)]
        name = self._place if column == "unit_code" and self._place else column
        if name in self._fields:
            return self._labels[self._fields[name]] or column
        return column


DERIVED = ("start_date", "status", "value", "date")
"""Columns that a step of a layout makes from the cell of a column that became rows."""
