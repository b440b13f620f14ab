"""How the room of a slide is shared among words, tables and charts, in points."""

from typing import Any

from exports.brief_document import Table
from exports.fit import lines_of, text_width
from exports.slide_plan import Group, Words

WIDTH, HEIGHT = 960.0, 540.0
"""Of a slide, in points: 16 to 9."""

SIDE, TOP, BOTTOM, GUTTER = 40.0, 92.0, 36.0, 18.0
LARGEST, SMALLEST = 17.0, 10.0
SIZES = {"lead": 1.12, "head": 1.0, "text": 1.0, "bullet": 1.0, "note": 0.9}
SPACE = 0.45
PADDING = 5.0


def row_widths(row: tuple[Group, ...]) -> list[float]:
    """Share the width of a slide among groups side by side; a table takes more than the chart beside it."""
    parts = [1.8 if isinstance(group, Table) else 1.0 for group in row]
    room = WIDTH - 2 * SIDE - GUTTER * (len(row) - 1)
    return [room * part / sum(parts) for part in parts]


def words_height(items: Any, size: float, width: float) -> float:
    """Return the height of paragraphs of some kinds at a size of type."""
    indent = size * 1.2
    return sum(
        lines_of(words, size * SIZES.get(kind, 1.0), width - (indent if kind == "bullet" else 0))
        * size
        * SIZES.get(kind, 1.0)
        * 1.25
        + size * SPACE
        for kind, words in items
    )


def wanted_height(row: tuple[Group, ...], width: float) -> float | None:
    """Return the height that a row of words wants, None for charts and tables, which take what is left."""
    if not all(isinstance(group, Words) for group in row):
        return None
    part = (width - GUTTER * (len(row) - 1)) / len(row)
    return max(words_height(group.items, LARGEST, part) for group in row if isinstance(group, Words))


def is_table(row: tuple[Group, ...]) -> bool:
    """Tell whether a row holds a table."""
    return any(isinstance(group, Table) for group in row)


def breaks_words(table: Table, widths: list[float], size: float) -> bool:
    """Tell whether a heading has a word that is wider than its column."""
    return any(
        text_width(word) * size * 1.15 > width - 2 * PADDING
        for heading, width in zip(table.columns, widths, strict=True)
        for word in heading.split()
        if word.isascii()
    )


def row_heights(table: Table, widths: list[float], size: float) -> list[float]:
    """Return the height of the heading and of each row of a table."""
    rows = [list(table.columns), *([cell.text for cell in row] for row in table.rows)]
    return [
        max(
            lines_of(words, size * (1.06 if position == 0 else 1), width - 2 * PADDING)
            for words, width in zip(row, widths, strict=True)
        )
        * size
        * 1.25
        + 5
        for position, row in enumerate(rows)
    ]
