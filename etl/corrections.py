"""Apply the declared corrections to daily cases before they are checked.

A correction names the value that the source reports. If the source has changed, the guard fails: then the
correction has to be looked at again instead of overwriting a value that nobody has seen.
"""

import csv
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl.contract_types import N_
from etl.contracts import CASE_DAILY
from etl.sql import first_row, quoted
from etl.store import StoreError


@dataclass
class Corrections:
    """Declared corrections and the identifiers of those that have been applied."""

    rows: list[dict[str, str]]
    applied: set[str] = field(default_factory=set)

    def apply(self, con: duckdb.DuckDBPyConnection) -> None:
        """Correct the rows of `staging` that are declared; other rows stay as reported."""
        for row in self.rows:
            column = quoted(CASE_DAILY.column(row["column_name"]).name)
            found = first_row(
                con,
                f"SELECT {column} FROM staging WHERE unit_code = ? AND left(date, 10) = ?",
                [row["unit_code"], row["date"]],
            )
            if found is None:
                continue
            if found[0] != row["reported"]:
                raise StoreError(
                    N_("Correction {name} expects {reported} but the table has {found}: look at it again."),
                    name=row["correction_id"],
                    reported=row["reported"],
                    found=found[0],
                )
            if row["action"] == "carry_forward":
                self._carry_forward(con, column, row)
            else:
                con.execute(
                    f"UPDATE staging SET {column} = NULL WHERE unit_code = ? AND left(date, 10) = ?",
                    [row["unit_code"], row["date"]],
                )
            self.applied.add(row["correction_id"])

    @staticmethod
    def _carry_forward(con: duckdb.DuckDBPyConnection, column: str, row: dict[str, str]) -> None:
        earlier = (
            f"(SELECT arg_max(earlier.{column}, earlier.date) FROM staging earlier"
            " WHERE earlier.unit_code = $unit AND left(earlier.date, 10) < $date)"
        )
        con.execute(
            f"UPDATE staging SET observed = 'false', {column} = {earlier}"
            " WHERE unit_code = $unit AND left(date, 10) = $date",
            {"unit": row["unit_code"], "date": row["date"]},
        )

    def require_all_applied(self) -> None:
        """Raise StoreError if a declared correction met no row."""
        left = [row["correction_id"] for row in self.rows if row["correction_id"] not in self.applied]
        if left:
            raise StoreError(N_("Correction {name} met no row: look at it again."), name=left[0])


def read_corrections(paths: list[Path]) -> Corrections:
    """Read the declared corrections in the order of their dates, so that days are carried forward in turn."""
    rows: list[dict[str, str]] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as handle:
            rows += list(csv.DictReader(handle))
    return Corrections(sorted(rows, key=lambda row: (row["unit_code"], row["date"], row["column_name"])))
