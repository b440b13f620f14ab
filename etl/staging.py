"""Put a file into an all-text DuckDB table, with the row of each record as a spreadsheet would number it.

Everything stays text until the contract is checked, so codes keep their leading zeros and a city called
"NA" survives. This is the strict way of the bundled tables, whose columns carry the contract's own names.
"""

import codecs
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from etl.contract_types import Dataset
from etl.file_kinds import PARQUET_MAGIC, read_bytes, refuse_encoding, refuse_kind
from etl.findings import Finding, Report
from etl.sql import quoted
from etl.text_reader import Head, UnreadableTextError, receive_text
from locales import Sentence

COLUMN_LIMIT = 1000
STAGED_ROW = "file_row"
"""Name of the staging column that holds the row number; no contract has a column of this name."""

STAGED_ROWS_KEPT = 100_000
"""A corrected copy of a larger file would be too large to be read by a person."""


def stage(con: duckdb.DuckDBPyConnection, path: Path, dataset: Dataset, report: Report) -> bytes | None:
    """Fill the table `staging` from a file and return its bytes, or None after a finding that stops all."""
    content = read_bytes(path)
    if isinstance(content, Finding):
        report.add(content)
        return None
    if content.startswith(PARQUET_MAGIC):
        staged = _stage_parquet(con, content, dataset, report)
    else:
        staged = _stage_csv(con, path, content, dataset, report)
    return content if staged else None


def _match_header(labels: list[str], dataset: Dataset, report: Report) -> dict[str, int] | None:
    """Map contract columns to positions in the file; findings for what does not fit."""
    names = [label.strip().lower() for label in labels]
    known = ", ".join(dataset.column_names)
    if len(names) > COLUMN_LIMIT:
        report.add(Finding("too_many_columns", row=1, values={"limit": COLUMN_LIMIT, "columns": known}))
        return None
    if not any(names):
        report.add(Finding("header_missing", row=1, values={"columns": known}))
        return None
    if len(names) == 1 and any(mark in names[0] for mark in ";\t|"):
        report.add(Finding("wrong_delimiter", row=1, value=labels[0]))
        return None
    positions: dict[str, int] = {}
    for position, (name, label) in enumerate(zip(names, labels, strict=True)):
        if name in positions or (name and names.index(name) < position):
            report.add(
                Finding("header_duplicate", row=1, column=label, value=label, values={"column": label})
            )
        elif name in dataset.column_names:
            positions[name] = position
        else:
            report.add(
                Finding(
                    "column_unknown",
                    "warning",
                    row=1,
                    column=label or f"#{position + 1}",
                    value=label,
                    values={"columns": known},
                )
            )
    for column in dataset.columns:
        fillable = column.default is not None or column.name in ("source_id", "grade")
        if column.required and column.name not in positions and not fillable:
            values: dict[str, object] = {"column": column.name, "meaning": Sentence(column.meaning)}
            report.add(Finding("column_missing", row=1, column=column.name, values=values))
    return positions


def _project(con: duckdb.DuckDBPyConnection, dataset: Dataset, positions: dict[str, int], rows: str) -> None:
    """Create `staging` with the contract's columns out of `received`; empty cells become NULL."""
    cells = ", ".join(
        f"nullif(c{positions[name]}, '') AS {quoted(name)}"
        if name in positions
        else f"NULL::VARCHAR AS {quoted(name)}"
        for name in dataset.column_names
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE staging AS SELECT {rows} AS {STAGED_ROW}, {cells} FROM received"
    )
    con.execute("DROP TABLE received")


def _stage_csv(
    con: duckdb.DuckDBPyConnection, path: Path, content: bytes, dataset: Dataset, report: Report
) -> bool:
    refusal = refuse_kind(content, path.name) or refuse_encoding(content)
    if refusal is not None:
        report.add(refusal)
        return False
    text = content.removeprefix(codecs.BOM_UTF8)
    try:
        head = Head(text, ",", limit=1)
    except UnreadableTextError as error:
        report.add(error.finding)
        return False
    labels = head.records[0] if head.records else []
    positions = _match_header(labels, dataset, report)
    if positions is None:
        return False
    rows = receive_text(con, text[head.ends[0] :], labels, 2, report)
    if rows is None:
        return False
    _project(con, dataset, positions, rows)
    return True


def _stage_parquet(con: duckdb.DuckDBPyConnection, content: bytes, dataset: Dataset, report: Report) -> bool:
    # pyarrow reads the bytes in memory: an uploaded Parquet file is outside what DuckDB guarantees.
    try:
        schema = pq.read_schema(pa.BufferReader(content))
        nested = [field.name for field in schema if pa.types.is_nested(field.type)]
        if nested:
            report.add(Finding("parquet_nested", row=1, column=nested[0], values={"column": nested[0]}))
            return False
        positions = _match_header(list(schema.names), dataset, report)
        if positions is None:
            return False
        if report.counts["header_duplicate", "error"]:
            return False
        table = pq.ParquetFile(pa.BufferReader(content)).read()
        texts = [as_text(table.column(position)) for position in range(table.num_columns)]
    except (pa.ArrowException, OSError, ValueError) as error:
        report.add(Finding("parquet_damaged", value=str(error).splitlines()[0] if str(error) else None))
        return False
    arrow = pa.table({f"c{position}": text for position, text in enumerate(texts)})
    con.register("received_rows", arrow)
    con.execute("CREATE OR REPLACE TEMP TABLE received AS SELECT * FROM received_rows")
    con.unregister("received_rows")
    _project(con, dataset, positions, "rowid + 2")
    return True


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of Parquet as text; moments to the microsecond."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_date64(column.type) or pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us"), safe=False)
    return column.cast(pa.string())
