"""Empty tables to fill in: for each dataset as CSV and as a workbook, in Chinese and English.

The first row says in words what belongs into each column, the second names the columns. A filled template is
read like any other file: the words above the header are passed over. The workbook has drop-down lists, a
guide, and the codes that may be used.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.aliases import chinese_label
from etl.contract_types import Column, Dataset
from etl.contract_words import column_words, rule_words
from etl.intake import References
from locales import Language, translator

ROWS_READY = 2000
"""So many rows of the workbook have their formats and drop-down lists ready."""

HEADER_ROW = 1
"""Zero-based: the row above it holds the words."""

LIST_LIMIT = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


@dataclass(frozen=True)
class Filled:
    """Rows to put under the header, as text, and remarks on single cells by (row, column), both from 0."""

    rows: Sequence[Sequence[str]]
    remarks: Mapping[tuple[int, int], str]


def template_csv(dataset: Dataset, language: Language) -> bytes:
    """Return the template as CSV that opens rightly in a Chinese spreadsheet: UTF-8 with a mark."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    words = column_words(dataset, language)
    writer.writerow([one.line(language) for one in words])
    writer.writerow(labels(dataset, language))
    return ("\ufeff" + text.getvalue()).encode()


def labels(dataset: Dataset, language: Language) -> list[str]:
    """Return the column names of a header: the contract's own, in Chinese behind a Chinese word.

    >>> from etl.contracts import DATASETS
    >>> labels(DATASETS["case_daily"], "zh")[:2], labels(DATASETS["case_daily"], "en")[:2]
    (['行政区划代码 (unit_code)', '日期 (date)'], ['unit_code', 'date'])
    """
    if language == "en":
        return list(dataset.column_names)
    return [
        f"{word} ({name})" if (word := chinese_label(dataset.name, name)) else name
        for name in dataset.column_names
    ]


def template_workbook(
    dataset: Dataset, language: Language, references: References, filled: Filled | None = None
) -> bytes:
    """Return the template as a workbook; on demand with rows, whose remarked cells are coloured."""
    _ = translator(language)
    buffer = io.BytesIO()
    # Everything is written as text: nothing in it can become a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        data = book.add_worksheet(_("Data sheet"))
        guide = book.add_worksheet(_("Guide sheet"))
        codes = book.add_worksheet(_("Codes sheet"))
        ranges = _write_codes(book, codes, dataset, references)
        _write_data(book, data, dataset, language, ranges)
        _write_guide(book, guide, dataset, language)
        if filled is not None:
            _write_rows(book, data, dataset, filled)
    return buffer.getvalue()


def _write_data(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    dataset: Dataset,
    language: Language,
    ranges: Mapping[str, str],
) -> None:
    _ = translator(language)
    above = book.add_format({"italic": True, "text_wrap": True, "valign": "top", "font_color": "#55626C"})
    head = book.add_format({"bold": True, "bg_color": "#E8F1F1", "border": 1})
    needed = book.add_format({"bold": True, "bg_color": "#CFE5E6", "border": 1})
    text = book.add_format({"num_format": "@"})
    words = column_words(dataset, language)
    for place, (column, told, label) in enumerate(
        zip(dataset.columns, words, labels(dataset, language), strict=True)
    ):
        sheet.set_column(place, place, max(14, len(label) + 3), _column_format(column, text))
        sheet.write_string(0, place, told.line(language), above)
        sheet.write_string(HEADER_ROW, place, label, needed if told.required else head)
        source = list(column.choices) or ranges.get(column.name)
        if source:
            sheet.data_validation(
                HEADER_ROW + 1,
                place,
                HEADER_ROW + ROWS_READY,
                place,
                {
                    "validate": "list",
                    "source": source,
                    "error_type": "warning",
                    "error_title": _("Not in the list"),
                    "error_message": _("Choose one of the list, or ask for a new code."),
                },
            )
    sheet.set_row(0, 90)
    sheet.freeze_panes(HEADER_ROW + 1, 1)


