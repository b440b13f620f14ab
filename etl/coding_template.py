"""The coding sheet to fill in: a workbook with one row for each place and indicator, words in both languages.

Its headings, choices and sheet names are those of `etl.coding_headings`, which `etl.coding_sheet` reads back.
"""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.coding_headings import (
    ACTOR_COLUMNS,
    CODING,
    DOCUMENTS,
    GUIDE,
    KIND_WORDS,
    MEASURED,
    MEASURED_GUIDE,
    MISSING_WORDS,
    SHEETS,
    TASK_COLUMNS,
    YES_NO,
    Heading,
    both,
)
from etl.coding_plan import (
    COUNTED_WORDS,
    EVENNESS,
    TASKS,
    Coded,
    Plan,
    Words,
    listed_tasks,
    six_dimensions,
)
from etl.contracts import MISSING_REASONS, SOURCE_KINDS


def coding_template(
    units: Sequence[tuple[str, str, str]],
    window: tuple[date, date],
    coder: str = "",
    indicators: Sequence[str] = (),
    plan: Plan | None = None,
) -> bytes:
    """Return the workbook for some places, given as code, Chinese and English name.

    `window` and `coder` are filled in; `indicators` limits it to some of those that people code; `plan` is
    that of the framework, the six dimensions by default.
    """
    plan = plan or six_dimensions()
    wanted = [one for one in plan.indicators.values() if not indicators or one.code in indicators]
    start, end = window
    given = {"window_start": start.isoformat(), "window_end": end.isoformat(), "coder": coder}
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": "编码表 Coding sheet", "created": None})
        formats = {
            "head": book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "bg_color": "#0B5D66",
                    "font_color": "#FFFFFF",
                    "valign": "top",
                }
            ),
            "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "fixed": book.add_format(
                {"text_wrap": True, "valign": "top", "bg_color": "#EEF2F2", "num_format": "@"}
            ),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        sheets = {key: book.add_worksheet(name) for key, name in SHEETS.items()}
        _guide(sheets["guide"], formats, measured=any(one.is_measured for one in wanted))
        _coding(sheets["coding"], formats, units, wanted, given)
        _tasks(sheets["tasks"], formats, units if any(one.code == TASKS for one in wanted) else [])
        _actors(sheets["actors"], formats, units if any(one.code == EVENNESS for one in wanted) else [])
        _documents(sheets["documents"], formats)
        _rubrics(sheets["rubrics"], formats, plan)
        sheets["coding"].activate()
    return buffer.getvalue()


def _head(sheet: Worksheet, headings: Sequence[Heading], formats: dict[str, Format]) -> None:
    for position, heading in enumerate(headings):
        sheet.set_column(position, position, heading.width, formats["text"])
        sheet.write_string(0, position, heading.label, formats["head"])
    sheet.set_row(0, 48)
    sheet.freeze_panes(1, 0)


def _choices(sheet: Worksheet, column: int, last: int, options: Sequence[Any]) -> None:
    if last >= 1:
        sheet.data_validation(1, column, last, column, {"validate": "list", "source": list(options)})


def _guide(sheet: Worksheet, formats: dict[str, Format], *, measured: bool) -> None:
    sheet.set_column(0, 0, 64, formats["wrap"])
    sheet.set_column(1, 1, 84, formats["wrap"])
    for row, words in enumerate((*GUIDE, MEASURED_GUIDE) if measured else GUIDE):
        sheet.write_string(row, 0, words["zh"], formats["wrap"])
        sheet.write_string(row, 1, words["en"], formats["wrap"])


