"""Snapshot files of a test's own making."""

from pathlib import Path

import duckdb

from etl.snapshot import Snapshot


def snapshot_of(path: Path, *statements: str) -> Snapshot:
    """Make a file by some statements and open it as the pages do."""
    with duckdb.connect(str(path)) as con:
        for statement in statements:
            con.execute(statement)
    return Snapshot(path, "0" * 12)
