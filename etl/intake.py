"""Check one file against one contract: the way in for bundled tables and uploads alike."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.checks import check
from etl.contract_types import Dataset
from etl.findings import Report
from etl.sql import quoted
from etl.staging import stage
from etl.store import sha256

REFERENCE_TABLES = ("source", "unit", "vocabulary")
References = dict[str, pa.Table]
"""The tables that contracts refer to, by name."""


@dataclass(frozen=True)
class Intake:
    """A checked file: its bytes, its report, and the typed table when there was no error."""

    dataset: Dataset
    file_name: str
    content: bytes
    sha256: str
    report: Report
    table: pa.Table | None


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

    `source` and `grade` fill empty cells of those columns. `amend` may change the staging table before the
    checks: the bundled tables get their declared corrections there.
    """
    report = Report(dataset.name)
    with duckdb.connect(":memory:") as con:
        # A file inside a view of another file would be read silently otherwise.
        con.execute("SET python_enable_replacements = false")
        register_references(con, references)
        content = stage(con, path, dataset, report)
        table = None
        if content is not None:
            _fill_defaults(con, dataset, source, grade)
            if amend is not None:
                amend(con)
            table = check(con, dataset, report)
    received = content or b""
    return Intake(dataset, path.name, received, sha256(received), report, table)


def register_references(con: duckdb.DuckDBPyConnection, references: References) -> None:
    """Make the tables that contracts refer to known as `ref_source`, `ref_unit` and `ref_vocabulary`."""
    for name in REFERENCE_TABLES:
        con.register(f"ref_{name}", references.get(name, _empty(name)))


def _empty(name: str) -> pa.Table:
    columns = {"source": ["source_id"], "unit": ["unit_code", "name_zh", "name_short_zh", "name_en"]}
    names = columns.get(name, ["code", "list"])
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
