"""Put a file into an all-text DuckDB table, with the row of each record as a spreadsheet would number it.

Everything stays text until the contract is checked, so codes keep their leading zeros and a city called
"NA" survives. DuckDB reads the CSV; ragged and broken rows come back from its reject tables.
"""

import csv
import io
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from etl.contract_types import Dataset
from etl.file_kinds import PARQUET_MAGIC, read_bytes, refuse_encoding, refuse_kind
from etl.findings import Finding, Report
from etl.sql import count_rows, quoted
from locales import Sentence

COLUMN_LIMIT = 1000
ROW_BYTES_LIMIT = 2_000_000
HEADER_BYTES_LIMIT = 4_000_000
REJECT_CODES = {
    "MISSING COLUMNS": "row_too_short",
    "TOO MANY COLUMNS": "row_too_long",
    "UNQUOTED VALUE": "quote_open",
    "LINE SIZE OVER MAXIMUM": "row_oversized",
}
STAGED_ROW = "file_row"
"""Name of the staging column that holds the row number; no contract has a column of this name."""


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
    start = content[:HEADER_BYTES_LIMIT].decode("utf-8-sig", errors="ignore")
    try:
        labels = next(csv.reader(io.StringIO(start, newline="")), [])
    except csv.Error as error:
        report.add(Finding("csv_unreadable", row=1, values={"reason": str(error)}))
        return False
    positions = _match_header(labels, dataset, report)
    if positions is None:
        return False
    if not _receive(con, content, len(labels), report):
        return False
    rejected = _report_rejects(con, labels, report)
    skipped = sorted(rejected | _blank_rows(content))
    rows = "rowid + 2"
    if skipped:
        _number_rows(con, skipped)
        rows = "(SELECT numbered.number FROM numbered WHERE numbered.position = received.rowid)"
    _project(con, dataset, positions, rows)
    return True


def _receive(con: duckdb.DuckDBPyConnection, content: bytes, width: int, report: Report) -> bool:
    """Read CSV bytes into `received`, one text column for each position of the header."""
    columns = {f"c{position}": "VARCHAR" for position in range(width)}
    with tempfile.TemporaryDirectory(prefix="staging-") as folder:
        # A copy of the very bytes that were hashed, under a name in which no `*` is a pattern.
        copy = Path(folder) / "received.csv"
        copy.write_bytes(content)
        try:
            con.execute(
                "CREATE OR REPLACE TEMP TABLE received AS"
                " SELECT * FROM read_csv($path, columns=$columns, header=true, delim=',', quote='\"',"
                " escape='\"', nullstr='', auto_detect=false, strict_mode=true,"
                " store_rejects=true, ignore_errors=true, rejects_limit=0, max_line_size=$limit)",
                {"path": str(copy), "columns": columns, "limit": ROW_BYTES_LIMIT},
            )
        except duckdb.Error as error:
            report.add(Finding("csv_unreadable", values={"reason": str(error).splitlines()[0]}))
            return False
    return True


def _report_rejects(con: duckdb.DuckDBPyConnection, labels: list[str], report: Report) -> set[int]:
    found = con.execute(
        "SELECT line, arg_min(error_type, column_idx), min(column_idx), any_value(csv_line),"
        " any_value(error_message) FROM reject_errors GROUP BY line ORDER BY line"
    ).fetchall()
    for line, kind, column_index, text, message in found:
        code = REJECT_CODES.get(kind, "csv_unreadable")
        column = labels[column_index - 1] if 0 < column_index <= len(labels) else None
        values: dict[str, object] = {"count": len(labels), "reason": message}
        report.add(Finding(code, row=line, column=column, value=(text or "").strip(), values=values))
    con.execute("DROP TABLE reject_errors")
    con.execute("DROP TABLE reject_scans")
    return {line for line, *_ in found}


def _blank_rows(content: bytes) -> set[int]:
    """Rows without any character, which DuckDB passes over but a spreadsheet counts."""
    normal = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\n\n" not in normal.rstrip(b"\n"):
        return set()
    reader = csv.reader(io.StringIO(normal.decode("utf-8-sig")))
    return {row for row, record in enumerate(reader, start=1) if not record}


def _number_rows(con: duckdb.DuckDBPyConnection, skipped: list[int]) -> None:
    total = count_rows(con, "received")
    skip = set(skipped)
    numbers = [row for row in range(2, total + len(skip) + 2) if row not in skip][:total]
    numbered = pa.table(
        {"position": pa.array(range(total), pa.int64()), "number": pa.array(numbers, pa.int64())}
    )
    con.register("numbered_rows", numbered)
    con.execute("CREATE OR REPLACE TEMP TABLE numbered AS SELECT * FROM numbered_rows")
    con.unregister("numbered_rows")


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
        texts = [_as_text(table.column(position)) for position in range(table.num_columns)]
    except (pa.ArrowException, OSError, ValueError) as error:
        report.add(Finding("parquet_damaged", value=str(error).splitlines()[0] if str(error) else None))
        return False
    arrow = pa.table({f"c{position}": text for position, text in enumerate(texts)})
    con.register("received_rows", arrow)
    con.execute("CREATE OR REPLACE TEMP TABLE received AS SELECT * FROM received_rows")
    con.unregister("received_rows")
    _project(con, dataset, positions, "rowid + 2")
    return True


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_date64(column.type) or pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us"), safe=False)
    return column.cast(pa.string())
