"""Read a workbook in a process of its own: bytes on standard input, sheets as marshalled text on output.

The parser is compiled code that a crafted file could exhaust or stop; here it can only end this process.
Run by `etl.workbooks`, never imported; it uses nothing of this package, so that it starts fast.
"""

import contextlib
import datetime
import gc
import io
import marshal
import resource
import sys

import python_calamine

MEMORY_LIMIT = 480 * 1024**2
SECONDS_LIMIT = 60


def as_text(value: object) -> str:
    """Return a cell as text: whole numbers without decimals, days as year-month-day.

    >>> as_text(5.0), as_text(0.125), as_text(datetime.datetime(2020, 1, 28)), as_text(True)
    ('5', '0.125', '2020-01-28', 'true')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return str(value)


def as_texts(column: tuple[object, ...]) -> list[str]:
    """Return the cells of a column as text; a value that comes again is written once.

    >>> as_texts((5.0, "5", 5.0)), as_texts((1.0, True))
    (['5', '5', '5'], ['1', 'true'])
    """
    # Values of several types may be equal and yet be written differently.
    if len({*map(type, column)} - {str}) > 1:
        return [as_text(cell) for cell in column]
    texts = {cell: as_text(cell) for cell in {*column}}
    return [texts[cell] for cell in column]


def read(content: bytes, cell_limit: int) -> list[dict[str, object]]:
    """Return name, visibility, merged ranges and columns of text of every sheet that holds a table."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets: list[dict[str, object]] = []
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(index)
        extent = (sheet.end[0] + 1) * (sheet.end[1] + 1) if sheet.end else 0
        rows = [] if extent > cell_limit else sheet.to_python(skip_empty_area=False)
        columns = [as_texts(column) for column in zip(*rows, strict=True)]
        sheets.append(
            {
                "name": about.name,
                "hidden": about.visible != python_calamine.SheetVisibleEnum.Visible,
                "merged": list(sheet.merged_cell_ranges or [])[:100_000],
                "columns": columns,
                "cells": extent,
            }
        )
    return sheets


def main() -> None:
    """Limit this process, read standard input and write the sheets, or the kind of error, to output."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_LIMIT, SECONDS_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # macOS knows no limit of this kind; the cell limit holds there too.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    # Nothing here is thrown away before the end: there is nothing to look for.
    gc.disable()
    result: object
    try:
        result = read(sys.stdin.buffer.read(), int(sys.argv[1]))
    except (python_calamine.CalamineError, ValueError, OSError, MemoryError) as error:
        result = type(error).__name__
    sys.stdout.buffer.write(marshal.dumps(result))


if __name__ == "__main__":
    main()
