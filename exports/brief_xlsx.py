"""A brief as a workbook: one sheet per table, native charts, scores as live formulas."""

import io
from datetime import datetime, time
from typing import Any

import xlsxwriter

from exports.brief_document import Brief, Bullets, Cell, Paragraph, Table
from exports.cells import defused
from exports.fit import LATIN, lines_of
from exports.fixed_zip import fixed
from exports.native_chart import CHINESE_FONT, LATIN_FONT
from exports.score_sheets import Looks, Names, ScoreSheets
from exports.workbook_charts import write_charts
from locales import Translator, translator

WIDE, LINE, A4 = 90, 14.5, 9


def xlsx_bytes(brief: Brief) -> bytes:
    """Return a brief as a workbook; the same brief gives the same bytes."""
    _ = translator(brief.options.language)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        moment = datetime.combine(brief.options.prepared, time())
        author = _("Collaborative epidemic response")
        book.set_properties(
            {
                "title": brief.title,
                "subject": brief.subtitle,
                "author": author,
                "keywords": brief.version,
                "created": moment,
            }
        )
        looks = _looks(book, brief.options.language)
        _write_words(book.add_worksheet(_("Brief")), brief, looks, _)
        for position, model in enumerate(brief.models, 1):
            end = "" if position == 1 else f" {position}"
            names = Names(*(words + end for words in (_("Weights"), _("Values"), _("Scores"))))
            ScoreSheets(book, model, names, looks, _).write()
        used: set[str] = {sheet.get_name() for sheet in book.worksheets()}
        for table in brief.tables:
            sheet = book.add_worksheet(_sheet_name(_short(table, _), used))
            _write_table(sheet, table, brief, looks)
        if brief.charts:
            write_charts(book, brief, looks, _)
    return fixed(out.getvalue(), brief.options.prepared)


def _looks(book: Any, language: str) -> Looks:
    face = {"font_name": CHINESE_FONT if language == "zh" else LATIN_FONT, "font_size": 10, "valign": "top"}
    return Looks(
        title=book.add_format({**face, "bold": True, "font_size": 13, "font_color": "#0B5D66"}),
        head=book.add_format({**face, "bold": True, "bg_color": "#EEF3F3", "text_wrap": True, "bottom": 1}),
        text=book.add_format({**face, "text_wrap": True}),
        number=book.add_format({**face, "num_format": "#,##0.00;\u2212#,##0.00;0.00"}),
        given=book.add_format({**face, "bg_color": "#FFF4CC", "border": 1, "num_format": "0.0#"}),
        note=book.add_format({**face, "font_color": "#55626C", "text_wrap": True}),
    )


def _short(table: Table, _: Translator) -> str:
    """Return what a table is called on the tab of its sheet."""
    kind = table.key.split("_")[0]
    words = {
        "standing": _("Standing"),
        "gaps": _("Gaps"),
        "path": _("Path"),
        "limits": _("Assessed"),
        "framework": _("Framework"),
        "sources": _("Sources"),
        "to": _("To code"),
    }
    return words.get(kind, kind)


def _sheet_name(words: str, used: set[str]) -> str:
    name, count = words, 1
    while name in used:
        count += 1
        name = f"{words} {count}"
    used.add(name)
    return name


def _write_words(sheet: Any, brief: Brief, looks: Looks, _: Translator) -> None:
    sheet.set_column(0, 0, WIDE, looks.text)
    lines: list[tuple[str, Any]] = [(brief.title, looks.title), (brief.subtitle, looks.note)]
    if brief.watermark:
        lines.append((brief.watermark, looks.head))
    lines += [(line, looks.text) for line in brief.headline]
    for section in brief.sections:
        lines += [("", looks.text), (section.heading, looks.title)]
        for block in section.blocks:
            if isinstance(block, Paragraph):
                lines.append((block.text, looks.note if block.kind == "note" else looks.text))
            elif isinstance(block, Bullets):
                lines += [(block.lead, looks.head), *((f"• {item}", looks.text) for item in block.items)]
    lines.append(
        (
            _("Data version {version} · prepared on {day}", version=brief.version, day=brief.prepared),
            looks.note,
        )
    )
    for row, (words, look) in enumerate(lines):
        # Not every program makes a row as high as its wrapped words by itself.
        sheet.set_row(row, LINE * lines_of(words, 1.0, WIDE * LATIN) + (6 if look is looks.title else 0))
        sheet.write_string(row, 0, str(defused(words)), look)
    _on_paper(sheet)


def _on_paper(sheet: Any) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5)
    sheet.fit_to_pages(1, 0)


def _write_table(sheet: Any, table: Table, brief: Brief, looks: Looks) -> None:
    sheet.write_string(0, 0, str(defused(table.caption)), looks.title)
    if brief.watermark:
        sheet.write_string(1, 0, brief.watermark, looks.note)
    for column, words in enumerate(table.columns):
        sheet.write_string(3, column, str(defused(words)), looks.head)
    widths = [8 + 9 * part for part in table.widths]
    for row, cells in enumerate(table.rows, 4):
        lines = max(
            lines_of(cell.text, 1.0, width * LATIN) for cell, width in zip(cells, widths, strict=True)
        )
        sheet.set_row(row, LINE * lines)
        for column, cell in enumerate(cells):
            _write_cell(sheet, row, column, cell, looks)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(4, 1)
    _on_paper(sheet)


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, looks: Looks) -> None:
    if cell.value is None:
        sheet.write_string(row, column, str(defused(cell.text)), looks.text)
    else:
        sheet.write_number(row, column, cell.value, looks.number)
