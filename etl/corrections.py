"""Apply the declared corrections to daily cases before they are checked.

A correction names the value that the source reports. If the source has changed, the guard fails: then the
correction has to be looked at again instead of overwriting a value that nobody has seen.
"""

import csv
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.contract_types import N_
from etl.contracts import CASE_DAILY
from etl.sql import first_row, quoted
from etl.store import StoreError

_SAME_DAY = "staging.unit_code = correction.unit_code AND left(staging.date, 10) = correction.date"


@dataclass
class Corrections:
    """Declared corrections and the identifiers of those that have been applied."""

    rows: list[dict[str, str]]
    applied: set[str] = field(default_factory=set)

    def apply(self, con: duckdb.DuckDBPyConnection) -> None:
        """Correct the rows of `staging` that are declared; other rows stay as reported."""
        for name in sorted({row["column_name"] for row in self.rows}):
            declared = [row for row in self.rows if row["column_name"] == name]
            con.register("declared", pa.Table.from_pylist(declared))
            con.execute("CREATE OR REPLACE TEMP TABLE correction AS SELECT * FROM declared")
            con.unregister("declared")
            self._correct(con, quoted(CASE_DAILY.column(name).name))
            con.execute("DROP TABLE correction")

    def _correct(self, con: duckdb.DuckDBPyConnection, column: str) -> None:
        """Apply the corrections of one column, all at once: there may be thousands, and millions of rows."""
        met = f"FROM correction JOIN staging ON {_SAME_DAY}"
        other = first_row(
            con,
            f"SELECT correction_id, reported, {column} {met} WHERE {column} IS DISTINCT FROM reported"
            " ORDER BY correction.unit_code, correction.date LIMIT 1",
        )
        if other is not None:
            raise StoreError(
                N_("Correction {name} expects {reported} but the table has {found}: look at it again."),
                name=other[0],
                reported=other[1],
                found=other[2],
            )
        found = con.execute(f"SELECT DISTINCT correction_id {met}").fetchall()
        self.applied.update(identifier for (identifier,) in found)
        con.execute(f"UPDATE staging SET {column} = NULL FROM correction WHERE {_SAME_DAY}")
        # What is carried forward is the last count that no correction has taken away.
        con.execute(
            f"UPDATE staging SET observed = 'false', {column} = carried.value FROM ("
            f"SELECT correction.unit_code, correction.date, arg_max(earlier.{column}, earlier.date) AS value"
            " FROM correction LEFT JOIN staging AS earlier ON earlier.unit_code = correction.unit_code"
            " AND left(earlier.date, 10) < correction.date"
            " WHERE correction.action = 'carry_forward' GROUP BY ALL) AS carried"
            " WHERE staging.unit_code = carried.unit_code AND left(staging.date, 10) = carried.date"
        )

    def require_all_applied(self) -> None:
        """Raise StoreError if a declared correction met no row."""
        left = [row["correction_id"] for row in self.rows if row["correction_id"] not in self.applied]
        if left:
            raise StoreError(N_("Correction {name} met no row: look at it again."), name=left[0])


def read_corrections(paths: list[Path]) -> Corrections:
    """Read the declared corrections, in the order of their places and days."""
    rows: list[dict[str, str]] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as handle:
            rows += list(csv.DictReader(handle))
    return Corrections(sorted(rows, key=lambda row: (row["unit_code"], row["date"], row["column_name"])))
