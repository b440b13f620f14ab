"""Read Excel workbooks: limits first, then the parser in a process of its own, then plain columns of text."""

import marshal
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from etl.archives import Sheet, inspect_workbook, read_member
from etl.findings import Finding

CELL_LIMIT = 2_000_000
SECONDS_LIMIT = 90
PROCESS = Path(__file__).with_name("workbook_process.py")
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class WorkSheet:
    """One sheet as text, column by column; error cells as (row, column, word), all counted from 1."""

    name: str
    hidden: bool
    columns: Sequence[list[str]]
    merged: Sequence[Range]
    errors: tuple[tuple[int, int, str], ...] = ()

    def rows(self, limit: int) -> list[list[str]]:
        """Return the first rows, with merged cells repeated in each cell they cover."""
        height = min(limit, len(self.columns[0]) if self.columns else 0)
        head = [[column[row] for column in self.columns] for row in range(height)]
        for (top, left), (bottom, right) in self.merged:
            if top < height and left < len(self.columns):
                for row in range(top, min(bottom + 1, height)):
                    for column in range(left, min(right + 1, len(self.columns))):
                        head[row][column] = head[top][left]
        return head

    def filled_columns(self) -> list[list[str]]:
        """Return the columns with each merged cell that spans rows of one column repeated in all of them.

        A cell merged across columns is no value of its neighbours and stays where it is.
        """
        columns = [list(column) for column in self.columns]
        for (top, left), (bottom, right) in self.merged:
            if left == right and left < len(columns):
                column = columns[left]
                for row in range(top + 1, min(bottom + 1, len(column))):
                    column[row] = column[top]
        return columns


def read_open_workbook(content: bytes, archive: zipfile.ZipFile, name: str) -> list[WorkSheet] | Finding:
    """Return the sheets of an XLSX file whose archive has passed its limits."""
    parts = inspect_workbook(archive, CELL_LIMIT)
    if isinstance(parts, Finding):
        return parts
    sheets = _read(content, name)
    if isinstance(sheets, Finding):
        return sheets
    inspected = _parts_by_name(archive, parts)
    return [
        WorkSheet(
            sheet.name,
            sheet.hidden,
            sheet.columns,
            sheet.merged,
            inspected[sheet.name].errors if sheet.name in inspected else (),
        )
        for sheet in sheets
    ]


def read_other_workbook(content: bytes, archive: zipfile.ZipFile, name: str) -> list[WorkSheet] | Finding:
    """Return the sheets of an XLSB or ODS file whose archive has passed its limits.

    How far its sheets reach is not known before they are parsed: the limits of the parser's process hold.
    """
    parts = inspect_workbook(archive, CELL_LIMIT)
    return parts if isinstance(parts, Finding) else _read(content, name)


def read_old_workbook(content: bytes, name: str) -> list[WorkSheet] | Finding:
    """Return the sheets of an XLS file; the format says nothing about cells that hold an error."""
    return _read(content, name)


def _read(content: bytes, name: str) -> list[WorkSheet] | Finding:
    try:
        done = subprocess.run(  # noqa: S603  our own script, no shell, the file on standard input
            [sys.executable, "-I", str(PROCESS), str(CELL_LIMIT)],
            input=content,
            capture_output=True,
            timeout=SECONDS_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Finding("workbook_too_slow", row=1, value=name, values={"limit": SECONDS_LIMIT})
    if done.returncode != 0:
        return Finding("workbook_damaged", row=1, value=name)
    result = marshal.loads(done.stdout)  # noqa: S302  written by the process above, never by a user
    if isinstance(result, str):
        code = "archive_encrypted" if result == "PasswordError" else "workbook_damaged"
        return Finding(code, row=1, value=name)
    if sum(sheet["cells"] for sheet in result) > CELL_LIMIT:
        largest = max(result, key=lambda sheet: sheet["cells"])
        return Finding("workbook_too_large", row=1, column=largest["name"], values={"limit": CELL_LIMIT})
    return [WorkSheet(sheet["name"], sheet["hidden"], sheet["columns"], sheet["merged"]) for sheet in result]


def _parts_by_name(archive: zipfile.ZipFile, parts: dict[str, Sheet]) -> dict[str, Sheet]:
    """Return what is known of each sheet by its name in the workbook."""
    try:
        relations = ElementTree.fromstring(_part(archive, "xl/_rels/workbook.xml.rels"))  # noqa: S314
        workbook = ElementTree.fromstring(_part(archive, "xl/workbook.xml"))  # noqa: S314  no DTD gets here
    except ElementTree.ParseError:
        return {}
    targets = {
        relation.get("Id"): relation.get("Target", "").removeprefix("/xl/")
        for relation in relations.iter(f"{RELATIONS}Relationship")
    }
    found: dict[str, Sheet] = {}
    for sheet in workbook.iter(f"{MAIN}sheet"):
        part = f"xl/{targets.get(sheet.get(RELATION_ID), '')}"
        if part in parts:
            found[sheet.get("name", "")] = parts[part]
    return found


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    content = read_member(archive, name)
    return b"" if isinstance(content, Finding) else content
