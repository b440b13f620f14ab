"""Build a snapshot: a DuckDB file that is a function of the bundled tables and the accepted batches."""

import glob
import hashlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from etl.bundle import Bundle, bundle_digest, is_sample
from etl.contract_types import N_, SQL_TYPES, Dataset
from etl.contracts import DATASETS
from etl.derivation import derive_cells, queries_digest
from etl.receipts import Batch
from etl.sql import first_row, quoted
from etl.store import BUNDLED_DATA, StoreError

FORMAT = 2
"""Raised whenever the same batches make a different snapshot; it is part of the version."""

SORTED_AT_ONCE = 2_000_000
"""So many rows are sorted in one go, which takes about half a gigabyte."""

SAMPLE_PREFIX = "sample-"
"""Starts every version of invented data, so that no link, file or screen can pass for real."""

BATCH_TABLE = (
    "CREATE TABLE batch (batch_id VARCHAR, dataset VARCHAR, file_name VARCHAR, sha256 VARCHAR, rows BIGINT,"
    " accepted_at VARCHAR, accepted_by VARCHAR, withdrawn_at VARCHAR, reason VARCHAR)"
)


@dataclass(frozen=True)
class _Part:
    """Rows of one table that enter together: those of the bundle, or of a batch."""

    sequence: int
    batch_id: str
    rows: pa.Table | Path


def bundled_batch_id(dataset: str) -> str:
    """Return the batch identifier of a bundled table."""
    return f"000000-{dataset}"


def content_version(batches: list[Batch], data: Path = BUNDLED_DATA) -> str:
    """Return the version that these bundled tables and active batches make, the same on every machine."""
    parts = (str(FORMAT), duckdb_storage(), queries_digest(), bundle_digest(data))
    digest = hashlib.sha256("\n".join(parts).encode())
    for batch in batches:
        digest.update(f"\n{batch.batch_id} {batch.receipt_sha256}".encode())
    return (SAMPLE_PREFIX if is_sample(data) else "") + digest.hexdigest()[:12]


def snapshot_format() -> str:
    """Return the name of the layout that this release writes and reads."""
    return f"{FORMAT}.{duckdb_storage()}"


def duckdb_storage() -> str:
    """Return the major version of DuckDB: a file of another one is rebuilt, not read."""
    return duckdb.__version__.split(".", maxsplit=1)[0]


def build(path: Path, batches: list[Batch], bundle: Bundle) -> None:
    """Write a new snapshot file at `path`; raise StoreError if the parts do not fit together."""
    with duckdb.connect(str(path)) as con:
        con.execute(BATCH_TABLE)
        for name, dataset in DATASETS.items():
            _fill(con, dataset, bundle, [batch for batch in batches if batch.rows_of(name)])
        _require_references(con)
        derive_cells(con)
        _record_method(con, bundle)
        con.execute("CHECKPOINT")


def _record_method(con: duckdb.DuckDBPyConnection, bundle: Bundle) -> None:
    """Keep how this version is scored, so that a later one can be compared with it."""
    con.execute("CREATE TABLE method (kind VARCHAR, name VARCHAR, content VARCHAR)")
    con.execute("INSERT INTO method VALUES ('queries', 'digest', ?)", [queries_digest()])
    for name, content in sorted(bundle.frameworks.items()):
        con.execute("INSERT INTO method VALUES ('framework', ?, ?)", [name, content])


def _fill(con: duckdb.DuckDBPyConnection, dataset: Dataset, bundle: Bundle, batches: list[Batch]) -> None:
    parts: list[_Part] = []
    if dataset.name in bundle.tables:
        table = bundle.tables[dataset.name]
        batch_id = bundled_batch_id(dataset.name)
        parts.append(_Part(0, batch_id, table))
        con.execute(
            "INSERT INTO batch VALUES (?, ?, ?, ?, ?, NULL, 'bundled', NULL, NULL)",
            [batch_id, dataset.name, *_bundled_origin(bundle, dataset.name), table.num_rows],
        )
    for batch in batches:
        parts += [_Part(batch.sequence, batch.batch_id, rows) for rows in batch.rows_of(dataset.name)]
        if batch.receipt["dataset"] != dataset.name:
            continue
        fields = ("dataset", "file_name", "sha256", "rows", "accepted_at", "accepted_by")
        con.execute(
            "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
            [batch.batch_id, *(batch.receipt[field] for field in fields)],
        )
    _merge(con, dataset, parts)


def _bundled_origin(bundle: Bundle, dataset: str) -> tuple[str, str]:
    intakes = [item for item in bundle.intakes.values() if item.dataset.name == dataset]
    names = ", ".join(item.file_name for item in intakes)
    digest = hashlib.sha256("".join(item.sha256 for item in intakes).encode()).hexdigest()
    return names, digest


def _merge(con: duckdb.DuckDBPyConnection, dataset: Dataset, parts: list[_Part]) -> None:
    """Create the table of winning rows and the history of rows that a later batch replaced."""
    _sort_parts(con, dataset, parts)
    _find_losers(con, dataset)
    table = quoted(dataset.name)
    # In the order of the key, of one key the latest first.
    con.execute(
        f"CREATE TABLE {quoted(dataset.name + '_history')} AS SELECT own.*, superseded_by"
        f" FROM {table} own JOIN loser ON own.rowid = loser.position ORDER BY last, position DESC"
    )
    con.execute(f"DELETE FROM {table} WHERE rowid IN (SELECT position FROM loser)")
    con.execute("DROP TABLE loser")


