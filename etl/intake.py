"""Check one file against one contract: the way in for bundled tables and uploads alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.checks import check
from etl.contract_types import Dataset
from etl.contracts import SAMPLE_DATASETS, SAMPLE_GRADE
from etl.findings import Finding, Report
from etl.sql import quoted
from etl.staging import STAGED_ROW, STAGED_ROWS_KEPT, stage
from etl.store import sha256
from etl.workspace import workspace

REFERENCE_TABLES = ("source", "unit", "vocabulary")
SAMPLE_MARK = "sample"
References = dict[str, pa.Table]
"""The tables that contracts refer to, by name; those of a sandbox carry SAMPLE_MARK as well."""


@dataclass(frozen=True)
class Staged:
    """The rows of a file as text under the contract's names, and what was found about them in those terms.

    `rows` has the column `file_row` besides, by which the findings name rows.
    """

    rows: pa.Table
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Intake:
    """A checked file: its bytes, its report, and the typed table when there was no error.

    `staged` holds its rows as they were understood, where there is something to say about them. `new_source`
    is the row of a source that enters together with the file.
    """

    dataset: Dataset
    file_name: str
    content: bytes
    sha256: str
    report: Report
    table: pa.Table | None
    sample: bool = False
    staged: Staged | None = None
    new_source: pa.Table | None = None


Amend = Callable[[duckdb.DuckDBPyConnection], None]


def intake(
    path: Path,
    dataset: Dataset,
    references: References,
    *,
    source: str | None = None,
    grade: str | None = None,
    amend: Amend | None = None,
) -> Intake:
    """Read and check `path`; nothing is stored.

    `source` and `grade` fill empty cells of those columns. References of a sandbox make the file be held to
    its contracts, under which every row is sample data. `amend` may change the staging table before the
    checks: the bundled tables get their declared corrections there.
    """
    sample = SAMPLE_MARK in references
    if sample:
        dataset, grade = SAMPLE_DATASETS[dataset.name], SAMPLE_GRADE
    report = Report(dataset.name)
    with workspace() as con:
        register_references(con, references)
        content = stage(con, path, dataset, report)
        table = staged = None
        if content is not None:
            _fill_defaults(con, dataset, source, grade)
            if amend is not None:
                amend(con)
            table = check(con, dataset, report)
            staged = staged_rows(con, dataset, report, report.findings)
    received = content or b""
    return Intake(dataset, path.name, received, sha256(received), report, table, sample, staged)


def staged_rows(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, report: Report, findings: Sequence[Finding]
) -> Staged | None:
    """Return the rows as they were understood where something was found about them; None of a large file.

    `findings` name rows and columns of the staging table.
    """
    if not findings or report.rows > STAGED_ROWS_KEPT:
        return None
    columns = ", ".join(quoted(name) for name in (STAGED_ROW, *dataset.column_names))
    rows = con.sql(f"SELECT {columns} FROM staging ORDER BY {STAGED_ROW}").to_arrow_table()
    return Staged(rows, tuple(findings))


def register_references(con: duckdb.DuckDBPyConnection, references: References) -> None:
    """Make the tables that contracts refer to known as `ref_source`, `ref_unit` and `ref_vocabulary`."""
    for name in REFERENCE_TABLES:
        table = references.get(name, _empty(name))
        for column in _empty(name).column_names:
            # A list of codes may come without their names.
            if column not in table.column_names:
                table = table.append_column(column, pa.nulls(table.num_rows, pa.string()))
        con.register(f"ref_{name}", table)


def _empty(name: str) -> pa.Table:
    columns = {"source": ["source_id"], "unit": ["unit_code", "name_zh", "name_short_zh", "name_en"]}
    names = columns.get(name, ["code", "list", "name_zh", "name_en"])
    return pa.table({column: pa.array([], pa.string()) for column in names})


def _fill_defaults(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, source: str | None, grade: str | None
) -> None:
    given = {"source_id": source, "grade": grade} if dataset.name != "source" else {"grade": grade}
    for column in dataset.columns:
        value = given.get(column.name) or column.default
        if value is not None:
            name = quoted(column.name)
            con.execute(f"UPDATE staging SET {name} = ? WHERE {name} IS NULL", [value])
