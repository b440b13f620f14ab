"""Find the tables in a file, whatever its format: text, a workbook's sheets, Parquet, members of an archive.

Each table shows its first rows, so that its header can be recognised, and fills `received` when it is chosen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from etl.archives import (
    is_other_workbook,
    is_workbook,
    open_archive,
    read_member,
    table_members,
    unpack_gzip,
)
from etl.contract_types import N_
from etl.day_systems import (
    binary_workbook_counts_from_1904,
    counts_from_1904,
    old_workbook_counts_from_1904,
)
from etl.days import EXCEL_DAY_ZERO, MAC_DAY_ZERO
from etl.encodings import decode
from etl.file_kinds import PARQUET_MAGIC, refuse_kind
from etl.findings import Finding, Report
from etl.recognition import Header
from etl.staging import as_text
from etl.text_reader import HEAD_RECORDS, Head, UnreadableTextError, receive_text, sniff_delimiter
from etl.workbooks import WorkSheet, read_old_workbook, read_open_workbook, read_other_workbook
from locales import Sentence

ZIP_MAGIC = b"PK\x03\x04"
GZIP_MAGIC = b"\x1f\x8b"
OLD_WORKBOOK_MAGIC = b"\xd0\xcf\x11\xe0"
OLD_WORKBOOK = N_("Read as an old Excel workbook.")
FROM_1904 = N_("The workbook counts days from 1904, and so are its day numbers read.")
PARQUET_CELL_LIMIT = 60_000_000
DELIMITER_NAMES = {",": N_("commas"), ";": N_("semicolons"), "\t": N_("tabs"), "|": N_("vertical bars")}


class Table(Protocol):
    """A table of a file that can show its head and be read."""

    sheet: str | None
    hidden: bool
    notes: tuple[Sentence, ...]
    day_zero: date

    @property
    def head(self) -> Sequence[Sequence[str]]:
        """The first rows, the header among them."""

    def receive(self, con: duckdb.DuckDBPyConnection, header: Header, report: Report) -> str | None:
        """Fill `received` from the rows under the header; return SQL for their numbers, None after a stop."""


@dataclass
class TextTable:
    """Delimited text in UTF-8, with the names of the encoding and delimiter it had."""

    text: bytes
    delimiter: str
    first: Head
    sheet: str | None = None
    hidden: bool = False
    notes: tuple[Sentence, ...] = ()
    day_zero: date = EXCEL_DAY_ZERO

    @property
    def head(self) -> Sequence[Sequence[str]]:
        """The first records."""
        return self.first.records

    def receive(self, con: duckdb.DuckDBPyConnection, header: Header, report: Report) -> str | None:
        """Read the records under the header with DuckDB."""
        start, labels = self.first.ends[header.last - 1], list(header.labels)
        return receive_text(
            con, self.text, labels, header.last + 1, report, delimiter=self.delimiter, start=start
        )


@dataclass
class SheetTable:
    """A sheet of a workbook."""

    content: WorkSheet
    sheet: str | None = None
    hidden: bool = False
    notes: tuple[Sentence, ...] = ()
    head: list[list[str]] = field(default_factory=list)
    day_zero: date = EXCEL_DAY_ZERO

    def receive(self, con: duckdb.DuckDBPyConnection, header: Header, report: Report) -> str | None:
        """Hand the cells over as Arrow columns; rows without any cell are left out."""
        columns = self.content.filled_columns()
        for row, column, word in self.content.errors:
            if column <= len(columns) and row <= len(columns[column - 1]):
                columns[column - 1][row - 1] = word
        columns = [column[header.last :] for column in columns]
        height = len(columns[0]) if columns else 0
        filled = [row for row, cells_of_row in enumerate(zip(*columns, strict=True)) if any(cells_of_row)]
        if len(filled) < height:
            columns = [[column[row] for row in filled] for column in columns]
        cells = {
            f"c{position}": pa.array([cell or None for cell in column], pa.string())
            for position, column in enumerate(columns)
        }
        numbers = pa.array([row + header.last + 1 for row in filled], pa.int64())
        _register(con, pa.table({**cells, "number": numbers}))
        return "number"


@dataclass
class ParquetTable:
    """A Parquet file that pyarrow has read into memory; DuckDB is never given an uploaded one."""

    content: pa.Table
    sheet: str | None = None
    hidden: bool = False
    notes: tuple[Sentence, ...] = ()
    day_zero: date = EXCEL_DAY_ZERO

    @property
    def head(self) -> Sequence[Sequence[str]]:
        """The names of the columns, which stand in row 1."""
        return [list(self.content.column_names)]

    def receive(self, con: duckdb.DuckDBPyConnection, header: Header, report: Report) -> str | None:
        """Hand the columns over as text."""
        try:
            texts = [as_text(self.content.column(position)) for position in range(self.content.num_columns)]
        except (pa.ArrowException, ValueError) as error:
            report.add(Finding("parquet_damaged", row=1, value=_first_line(error)))
            return None
        _register(con, pa.table({f"c{position}": text for position, text in enumerate(texts)}))
        return "rowid + 2"


def _register(con: duckdb.DuckDBPyConnection, table: pa.Table) -> None:
    con.register("received_rows", table)
    con.execute("CREATE OR REPLACE TEMP TABLE received AS SELECT * FROM received_rows")
    con.unregister("received_rows")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


@dataclass(frozen=True)
class Script:
    """The encoding that was chosen, or None, and the characters that tell encodings apart in doubt."""

    encoding: str | None = None
    familiar: frozenset[str] = frozenset()


def tables_of(content: bytes, name: str, script: Script) -> Iterator[Table | Finding]:
    """Yield the tables of a file in their order; a finding in place of what cannot be read."""
    if not content:
        yield Finding("file_empty", row=1, value=name)
    elif content.startswith(PARQUET_MAGIC):
        yield _parquet(content)
    elif content.startswith(ZIP_MAGIC):
        yield from _archive(content, name, script)
    elif content.startswith(GZIP_MAGIC):
        yield _packed(content, name, script)
    elif content.startswith(OLD_WORKBOOK_MAGIC):
        sheets = read_old_workbook(content, name)
        yield from _sheets(sheets, Sentence(OLD_WORKBOOK), from_1904=old_workbook_counts_from_1904(content))
    else:
        refusal = refuse_kind(content, name)
        yield replace(refusal, row=1) if refusal else text_table(content, script)


def _packed(content: bytes, name: str, script: Script) -> TextTable | Finding:
    """Return the text in a gzip file as a table; whatever else is packed in it is refused by its kind."""
    text = unpack_gzip(content, name)
    if isinstance(text, Finding):
        return text
    refusal = refuse_kind(text, name)
    if refusal is not None or not text:
        return replace(refusal or Finding("file_empty", value=name), row=1)
    return text_table(text, script)


def text_table(content: bytes, script: Script, sheet: str | None = None) -> TextTable | Finding:
    """Return delimited text as a table, or the finding that says why it is none."""
    decoded = decode(content, script.encoding, script.familiar)
    if isinstance(decoded, Finding):
        return decoded
    delimiter = sniff_delimiter(decoded.text)
    try:
        head = Head(decoded.text, delimiter)
    except UnreadableTextError as error:
        return error.finding
    values = {"encoding": Sentence(decoded.encoding), "delimiter": Sentence(DELIMITER_NAMES[delimiter])}
    note = Sentence(N_("Read as {encoding} text with {delimiter} between the columns."), values)
    return TextTable(decoded.text, delimiter, head, sheet, notes=(note,))


def _parquet(content: bytes) -> ParquetTable | Finding:
    # pyarrow reads the bytes in memory: an uploaded Parquet file is outside what DuckDB guarantees.
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        nested = [entry.name for entry in file.schema_arrow if pa.types.is_nested(entry.type)]
        if nested:
            return Finding("parquet_nested", row=1, column=nested[0], values={"column": nested[0]})
        cells = file.metadata.num_rows * max(file.metadata.num_columns, 1)
        if cells > PARQUET_CELL_LIMIT:
            return Finding("parquet_too_large", row=1, values={"limit": PARQUET_CELL_LIMIT})
        table = file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        return Finding("parquet_damaged", row=1, value=_first_line(error))
    return ParquetTable(table, notes=(Sentence(N_("Read as Parquet.")),))


def _archive(content: bytes, name: str, script: Script) -> Iterator[Table | Finding]:
    archive = open_archive(content, name)
    if isinstance(archive, Finding):
        yield archive
        return
    if is_workbook(archive):
        note = Sentence(N_("Read as an Excel workbook; cells with formulas give their stored results."))
        yield from _sheets(
            read_open_workbook(content, archive, name), note, from_1904=counts_from_1904(archive)
        )
        return
    form = is_other_workbook(archive)
    if form is not None:
        sheets = read_other_workbook(content, archive, name)
        note = Sentence(N_("Read as a workbook ({format})."), {"format": form})
        yield from _sheets(
            sheets, note, from_1904=form == "XLSB" and binary_workbook_counts_from_1904(archive)
        )
        return
    members = table_members(archive)
    if not members:
        yield Finding("archive_without_table", row=1, value=name)
    for member in members:
        text = read_member(archive, member)
        table = text if isinstance(text, Finding) else text_table(text, script, member)
        yield replace(table, sheet=member) if isinstance(table, Finding) else table


def _sheets(
    sheets: list[WorkSheet] | Finding, note: Sentence, *, from_1904: bool
) -> Iterator[Table | Finding]:
    if isinstance(sheets, Finding):
        yield sheets
        return
    filled = [sheet for sheet in sheets if sheet.columns]
    if not filled:
        yield Finding("workbook_empty", row=1)
    notes = (note, Sentence(FROM_1904)) if from_1904 else (note,)
    day_zero = MAC_DAY_ZERO if from_1904 else EXCEL_DAY_ZERO
    for sheet in filled:
        head = sheet.rows(HEAD_RECORDS)
        yield SheetTable(sheet, sheet.name, sheet.hidden, notes, head, day_zero)