def _coding(
    sheet: Worksheet,
    formats: dict[str, Format],
    units: Sequence[tuple[str, str, str]],
    wanted: Sequence[Coded],
    given: dict[str, str],
) -> None:
    headings = _headings(wanted)
    _head(sheet, headings, formats)
    at = {heading.key: position for position, heading in enumerate(headings)}
    row = 0
    for code, name_zh, name_en in units:
        for one in wanted:
            row += 1
            counted = COUNTED_WORDS.get(one.code)
            fixed = {
                "unit_code": code,
                "unit_name": f"{name_zh} {name_en}",
                "indicator_code": one.code,
                "indicator_name": both(one.name),
            }
            for key, text in fixed.items():
                sheet.write_string(row, at[key], text, formats["fixed"])
            for key, text in given.items():
                sheet.write_string(row, at[key], text, formats["text"])
            if one.unit is not None:
                sheet.write_string(row, at["value_unit"], both(one.unit), formats["fixed"])
                sheet.write_comment(row, at["value"], both(one.definition), {"x_scale": 2})
            elif counted is None:
                sheet.data_validation(
                    row,
                    at["level"],
                    row,
                    at["level"],
                    {"validate": "list", "source": ["0", "1", "2", "3", "4"]},
                )
                sheet.write_comment(row, at["level"], _levels(one), {"x_scale": 3.2, "y_scale": 2.6})
            else:
                for key, words in zip(("numerator", "denominator"), counted, strict=True):
                    if words["zh"]:
                        sheet.write_comment(row, at[key], both(words), {"x_scale": 2})
    _choices(sheet, at["missing_reason"], row, [_option(MISSING_WORDS[key]) for key in MISSING_REASONS])
    _choices(sheet, at["source_kind"], row, [_option(KIND_WORDS[key]) for key in SOURCE_KINDS])
    _choices(sheet, at["confidence"], row, ["A", "B", "C"])
    sheet.autofilter(0, 0, max(row, 1), len(headings) - 1)


def _headings(wanted: Sequence[Coded]) -> tuple[Heading, ...]:
    if not any(one.is_measured for one in wanted):
        return CODING
    behind = next(place for place, one in enumerate(CODING, start=1) if one.key == "denominator")
    return (*CODING[:behind], *MEASURED, *CODING[behind:])


def _option(words: Words) -> str:
    # Excel separates the options of a list by commas.
    return both(words).replace(",", "")


def _levels(one: Coded) -> str:
    return "\n".join(f"{level} {words['zh']} / {words['en']}" for level, words in enumerate(one.levels))


def _tasks(sheet: Worksheet, formats: dict[str, Format], units: Sequence[tuple[str, str, str]]) -> None:
    _head(sheet, TASK_COLUMNS, formats)
    row = 0
    for code, _zh, _en in units:
        for number, words in enumerate(listed_tasks(), start=1):
            row += 1
            for position, text in enumerate((code, str(number), both(words))):
                sheet.write_string(row, position, text, formats["fixed"])
    for column in range(3, 6):
        _choices(sheet, column, row, [both(words) for words in YES_NO])


def _actors(sheet: Worksheet, formats: dict[str, Format], units: Sequence[tuple[str, str, str]]) -> None:
    _head(sheet, ACTOR_COLUMNS, formats)
    for row, (code, _zh, _en) in enumerate(units, start=1):
        sheet.write_string(row, 0, code, formats["fixed"])


def _documents(sheet: Worksheet, formats: dict[str, Format]) -> None:
    _head(sheet, DOCUMENTS, formats)


def _rubrics(sheet: Worksheet, formats: dict[str, Format], plan: Plan) -> None:
    heads = (
        "维度\nDimension",
        "指标\nIndicator",
        "定义\nDefinition",
        "等级\nLevel",
        "中文\nChinese",
        "英文\nEnglish",
    )
    for position, (text, width) in enumerate(zip(heads, (20, 26, 44, 8, 56, 64), strict=True)):
        sheet.set_column(position, position, width, formats["wrap"])
        sheet.write_string(0, position, text, formats["head"])
    sheet.freeze_panes(1, 0)
    row = 0
    for one in plan.indicators.values():
        lines: list[tuple[str, str, str]] = [
            (str(level), words["zh"], words["en"]) for level, words in enumerate(one.levels)
        ]
        if one.unit is not None:
            lines = [("数值 value", one.unit["zh"], one.unit["en"])]
        elif not lines:
            count, total = COUNTED_WORDS[one.code]
            lines = [("计数 count", count["zh"], count["en"]), ("总数 out of", total["zh"], total["en"])]
        for level, zh, en in lines:
            row += 1
            cells = (
                both(plan.dimensions.get(one.dimension, {"zh": one.dimension, "en": ""})),
                f"{one.code} {both(one.name)}",
                both(one.definition),
                level,
                zh,
                en,
            )
            for position, text in enumerate(cells):
                sheet.write_string(row, position, text, formats["wrap"])
