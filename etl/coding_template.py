"""The coding sheet to fill in: a workbook with one row for each place and indicator, words in both languages.

Its headings, choices and sheet names are declared here and read back by `etl.coding_sheet`.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.coding_plan import (
    ACTOR_TYPES,
    COUNTED_WORDS,
    EVENNESS,
    TASKS,
    Coded,
    Words,
    coded_indicators,
    dimensions,
    listed_tasks,
)
from etl.contracts import MISSING_REASONS, SOURCE_KINDS

SHEETS = {
    "guide": "说明 Guide",
    "coding": "编码 Coding",
    "tasks": "任务 Tasks (A2)",
    "actors": "主体 Actors (C5)",
    "documents": "文件 Documents",
    "rubrics": "量表 Rubrics",
}


@dataclass(frozen=True)
class Heading:
    """One column of a sheet: its key, its words, how wide it is."""

    key: str
    zh: str
    en: str
    width: int = 14

    @property
    def label(self) -> str:
        """The words in both languages, as they stand in the first row."""
        return f"{self.zh}\n{self.en}"


CODING = (
    Heading("unit_code", "单位代码", "Unit code", 10),
    Heading("unit_name", "单位", "Unit", 18),
    Heading("indicator_code", "指标代码", "Indicator code", 9),
    Heading("indicator_name", "指标", "Indicator", 26),
    Heading("level", "等级（0–4）", "Level (0–4)", 9),
    Heading("numerator", "计数", "Count", 12),
    Heading("denominator", "总数", "Out of", 12),
    Heading("missing_reason", "缺失原因", "Missing reason", 20),
    Heading("window_start", "观察期起", "Window from", 12),
    Heading("window_end", "观察期止", "Window to", 12),
    Heading("reference", "来源标题", "Source title", 32),
    Heading("issuer", "发文单位", "Issuer", 22),
    Heading("document_number", "文号", "Document number", 20),
    Heading("document_date", "文件日期", "Document date", 12),
    Heading("source_kind", "来源类型", "Kind of source", 24),
    Heading("url", "网址", "Address", 24),
    Heading("excerpt", "原文摘录（不超过200字）", "Excerpt (at most 200 characters)", 44),
    Heading("coder", "编码员", "Coder", 14),
    Heading("confidence", "把握程度（A–C）", "Confidence (A–C)", 11),
    Heading("note", "备注", "Note", 24),
)
TASK_COLUMNS = (
    Heading("unit_code", "单位代码", "Unit code", 10),
    Heading("task", "任务序号", "Task number", 9),
    Heading("task_name", "任务", "Task", 44),
    Heading("lead", "牵头单位明确", "Lead named", 14),
    Heading("support", "配合单位明确", "Support named", 14),
    Heading("deadline", "有期限或触发条件", "Deadline or trigger", 18),
)
ACTOR_COLUMNS = (
    Heading("unit_code", "单位代码", "Unit code", 10),
    *(
        Heading(f"actor_{number}", words["zh"], words["en"].capitalize(), 18)
        for number, words in enumerate(ACTOR_TYPES, start=1)
    ),
)
DOCUMENTS = (
    Heading("document_id", "文件编号（可空）", "Document identifier (may be empty)", 22),
    Heading("unit_code", "单位代码", "Unit code", 10),
    Heading("issued_on", "印发日期", "Day of issue", 12),
    Heading("title", "标题", "Title", 50),
    Heading("issuers", "发文单位（用分号隔开）", "Issuers (separated by semicolons)", 50),
    Heading("url", "网址", "Address", 24),
)
YES_NO: tuple[Words, Words] = ({"zh": "是", "en": "yes"}, {"zh": "否", "en": "no"})
MISSING_WORDS: dict[str, Words] = {
    "not_applicable": {"zh": "不适用", "en": "not applicable"},
    "not_collected": {"zh": "未收集", "en": "not collected"},
    "not_found": {"zh": "查找未果", "en": "looked for, not found"},
    "withheld": {"zh": "未公开", "en": "withheld"},
}
KIND_WORDS: dict[str, Words] = {
    "official_document": {"zh": "正式文件", "en": "official document"},
    "statistics": {"zh": "统计资料", "en": "statistics"},
    "web_page": {"zh": "政府网页", "en": "government web page"},
    "press": {"zh": "新闻报道", "en": "press"},
    "interview": {"zh": "访谈", "en": "interview"},
    "other": {"zh": "其他", "en": "other"},
}
GUIDE: tuple[Words, ...] = (
    {
        "zh": "每个单元格由两名编码员各自独立编码：各用一份表，互不参看。",
        "en": "Two coders code every cell independently, each with a sheet of their own and without looking"
        " at the other's.",
    },
    {
        "zh": "量表指标填等级0–4（级别含义见“量表”表）；计数指标填计数，系统据此计算数值。",
        "en": "A rubric takes a level from 0 to 4 (the sheet of rubrics says what each means); others take"
        " counts, from which the value is computed.",
    },
    {
        "zh": "高于0级或计数的每一格都必须有来源标题和不超过200字的原文摘录。",
        "en": "Every level above 0 and every count needs the title of its source and an excerpt of at most"
        " 200 characters.",
    },
    {
        "zh": "没有数值时选择缺失原因；“未找到”不等于0级：0级表示查过应有的文件而确实没有。",
        "en": "Where there is no value, choose the reason. Not found is not level 0: level 0 says that the"
        " documents were seen and hold nothing.",
    },
    {
        "zh": "不填的行会被忽略。观察期须两名编码员相同。",
        "en": "Rows left empty are ignored. Both coders use the same window.",
    },
    {
        "zh": "两人一致的数值即生效；不一致时，在“编码评估”页复核定值后生效。",
        "en": "A value that both give alike counts; where they differ, it counts once it is reconciled on the"
        " page “Coding”.",
    },
)


def both(words: Words) -> str:
    """Return the words in both languages on one line."""
    return f"{words['zh']} {words['en']}".strip()


def coding_template(
    units: Sequence[tuple[str, str, str]],
    window: tuple[date, date],
    coder: str = "",
    indicators: Sequence[str] = (),
) -> bytes:
    """Return the workbook for some places, given as code, Chinese and English name.

    `window` and `coder` are filled in; `indicators` limits it to some of those that people code.
    """
    wanted = [one for one in coded_indicators().values() if not indicators or one.code in indicators]
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
        _guide(sheets["guide"], formats)
        _coding(sheets["coding"], formats, units, wanted, given)
        _tasks(sheets["tasks"], formats, units if any(one.code == TASKS for one in wanted) else [])
        _actors(sheets["actors"], formats, units if any(one.code == EVENNESS for one in wanted) else [])
        _documents(sheets["documents"], formats)
        _rubrics(sheets["rubrics"], formats)
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


def _guide(sheet: Worksheet, formats: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 64, formats["wrap"])
    sheet.set_column(1, 1, 84, formats["wrap"])
    for row, words in enumerate(GUIDE):
        sheet.write_string(row, 0, words["zh"], formats["wrap"])
        sheet.write_string(row, 1, words["en"], formats["wrap"])


def _coding(
    sheet: Worksheet,
    formats: dict[str, Format],
    units: Sequence[tuple[str, str, str]],
    wanted: Sequence[Coded],
    given: dict[str, str],
) -> None:
    _head(sheet, CODING, formats)
    at = {heading.key: position for position, heading in enumerate(CODING)}
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
            if counted is None:
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
    sheet.autofilter(0, 0, max(row, 1), len(CODING) - 1)


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


def _rubrics(sheet: Worksheet, formats: dict[str, Format]) -> None:
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
    names = dimensions()
    for one in coded_indicators().values():
        lines: list[tuple[str, str, str]] = [
            (str(level), words["zh"], words["en"]) for level, words in enumerate(one.levels)
        ]
        if not lines:
            count, total = COUNTED_WORDS[one.code]
            lines = [("计数 count", count["zh"], count["en"]), ("总数 out of", total["zh"], total["en"])]
        for level, zh, en in lines:
            row += 1
            cells = (
                both(names[one.dimension]),
                f"{one.code} {both(one.name)}",
                both(one.definition),
                level,
                zh,
                en,
            )
            for position, text in enumerate(cells):
                sheet.write_string(row, position, text, formats["wrap"])
