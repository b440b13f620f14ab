"""Fills a coding sheet as a coder does in a spreadsheet program."""

import io
from collections.abc import Mapping
from datetime import date

from openpyxl import load_workbook

from etl.coding_headings import CODING, DOCUMENTS, MEASURED, SHEETS
from etl.coding_plan import coded_indicators, is_own_code
from etl.coding_template import coding_template

CITY = ("990100", "示例市甲", "Sample City A")
WINDOW = (date(2020, 1, 1), date(2020, 6, 30))
EVIDENCE = {
    "reference": "示例文件：疫情防控方案",
    "issuer": "示例市政府办公室",
    "document_number": "示例发〔2020〕1号",
    "document_date": "2020-02-01",
    "source_kind": "正式文件 official document",
    "excerpt": "示例摘录：成立指挥部。",
    "confidence": "A",
}
COLUMN = {heading.key: at for at, heading in enumerate(CODING, start=1)}
VALUE = 12.5
COUNTS = {"C1": ("3000", ""), "C2": ("9000", ""), "E4": ("12", "20"), "F4": ("120", "")}


def filled(
    answers: Mapping[str, Mapping[str, object]] | None = None,
    *,
    coder: str = "示例编码员一",
    level: int = 3,
    only: tuple[str, ...] = (),
    documents: tuple[tuple[str, ...], ...] = (),
    template: bytes | None = None,
) -> bytes:
    """Return a sheet for Sample City A in which every cell is answered, then `answers` by indicator on top.

    `only` leaves all other rows open; `template` is the sheet to fill where it was downloaded.
    """
    book = load_workbook(io.BytesIO(template or coding_template([CITY], WINDOW, coder)))
    sheet = book[SHEETS["coding"]]
    labels = {heading.label: heading.key for heading in (*CODING, *MEASURED)}
    column = {labels[str(cell.value)]: at for at, cell in enumerate(sheet[1], start=1)}
    for row in range(2, sheet.max_row + 1):
        code = str(sheet.cell(row, column["indicator_code"]).value)
        measured = "value_unit" in column and sheet.cell(row, column["value_unit"]).value is not None
        if only and code not in only:
            continue
        cells: dict[str, object] = EVIDENCE | {"coder": coder}
        cells |= _answer(code, level, measured=measured)
        for key, value in (cells | dict((answers or {}).get(code, {}))).items():
            sheet.cell(row, column[key]).value = value or None
    if not only or "A2" in only:
        tasks = book[SHEETS["tasks"]]
        for row in range(2, tasks.max_row + 1):
            for column in (4, 5, 6):
                tasks.cell(row, column).value = "是 yes" if row <= 14 else "否 no"
    if not only or "C5" in only:
        for column, count in enumerate((10, 8, 4, 4, 2, 2), start=2):
            book[SHEETS["actors"]].cell(2, column).value = count
    keys = [heading.key for heading in DOCUMENTS]
    for row, document in enumerate(documents, start=2):
        for key, value in zip(("unit_code", "issued_on", "title", "issuers"), document, strict=True):
            book[SHEETS["documents"]].cell(row, keys.index(key) + 1).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _answer(code: str, level: int, *, measured: bool) -> dict[str, object]:
    if measured:
        return {"value": VALUE}
    if is_own_code(code) or coded_indicators()[code].is_rubric:
        return {"level": level}
    return dict(zip(("numerator", "denominator"), COUNTS.get(code, ()), strict=False))
