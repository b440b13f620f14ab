"""Build a snapshot: a DuckDB file that is a function of the bundled tables and the accepted batches."""

import hashlib
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

SAMPLE_PREFIX = "sample-"
"""Starts every version of invented data, so that no link, file or screen can pass for real."""

BATCH_TABLE = (
    "CREATE TABLE batch (batch_id VARCHAR, dataset VARCHAR, file_name VARCHAR, sha256 VARCHAR, rows BIGINT,"
    " accepted_at VARCHAR, accepted_by VARCHAR, withdrawn_at VARCHAR, reason VARCHAR)"
)


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
            _fill(con, dataset, bundle, [batch for batch in batches if batch.files_of(name)])
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
    parts: list[tuple[int, str, pa.Table]] = []
    if dataset.name in bundle.tables:
        table = bundle.tables[dataset.name]
        batch_id = bundled_batch_id(dataset.name)
        parts.append((0, batch_id, table))
        con.execute(
            "INSERT INTO batch VALUES (?, ?, ?, ?, ?, NULL, 'bundled', NULL, NULL)",
            [batch_id, dataset.name, *_bundled_origin(bundle, dataset.name), table.num_rows],
        )
    for batch in batches:
        for file in batch.files_of(dataset.name):
            parts.append((batch.sequence, batch.batch_id, pq.read_table(file)))
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


def _merge(con: duckdb.DuckDBPyConnection, dataset: Dataset, parts: list[tuple[int, str, pa.Table]]) -> None:
    """Create the table of winning rows and the history of rows that a later batch replaced."""
    types = ", ".join(f"{quoted(column.name)} {SQL_TYPES[column.kind]}" for column in dataset.columns)
    con.execute(f"CREATE TEMP TABLE merged ({types}, batch_id VARCHAR, sequence BIGINT)")
    for sequence, batch_id, table in parts:
        con.register("part", table)
        # A batch from before the contract had a column lacks it for ever: its rows are empty there.
        cells = ", ".join(
            quoted(name) if name in table.column_names else "NULL" for name in dataset.column_names
        )
        con.execute(f"INSERT INTO merged SELECT {cells}, ?, ? FROM part", [batch_id, sequence])
        con.unregister("part")
    key = ", ".join(quoted(name) for name in dataset.key)
    # Few keys stand in several batches: only those are compared, all other rows win as they are.
    con.execute(
        f"CREATE TEMP TABLE shared AS SELECT {key}, max(sequence) AS last FROM merged"
        f" GROUP BY {key} HAVING count(*) > 1"
    )
    same = " AND ".join(f"m.{quoted(name)} IS NOT DISTINCT FROM s.{quoted(name)}" for name in dataset.key)
    _refuse_twins(con, dataset, same)
    cells = ", ".join(f"m.{quoted(name)}" for name in dataset.column_names)
    order = ", ".join(f"m.{quoted(name)} NULLS FIRST" for name in dataset.key)
    con.execute(
        f"CREATE TABLE {quoted(dataset.name)} AS SELECT {cells}, m.batch_id FROM merged m"
        f" LEFT JOIN shared s ON {same} WHERE s.last IS NULL OR m.sequence = s.last ORDER BY {order}"
    )
    con.execute(
        f"CREATE TABLE {quoted(dataset.name + '_history')} AS SELECT {cells}, m.batch_id,"
        " winner.batch_id AS superseded_by FROM merged m"
        f" JOIN shared s ON {same} JOIN (SELECT DISTINCT sequence, batch_id FROM merged) winner"
        " ON winner.sequence = s.last WHERE m.sequence < s.last"
        f" ORDER BY {order}, m.sequence DESC"
    )
    con.execute("DROP TABLE merged")
    con.execute("DROP TABLE shared")


def _refuse_twins(con: duckdb.DuckDBPyConnection, dataset: Dataset, same: str) -> None:
    """Raise StoreError if one batch holds the same key twice."""
    names = ", ".join(f"m.{quoted(name)}" for name in dataset.key)
    key = ", ".join(f"coalesce(m.{quoted(name)}::VARCHAR, '')" for name in dataset.key)
    twin = first_row(
        con,
        f"SELECT {key}, m.batch_id FROM merged m JOIN shared s ON {same}"
        f" GROUP BY {names}, m.batch_id, m.sequence HAVING count(*) > 1 ORDER BY ALL LIMIT 1",
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
