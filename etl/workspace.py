"""A database in memory in which one file is checked; what does not fit into its memory goes to the disk."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

MEMORY_LIMIT = "1GB"
"""So much memory a database takes for itself; a file of a million rows needs a third of it."""


@contextmanager
def workspace() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an empty database in memory, with a folder of its own for what it moves to the disk."""
    with tempfile.TemporaryDirectory(prefix="checking-") as folder, duckdb.connect(":memory:") as con:
        # A file inside a view of another file would be read silently otherwise.
        con.execute("SET python_enable_replacements = false")
        con.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
        con.execute("SET temp_directory = ?", [folder])
        yield con


def remove_rows(con: duckdb.DuckDBPyConnection) -> None:
    """Give back the memory of the rows as they were received and staged."""
    for table in ("staging", "received"):
        found = con.execute(
            "SELECT table_type FROM information_schema.tables WHERE table_name = ?", [table]
        ).fetchall()
        if found:
            con.execute(f"DROP {'VIEW' if found[0][0] == 'VIEW' else 'TABLE'} {table}")