def _column_format(column: Column, text: Format) -> Format | None:
    # Codes keep their leading zeros, and days are not turned into numbers, only where cells are text.
    return text if column.kind in ("text", "date", "list") else None


def _write_codes(
    book: xlsxwriter.Workbook, sheet: Worksheet, dataset: Dataset, references: References
) -> dict[str, str]:
    """Write the codes that columns may use with their names, and return the range of each for drop-downs."""
    head = book.add_format({"bold": True})
    ranges: dict[str, str] = {}
    place = 0
    for column in dataset.columns:
        listed = _codes(column, references)
        if not listed:
            continue
        sheet.write_string(0, place, column.name, head)
        for row, (code, name) in enumerate(listed, start=1):
            sheet.write_string(row, place, code)
            sheet.write_string(row, place + 1, name)
        sheet.set_column(place, place, 26)
        sheet.set_column(place + 1, place + 1, 44)
        letters = xlsxwriter.utility.xl_col_to_name(place)
        quoted = sheet.get_name().replace("'", "''")
        ranges[column.name] = f"='{quoted}'!${letters}$2:${letters}${len(listed) + 1}"
        place += 3
    return ranges


def _codes(column: Column, references: References) -> list[tuple[str, str]]:
    if column.vocabulary and "vocabulary" in references:
        rows = references["vocabulary"].to_pylist()
        return [
            (str(row["code"]), " · ".join(str(row[name]) for name in ("name_zh", "name_en") if row.get(name)))
            for row in rows
            if row["list"] in column.vocabulary
        ]
    if column.references == ("source", "source_id") and "source" in references:
        rows = references["source"].to_pylist()[:LIST_LIMIT]
        return [(str(row["source_id"]), str(row.get("title") or "")) for row in rows]
    return []


def _write_guide(book: xlsxwriter.Workbook, sheet: Worksheet, dataset: Dataset, language: Language) -> None:
    _ = translator(language)
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 58)
    sheet.set_column(2, 4, 30)
    sheet.write_string(0, 0, _(dataset.meaning), bold)
    headings = [_("Column"), _("Meaning"), _("To be filled"), _("Kind of value"), _("Allowed")]
    for place, heading in enumerate(headings):
        sheet.write_string(2, place, heading, bold)
    row = 3
    for told, label in zip(column_words(dataset, language), labels(dataset, language), strict=True):
        needed = _("required") if told.required else _("may be empty")
        for place, words in enumerate((label, told.meaning, needed, told.kind, told.allowed)):
            sheet.write_string(row, place, words, wrap)
        row += 1
    sheet.write_string(row + 1, 0, _("Rules for a row as a whole"), bold)
    for offset, sentence in enumerate(rule_words(dataset, language)):
        sheet.write_string(row + 2 + offset, 0, f"{offset + 1}")
        sheet.write_string(row + 2 + offset, 1, sentence, wrap)


def _write_rows(book: xlsxwriter.Workbook, sheet: Worksheet, dataset: Dataset, filled: Filled) -> None:
    plain = book.add_format({"num_format": "@"})
    marked = book.add_format({"num_format": "@", "bg_color": "#F8D7CD", "border": 1})
    for row, cells in enumerate(filled.rows):
        for place, cell in enumerate(cells):
            remark = filled.remarks.get((row, place))
            at = HEADER_ROW + 1 + row
            numeric = dataset.columns[place].kind in ("integer", "number") and _is_plain_number(cell)
            if numeric and remark is None:
                sheet.write_number(at, place, float(cell))
            elif cell or remark is not None:
                sheet.write_string(at, place, cell, plain if remark is None else marked)
            if remark is not None:
                sheet.write_comment(at, place, remark, {"x_scale": 2.2, "y_scale": 1.4})


def _is_plain_number(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.replace(".", "", 1).isascii() and digits.replace(".", "", 1).isdigit() and len(digits) < 16
