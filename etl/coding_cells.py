"""Read the sheets of a coding workbook as text, cell by cell, with the row that a spreadsheet shows."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from etl.coding_headings import SHEETS, Heading
from etl.findings import Finding, Report

UNPACKED_LIMIT = 200_000_000
ROW_LIMIT = 50_000


@dataclass(frozen=True)
class Row:
    """One filled row: its number in the sheet, and its cells as text by the key of their heading."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)

    def get(self, key: str) -> str:
        """Return the text of a cell, empty where nothing stands."""
        return self.cells.get(key, "")


def open_workbook(content: bytes) -> CalamineWorkbook | None:
    """Return the workbook if the bytes are a coding sheet, which its sheet names say; else None."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > UNPACKED_LIMIT:
                return None
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    return book if SHEETS["coding"] in book.sheet_names else None


def plain(text: str) -> str:
    """Return a heading without spaces, brackets' remarks and case, so that small edits do not matter.

    >>> plain("Level (0–4)"), plain("单位代码\\nUnit code")
    ('level', '单位代码unitcode')
    """
    return re.sub(r"[\s_]+", "", re.sub(r"[（(].*?[）)]", "", text)).casefold()


def read_rows(book: CalamineWorkbook, sheet: str, headings: Sequence[Heading], report: Report) -> list[Row]:
    """Return the rows of a sheet that hold anything; headings in either language or both are understood."""
    name = SHEETS[sheet]
    if name not in book.sheet_names:
        return []
    try:
        lines = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=ROW_LIMIT + 2)
    except (CalamineError, ValueError) as error:
        report.add(Finding("sheet_unreadable", value=name, values={"sheet": name, "reason": str(error)}))
        return []
    if len(lines) > ROW_LIMIT + 1:
        report.add(Finding("sheet_too_long", value=name, values={"sheet": name, "limit": ROW_LIMIT}))
        return []
    places = _places([cell_text(cell) for cell in lines[0]] if lines else [], headings)
    for heading in headings:
        if heading.key not in places and heading.key not in OPTIONAL:
            label = f"{heading.zh} {heading.en}"
            report.add(
                Finding("sheet_column_missing", row=1, column=label, values={"column": label, "sheet": name})
            )
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        cells = {key: cell_text(line[at]) for key, at in places.items() if at < len(line)}
        cells = {key: text for key, text in cells.items() if text}
        if cells:
            rows.append(Row(number, cells))
    return rows


OPTIONAL = frozenset(
    ("unit_name", "indicator_name", "task_name", "note", "url", "document_id", "value", "value_unit")
)


def _places(labels: list[str], headings: Sequence[Heading]) -> dict[str, int]:
    known = {}
    for heading in headings:
        for words in (heading.key, heading.zh, heading.en, heading.zh + heading.en):
            known[plain(words)] = heading.key
    places: dict[str, int] = {}
    for at, label in enumerate(labels):
        key = known.get(plain(label))
        if key is not None:
            places.setdefault(key, at)
    return places


def cell_text(cell: object) -> str:
    """Return a cell as text: whole numbers without a point, days as year-month-day.

    >>> cell_text(3.0), cell_text(date(2020, 1, 24)), cell_text(" a ")
    ('3', '2020-01-24', 'a')
    """
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell).strip()