def _sort_parts(con: duckdb.DuckDBPyConnection, dataset: Dataset, parts: list[_Part]) -> None:
    """Make the table of all parts, in the order of the key; of one key, later batches come after earlier.

    The Parquet files of batches are read piece by piece: they were written here and carry their SHA-256.
    """
    nothing = ", ".join(
        f"NULL::{SQL_TYPES[column.kind]} AS {quoted(column.name)}" for column in dataset.columns
    )
    queries = [f"SELECT {nothing}, NULL::VARCHAR AS batch_id, NULL::BIGINT AS sequence WHERE false"]
    values: list[object] = []
    for number, part in enumerate(parts):
        if isinstance(part.rows, Path):
            rows, names = "read_parquet(?)", pq.read_schema(part.rows).names
            values += [part.batch_id, part.sequence, glob.escape(str(part.rows))]
        else:
            rows, names = f"part_{number}", part.rows.column_names
            values += [part.batch_id, part.sequence]
            con.register(rows, part.rows)
        # A batch from before the contract had a column lacks it for ever: its rows are empty there.
        cells = ", ".join(
            f"CAST({quoted(column.name) if column.name in names else 'NULL'} AS {SQL_TYPES[column.kind]})"
            for column in dataset.columns
        )
        queries.append(f"SELECT {cells}, ?::VARCHAR, ?::BIGINT FROM {rows}")
    order = ", ".join(f"{quoted(name)} NULLS FIRST" for name in dataset.key)
    rows = f"SELECT * FROM ({' UNION ALL '.join(queries)})"
    table, first = quoted(dataset.name), quoted(dataset.key[0])
    # Sorting takes memory for all rows at once: of very many, those of some values come after the others.
    pieces = -(-sum(_count(part) for part in parts) // SORTED_AT_ONCE)
    cuts = _cuts(con, f"SELECT {first} FROM ({rows})", values, pieces)
    for number, (above, upto) in enumerate(pairwise([None, *cuts, None])):
        within = f"({first} > ? OR {above is None}) AND ({first} <= ? OR {upto is None})"
        bounds = [above, upto]
        if above is None:
            within = f"({within} OR {first} IS NULL)"
        verb = f"INSERT INTO {table}" if number else f"CREATE TABLE {table} AS"
        con.execute(
            f"{verb} SELECT * EXCLUDE (sequence) FROM ({rows}) {f'WHERE {within}' if cuts else ''}"
            f" ORDER BY {order}, sequence",
            [*values, *(bounds if cuts else [])],
        )


def _count(part: _Part) -> int:
    return int(pq.read_metadata(part.rows).num_rows if isinstance(part.rows, Path) else part.rows.num_rows)


def _cuts(con: duckdb.DuckDBPyConnection, column: str, values: list[object], pieces: int) -> list[str]:
    """Return values of a column of text that part its rows into so many pieces of about one size."""
    if pieces < 2:
        return []
    shares = [number / pieces for number in range(1, pieces)]
    found = first_row(con, f"SELECT quantile_disc(columns(*), {shares}) FROM ({column})", values)
    return sorted(set(found[0] or [])) if found else []


def _find_losers(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """List the rows of the table that a later batch replaced in `loser`: their place, and which row won.

    Rows of one key stand side by side, the latest last: one pass in their order finds all that repeat the key
    before them. An unbroken run of such rows belongs to one key, and its end wins.
    """
    table = quoted(dataset.name)
    same = " AND ".join(
        f"{name} IS NOT DISTINCT FROM lag({name}) OVER ()" for name in map(quoted, dataset.key)
    )
    con.execute(
        "CREATE TEMP TABLE repeated AS SELECT position, position - row_number() OVER () AS run, twin FROM"
        f" (SELECT rowid AS position, {same} AS same, batch_id = lag(batch_id) OVER () AS twin FROM {table})"
        " WHERE same AND position > 0"
    )
    _refuse_twins(con, dataset)
    con.execute(
        "CREATE TEMP TABLE loser AS SELECT beaten.*, winner.batch_id AS superseded_by FROM"
        " (SELECT position - 1 AS position, max(position) OVER (PARTITION BY run) AS last FROM repeated)"
        f" beaten JOIN {table} winner ON winner.rowid = beaten.last"
    )
    con.execute("DROP TABLE repeated")


def _refuse_twins(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Raise StoreError if one batch holds the same key twice."""
    key = ", ".join(f"coalesce({quoted(name)}::VARCHAR, '')" for name in dataset.key)
    twin = first_row(
        con,
        f"SELECT {key}, batch_id FROM {quoted(dataset.name)}"
        " WHERE rowid IN (SELECT position FROM repeated WHERE twin) ORDER BY ALL LIMIT 1",
    )
    if twin is not None:
        raise StoreError(
            N_("Table {table} holds the key {key} twice in batch {batch}: remove one of the rows."),
            table=dataset.name,
            key=" · ".join(str(value) for value in twin[:-1]),
            batch=twin[-1],
        )


def _require_references(con: duckdb.DuckDBPyConnection) -> None:
    """Raise StoreError if a row refers to something that no batch holds any more."""
    for dataset in DATASETS.values():
        for column in dataset.columns:
            if column.references is None:
                continue
            table, key = column.references
            cell = quoted(column.name)
            lost = first_row(
                con,
                f"SELECT {cell}, batch_id FROM {quoted(dataset.name)} WHERE {cell} IS NOT NULL"
                f" AND {cell} NOT IN (SELECT {quoted(key)} FROM {quoted(table)}) ORDER BY ALL LIMIT 1",
            )
            if lost is not None:
                raise StoreError(
                    N_("Batch {batch} needs {value} in table {table}: withdraw that batch first."),
                    batch=lost[1],
                    value=lost[0],
                    table=table,
                )
