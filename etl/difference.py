"""What differs between two versions of the data: facts by table and natural key, and the cells they make.

Two snapshots are separate read-only files that cannot see each other, so their tables are handed to a
database in memory as Arrow tables and joined there by the key of their contract.
"""

from dataclasses import dataclass

import duckdb
import pandas as pd
import pyarrow as pa

from etl.contract_types import Dataset
from etl.contracts import DATASETS
from etl.score_reads import ZONE_CODES
from etl.snapshot import Snapshot
from etl.sql import quoted

KEPT_ROWS = 1000
"""So many rows of each kind are kept to be shown; all are counted."""

CELL_KEY = ("unit_code", "indicator_code", "period")
_CELLS = """
SELECT unit_code, unit.level, indicator_code, period, value
FROM indicator_cell JOIN unit USING (unit_code)
WHERE value IS NOT NULL AND inherited_from IS NULL AND NOT regexp_full_match(unit_code, $zones)
"""


@dataclass(frozen=True)
class TableDifference:
    """How one table differs: numbers of rows of each kind, and the first thousand of each.

    added: keys that only the later version has. removed: keys that only the earlier one has. changed: keys
    whose row differs. repeated: keys whose row is the same but comes from another batch. `changes` has one
    row for each changed cell, with its column and the values before and after as text. `units` are the
    places that an added, removed or changed row belongs to.
    """

    dataset: Dataset
    added: int
    changed: int
    repeated: int
    removed: int
    added_rows: pd.DataFrame
    removed_rows: pd.DataFrame
    repeated_rows: pd.DataFrame
    changes: pd.DataFrame
    units: tuple[str, ...]

    @property
    def superseded(self) -> int:
        """Rows of the earlier version that a later batch replaces, with the same values or with others."""
        return self.changed + self.repeated


def differences(before: Snapshot, after: Snapshot) -> dict[str, TableDifference]:
    """Return how each table differs, by name; tables without any difference are left out."""
    found = {}
    with duckdb.connect(":memory:") as con:
        con.execute("SET python_enable_replacements = false")
        for name, dataset in DATASETS.items():
            earlier, later = before.table(name, batch=True), after.table(name, batch=True)
            if not earlier.equals(later):
                difference = _difference(con, dataset, earlier, later)
                if difference.added or difference.removed or difference.superseded:
                    found[name] = difference
    return found


def _difference(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, earlier: pa.Table, later: pa.Table
) -> TableDifference:
    con.register("earlier", earlier)
    con.register("later", later)
    same_key = " AND ".join(
        f"coalesce(e.{quoted(name)}::VARCHAR, '') = coalesce(l.{quoted(name)}::VARCHAR, '')"
        for name in dataset.key
    )
    others = [name for name in dataset.column_names if name not in dataset.key]
    differs = " OR ".join(f"e.{quoted(name)} IS DISTINCT FROM l.{quoted(name)}" for name in others)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE paired AS SELECT e AS old, l AS new,"
        " CASE WHEN e.batch_id IS NULL THEN 'added' WHEN l.batch_id IS NULL THEN 'removed'"
        f" WHEN {differs} THEN 'changed' ELSE 'repeated' END AS kind"
        f" FROM earlier e FULL JOIN later l ON {same_key}"
        " WHERE e.batch_id IS DISTINCT FROM l.batch_id"
        f" OR {differs}"
    )
    counts = dict(con.execute("SELECT kind, count(*) FROM paired GROUP BY kind").fetchall())
    result = TableDifference(
        dataset,
        counts.get("added", 0),
        counts.get("changed", 0),
        counts.get("repeated", 0),
        counts.get("removed", 0),
        _rows(con, dataset, "added", "new"),
        _rows(con, dataset, "removed", "old"),
        _rows(con, dataset, "repeated", "new"),
        _changes(con, dataset, others),
        _units(con, dataset),
    )
    con.unregister("earlier")
    con.unregister("later")
    return result


def _rows(con: duckdb.DuckDBPyConnection, dataset: Dataset, kind: str, side: str) -> pd.DataFrame:
    columns = ", ".join(f"{side}.{quoted(name)} AS {quoted(name)}" for name in dataset.column_names)
    order = ", ".join(quoted(name) for name in dataset.key)
    return con.execute(
        f"SELECT {columns} FROM paired WHERE kind = $kind ORDER BY {order} LIMIT $limit",
        {"kind": kind, "limit": KEPT_ROWS},
    ).df()


def _changes(con: duckdb.DuckDBPyConnection, dataset: Dataset, others: list[str]) -> pd.DataFrame:
    """Return one row for each changed cell: the key, the column, the values before and after."""
    key = ", ".join(f"new.{quoted(name)}::VARCHAR AS {quoted(name)}" for name in dataset.key)
    parts = [
        f"SELECT {key}, '{name}' AS column_name, {place} AS place, old.{quoted(name)}::VARCHAR AS before,"
        f" new.{quoted(name)}::VARCHAR AS after FROM paired"
        f" WHERE kind = 'changed' AND old.{quoted(name)} IS DISTINCT FROM new.{quoted(name)}"
        for place, name in enumerate(others)
    ]
    order = ", ".join(quoted(name) for name in dataset.key)
    listed = con.execute(
        f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY {order}, place LIMIT $limit",
        {"limit": KEPT_ROWS},
    ).df()
    return listed.drop(columns="place")


def _units(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> tuple[str, ...]:
    if "unit_code" not in dataset.column_names:
        return ()
    found = con.execute(
        "SELECT DISTINCT coalesce(new.unit_code, old.unit_code) AS code FROM paired"
        " WHERE kind <> 'repeated' AND coalesce(new.unit_code, old.unit_code) IS NOT NULL ORDER BY code"
    ).fetchall()
    return tuple(code for (code,) in found)


def cell_changes(before: Snapshot, after: Snapshot) -> pd.DataFrame:
    """Return the own indicator values that differ, development zones left out.

    Columns: unit_code, level, indicator_code, period, before, after (NaN = no value), kind: "gained" (no
    value before), "lost", or "changed".
    """
    frames = [one.frame(_CELLS, {"zones": ZONE_CODES}) for one in (before, after)]
    key = [*CELL_KEY, "level"]
    both = frames[0].merge(frames[1], on=key, how="outer", suffixes=("_before", "_after"))
    both = both.rename(columns={"value_before": "before", "value_after": "after"})
    gained, lost = both["before"].isna(), both["after"].isna()
    differs = both[gained | lost | (both["before"] != both["after"])].copy()
    differs["kind"] = "changed"
    differs.loc[differs["before"].isna(), "kind"] = "gained"
    differs.loc[differs["after"].isna(), "kind"] = "lost"
    ordered = differs.sort_values(["level", "indicator_code", "unit_code", "period"])
    return ordered[["unit_code", "level", "indicator_code", "period", "before", "after", "kind"]].reset_index(
        drop=True
    )
