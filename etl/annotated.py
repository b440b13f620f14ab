"""Copies of a file that say what is wrong where: the file itself with remarks, and the corrected template.

A workbook stays a workbook, with coloured cells, comments and a sheet of all findings; text stays text, with
one more column. What comes from the file is written as text: nothing in a copy can run as a formula.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from etl.file_grid import Grid
from etl.findings import Finding
from etl.intake import Intake, References
from etl.staging import STAGED_ROW
from etl.templates import CSV, XLSX, Filled, template_workbook
from locales import Language, translator

COLOURS = {"error": "F8D7CD", "warning": "FBF1DC"}
SUGGESTED = frozenset(
    (
        "full_width_digits",
        "surrounding_space",
        "thousands_separator",
        "percent_sign",
        "date_serial",
        "code_is_name",
    )
)
"""Findings whose proposal changes the spelling of a value only: the corrected template carries it out."""

FORMULA_START = re.compile(r"^[\s\u200b\ufeff]*[=+\-@＝＋－＠|%]|^[\t\r\n]")
HARMLESS = re.compile(r"^\s*([+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*%?|[-－—]+)\s*$")
XLSX_MAGIC = b"PK\x03\x04"
LONGEST_REMARK = 1500


@dataclass(frozen=True)
class Copy:
    """A file to take away: its name, its kind, and how its bytes are made when it is asked for."""

    file_name: str
    mime: str
    content: Callable[[], bytes]


def file_rows(grid: Grid, row: int, around: int) -> pd.DataFrame:
    """Return the rows around one as the file has them, by row number, under the labels of its header."""
    numbers = [number for number in range(row - around, row + around + 1) if 1 <= number <= len(grid.rows)]
    width = max([len(grid.labels), *(len(grid.rows[number - 1]) for number in numbers)], default=0)
    labels: dict[str, None] = {}
    for place in range(width):
        label = grid.labels[place] if place < len(grid.labels) else ""
        label = label if label and label not in labels else f"#{place + 1}"
        while label in labels:
            label += "*"
        labels[label] = None
    cells = [[*grid.rows[number - 1], *[""] * (width - len(grid.rows[number - 1]))] for number in numbers]
    return pd.DataFrame(cells, columns=list(labels), index=pd.Index(numbers))


def annotated_copy(checked: Intake, grid: Grid, language: Language) -> Copy:
    """Return the file with every finding written beside its cell; `grid` is the table that was read."""
    _ = translator(language)
    findings = checked.report.findings
    as_text = grid.kind == "text"
    name = f"{Path(checked.file_name).stem or 'upload'}-{_('checked')}{'.csv' if as_text else '.xlsx'}"

    def content() -> bytes:
        if as_text:
            return _annotated_text(grid, findings, language)
        if grid.kind == "sheet" and checked.content.startswith(XLSX_MAGIC):
            return _annotated_workbook(checked.content, grid, findings, language)
        return _written_workbook(grid, findings, language)

    return Copy(name, CSV if as_text else XLSX, content)


def remark(finding: Finding, language: Language) -> str:
    """Return what a copy says beside a cell."""
    _ = translator(language)
    told = finding.as_dict(language)
    kinds = {"error": _("Error"), "warning": _("Warning")}
    return _(
        "{kind}: expected {expected}. {fix}",
        kind=kinds[told["severity"]],
        expected=told["expected"],
        fix=told["fix"],
    )


def plain(text: str) -> str:
    """Return a cell of a CSV file that no spreadsheet runs as a formula.

    >>> plain("=1+1"), plain("-3.5"), plain("-"), plain("青岛")
    ("'=1+1", '-3.5', '-', '青岛')
    """
    return "'" + text if FORMULA_START.match(text) and not HARMLESS.match(text) else text


def _by_row(findings: Sequence[Finding]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.row or 1].append(finding)
    return found


def _annotated_text(grid: Grid, findings: Sequence[Finding], language: Language) -> bytes:
    _ = translator(language)
    found = _by_row(findings)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=grid.delimiter, lineterminator="\r\n")
    for number, row in enumerate(grid.rows, start=1):
        said = [
            _("{column}: {remark}", column=finding.column or "–", remark=remark(finding, language))
            for finding in found.get(number, [])
        ]
        if number == grid.header:
            said.insert(0, _("Findings"))
        cells = [plain(cell) for cell in row]
        if cells and number >= grid.header:
            lacking = len(grid.labels) - len(cells)
            # A row that was too short gets one cell too many: it stays an error until somebody mends it.
            cells += [*[""] * lacking, plain(" | ".join(said)), *([""] if lacking > 0 else [])]
        writer.writerow(cells)
    return ("\ufeff" + text.getvalue()).encode()


def _annotated_workbook(content: bytes, grid: Grid, findings: Sequence[Finding], language: Language) -> bytes:
    book = load_workbook(io.BytesIO(content))
    # Formulas give their stored results, as they were checked; a copy runs none.
    results = load_workbook(io.BytesIO(content), data_only=True)
    for sheet in book.worksheets:
        stored = results[sheet.title]
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    cell.value = stored[cell.coordinate].value
                    if isinstance(cell.value, str):
                        cell.data_type = "s"
    sheet = book[grid.sheet] if grid.sheet in book.sheetnames else book.worksheets[0]
    for (row, place), said in _by_cell(grid, findings).items():
        cell = sheet.cell(row, place + 1)
        worst = "error" if any(one.severity == "error" for one in said) else "warning"
        text = "\n".join(remark(one, language) for one in said)[:LONGEST_REMARK]
        if isinstance(cell, MergedCell):
            continue
        cell.fill = PatternFill("solid", start_color=COLOURS[worst], end_color=COLOURS[worst])
        cell.comment = Comment(text, "check", width=320, height=140)
    _add_list(book, findings, language)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _by_cell(grid: Grid, findings: Sequence[Finding]) -> dict[tuple[int, int], list[Finding]]:
    """Return the findings by row (from 1) and column (from 0), the first one where none is known."""
    found: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.sheet in (None, grid.sheet):
            found[finding.row or 1, grid.position(finding.column) or 0].append(finding)
    return found


def _list_rows(findings: Sequence[Finding], language: Language) -> list[list[str]]:
    _ = translator(language)
    kinds = {"error": _("Error"), "warning": _("Warning")}
    head = [
        _("Kind"),
        _("Row"),
        _("Column"),
        _("Value"),
        _("Expected"),
        _("What to do"),
        _("Code of the finding"),
    ]
    rows = [head]
    for finding in findings:
        told = finding.as_dict(language)
        names = ("row", "column", "value", "expected", "fix", "code")
        rows.append(
            [kinds[told["severity"]], *("" if told[one] is None else str(told[one]) for one in names)]
        )
    return rows


def _list_title(taken: Sequence[str], language: Language) -> str:
    _ = translator(language)
    title = _("Findings")
    while title in taken:
        title += "_"
    return title


def _add_list(book: Workbook, findings: Sequence[Finding], language: Language) -> None:
    sheet = book.create_sheet(_list_title(book.sheetnames, language))
    for row, cells in enumerate(_list_rows(findings, language), start=1):
        for place, text in enumerate(cells, start=1):
            cell = sheet.cell(row, place, text)
            cell.data_type = "s"


def _written_workbook(grid: Grid, findings: Sequence[Finding], language: Language) -> bytes:
    """Write the cells of an old workbook or a Parquet file as a new workbook, with colours and comments."""
    _ = translator(language)
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        title = (grid.sheet or _("Data sheet"))[:31]
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", "_", title))
        text = book.add_format({"num_format": "@"})
        fills = {
            kind: book.add_format({"num_format": "@", "bg_color": f"#{colour}"})
            for kind, colour in COLOURS.items()
        }
        found = _by_cell(grid, findings)
        for row, cells in enumerate(grid.rows):
            for place, cell in enumerate(cells):
                said = found.get((row + 1, place), [])
                worst = "error" if any(one.severity == "error" for one in said) else "warning"
                sheet.write_string(row, place, cell, fills[worst] if said else text)
        for (row, place), said in found.items():
            words = "\n".join(remark(one, language) for one in said)[:LONGEST_REMARK]
            sheet.write_comment(row - 1, place, words, {"x_scale": 2.2, "y_scale": 1.4})
        listed = book.add_worksheet(_list_title([sheet.get_name()], language))
        for row, cells in enumerate(_list_rows(findings, language)):
            for place, cell in enumerate(cells):
                listed.write_string(row, place, cell)
    return buffer.getvalue()


def corrected_template(checked: Intake, references: References, language: Language) -> Copy | None:
    """Return the template of the dataset with the rows as they were understood; None without whole rows.

    Spellings are corrected where that needs no decision; every other cell with an error is marked and says
    what to do.
    """
    staged = checked.staged
    if staged is None or not checked.dataset.columns:
        return None
    _ = translator(language)
    name = f"{checked.dataset.name}-{_('corrected')}.xlsx"

    def content() -> bytes:
        columns = list(checked.dataset.column_names)
        rows = [
            ["" if row[one] is None else str(row[one]) for one in columns] for row in staged.rows.to_pylist()
        ]
        places = {int(number): index for index, number in enumerate(staged.rows[STAGED_ROW].to_pylist())}
        remarks: dict[tuple[int, int], str] = {}
        for finding in staged.findings:
            index = places.get(finding.row or 0)
            if index is None or finding.column not in columns:
                continue
            place = columns.index(finding.column)
            proposal = str(finding.values.get("suggestion") or "")
            if finding.code in SUGGESTED and proposal not in ("", "…"):
                rows[index][place] = proposal
            elif finding.severity == "error":
                said = remarks.get((index, place), "")
                remarks[index, place] = f"{said}\n{remark(finding, language)}".strip()[:LONGEST_REMARK]
        return template_workbook(checked.dataset, language, references, Filled(rows, remarks))

    return Copy(name, XLSX, content)
