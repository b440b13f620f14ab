"""The few pieces of SQL text that this package writes itself."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb


def quoted(identifier: str) -> str:
    """Quote an identifier; callers pass names of a contract only."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Write a constant of a contract as a string."""
    return "'" + text.replace("'", "''") + "'"


def first_row(
    con: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[object] | Mapping[str, object] = ()
) -> tuple[Any, ...] | None:
    """Return the first row of a query, or None.

    All rows are fetched: a result that is left open blocks the connection's next statement.
    """
    rows = con.execute(query, parameters).fetchall()
    return rows[0] if rows else None


def count_rows(con: duckdb.DuckDBPyConnection, table: str) -> int:
    """Return the number of rows of a table that this package made."""
    row = first_row(con, f"SELECT count(*) FROM {quoted(table)}")
    return int(row[0]) if row else 0
