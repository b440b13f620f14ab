"""Read delimited text into the DuckDB table `received`: all cells as text, every record with its row number.

Rows are numbered as a spreadsheet numbers them: a record is a row, whatever line breaks its cells hold, and
rows that are empty or cannot be read count too. Ragged and broken rows come back as findings.
"""

import csv
import io
import itertools
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.findings import Finding, Report
from etl.sql import count_rows

HEAD_BYTES = 4_000_000
"""The header and the first rows must lie within so many bytes."""

HEAD_RECORDS = 40
FIRST_BYTES = 64_000
"""So much is looked at first: nearly every header and its first rows lie within it."""

ROW_BYTES_LIMIT = 2_000_000
DELIMITERS = (",", ";", "\t", "|")
LINE_OF_ERROR = re.compile(r"Line: (\d+)")
REJECT_CODES = {
    "MISSING COLUMNS": "row_too_short",
    "TOO MANY COLUMNS": "row_too_long",
    "UNQUOTED VALUE": "quote_open",
}


class UnreadableTextError(Exception):
    """Delimited text that cannot be read at all; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.code)


class Head:
    """The first records of a text, and where each of them ends in its bytes."""

    def __init__(self, text: bytes, delimiter: str, limit: int = HEAD_RECORDS) -> None:
        self.records: list[list[str]] = []
        self.ends: list[int] = []
        error = self._read(text[:FIRST_BYTES], delimiter, limit)
        # The last of the records may have been cut off there, in the middle of a character even.
        if len(text) > FIRST_BYTES and (len(self.ends) < limit or self.ends[-1] > FIRST_BYTES - 4):
            error = self._read(text[:HEAD_BYTES], delimiter, limit)
        if error is not None and not self.records:
            raise UnreadableTextError(
                Finding("csv_unreadable", row=1, values={"reason": str(error)})
            ) from error

    def _read(self, part: bytes, delimiter: str, limit: int) -> csv.Error | None:
        """Read the first records of a part of the text; return what stopped that."""
        self.records, self.ends = [], []
        consumed = 0

        def lines() -> Iterator[str]:
            nonlocal consumed
            for line in io.StringIO(part.decode("utf-8", errors="ignore"), newline=""):
                consumed += len(line.encode("utf-8"))
                yield line

        try:
            for record in itertools.islice(csv.reader(lines(), delimiter=delimiter), limit):
                self.records.append(record)
                self.ends.append(consumed)
        except csv.Error as error:
            return error
        return None


def sniff_delimiter(text: bytes) -> str:
    """Return the delimiter that splits the first records most evenly; a comma where none does.

    >>> sniff_delimiter("城市;日期;确诊\\n青岛;2020-01-21;1\\n".encode())
    ';'
    """
    best, best_rank = ",", (0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = [len(record) for record in Head(text, delimiter).records if record]
        except UnreadableTextError:
            continue
        split = [width for width in widths if width > 1]
        if not split:
            continue
        common = max(set(split), key=lambda width: (split.count(width), width))
        rank = (split.count(common), common)
        if rank > best_rank:
            best, best_rank = delimiter, rank
    return best


def receive_text(
    con: duckdb.DuckDBPyConnection,
    text: bytes,
    labels: list[str],
    first_row: int,
    report: Report,
    *,
    delimiter: str = ",",
    start: int = 0,
) -> str | None:
    """Fill `received` with columns c0, c1 … from the records under a header.

    Returns SQL for the row number of each record, or None after a finding that stops all. `first_row` is the
    number of the first record, which begins at the byte `start`.
    """
    error = _read(con, memoryview(text)[start:], labels, delimiter)
    if error is not None:
        report.add(_whole_refusal(str(error), first_row))
        return None
    rejected = _report_rejects(con, labels, first_row, report)
    if not rejected and len(labels) > 1 and _every_line_is_a_row(con, text, start):
        return f"rowid + {first_row}"
    skipped = sorted(rejected | _blank_rows(text, start, first_row, delimiter))
    if not skipped:
        return f"rowid + {first_row}"
    _number_rows(con, skipped, first_row)
    return "(SELECT numbered.number FROM numbered WHERE numbered.position = received.rowid)"


def _read(
    con: duckdb.DuckDBPyConnection, body: memoryview, labels: list[str], delimiter: str
) -> duckdb.Error | None:
    columns = {f"c{position}": "VARCHAR" for position in range(len(labels))}
    with tempfile.TemporaryDirectory(prefix="received-") as folder:
        # A copy of the very bytes that were hashed, under a name in which no `*` is a pattern.
        copy = Path(folder) / "received.csv"
        copy.write_bytes(body)
        try:
            con.execute(
                "CREATE OR REPLACE TEMP TABLE received AS"
                " SELECT * FROM read_csv($path, columns=$columns, header=false, delim=$delimiter, quote='\"',"
                " escape='\"', nullstr='', auto_detect=false, strict_mode=true,"
                " store_rejects=true, ignore_errors=true, rejects_limit=0, max_line_size=$limit)",
                {
                    "path": str(copy),
                    "columns": columns,
                    "delimiter": delimiter,
                    "limit": ROW_BYTES_LIMIT,
                },
            )
        except duckdb.Error as error:
            return error
    return None


def _whole_refusal(message: str, first_row: int) -> Finding:
    """Return what made DuckDB give up the whole text, with the row if it names one."""
    line = LINE_OF_ERROR.search(message)
    row = int(line[1]) + first_row - 1 if line else 1
    if "line size" in message.lower():
        return Finding("row_oversized", row=row)
    return Finding("csv_unreadable", row=row, values={"reason": message.splitlines()[0]})


def _report_rejects(
    con: duckdb.DuckDBPyConnection, labels: list[str], first_row: int, report: Report
) -> set[int]:
    found = con.execute(
        "SELECT line, arg_min(error_type, column_idx), min(column_idx), any_value(csv_line),"
        " any_value(error_message) FROM reject_errors GROUP BY line ORDER BY line"
    ).fetchall()
    for line, kind, column_index, text, message in found:
        too_large = "line size" in str(message).lower()
        code = "row_oversized" if too_large else REJECT_CODES.get(kind, "csv_unreadable")
        column = labels[min(column_index, len(labels)) - 1] if column_index else None
        values: dict[str, object] = {"count": len(labels), "reason": message}
        row = line + first_row - 1
        report.add(Finding(code, row=row, column=column, value=(text or "").strip(), values=values))
    con.execute("DROP TABLE reject_errors")
    con.execute("DROP TABLE reject_scans")
    return {line + first_row - 1 for line, *_ in found}


def _every_line_is_a_row(con: duckdb.DuckDBPyConnection, text: bytes, start: int) -> bool:
    """Tell whether as many rows were read as there are lines: then none is blank, and no cell is broken.

    A cell with a line break makes fewer rows than lines too, so that the lines have to be looked at.
    """
    if text.find(b"\r", start) >= 0:
        return False
    breaks = text.count(b"\n", start)
    return count_rows(con, "received") == (breaks if text.endswith(b"\n") else breaks + 1)


def _blank_rows(text: bytes, start: int, first_row: int, delimiter: str) -> set[int]:
    """Rows without any character, which DuckDB passes over but a spreadsheet counts."""
    # A large file is copied only where its line ends need it.
    if text.find(b"\r", start) >= 0:
        text, start = text[start:].replace(b"\r\n", b"\n").replace(b"\r", b"\n"), 0
    end = len(text)
    while end > start and text[end - 1] == ord("\n"):
        end -= 1
    if text.find(b"\n\n", start, end) < 0 and not text.startswith(b"\n", start):
        return set()
    reader = csv.reader(io.StringIO(text[start:].decode("utf-8", errors="replace")), delimiter=delimiter)
    try:
        return {row for row, record in enumerate(reader, start=first_row) if not record}
    except csv.Error:
        # Only the numbers of later rows are at stake: the broken cell is a finding of its own.
        return set()


def _number_rows(con: duckdb.DuckDBPyConnection, skipped: list[int], first_row: int) -> None:
    total = count_rows(con, "received")
    skip = set(skipped)
    numbers = [row for row in range(first_row, first_row + total + len(skip)) if row not in skip][:total]
    numbered = pa.table(
        {"position": pa.array(range(total), pa.int64()), "number": pa.array(numbers, pa.int64())}
    )
    con.register("numbered_rows", numbered)
    con.execute("CREATE OR REPLACE TEMP TABLE numbered AS SELECT * FROM numbered_rows")
    con.unregister("numbered_rows")
