import pytest

from exports.brief_document import Cell, Table
from exports.slide_measures import (
    SIDE,
    WIDTH,
    breaks_words,
    row_heights,
    row_widths,
    wanted_height,
    words_height,
)
from exports.slide_plan import Words

TABLE = Table(
    "t", "A table", ("Benchmark", "值"), ((Cell("short"), Cell("长" * 60)),), (False, False), (1.0, 1.0)
)


def test_side_by_side_fills_the_slide_and_no_more() -> None:
    words = Words((("text", "x"),))
    for row in ((words,), (words, TABLE), (words, words)):
        widths = row_widths(row)
        assert sum(widths) <= WIDTH - 2 * SIDE
    assert row_widths((words, TABLE))[1] > row_widths((words, TABLE))[0]


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    head, row = row_heights(TABLE, [100.0, 100.0], 10)
    assert row > 5 * head / 2


def test_a_heading_is_never_broken_within_a_word() -> None:
    assert breaks_words(TABLE, [30.0, 30.0], 10)
    assert not breaks_words(TABLE, [90.0, 30.0], 10)


@pytest.mark.parametrize("size", [9.0, 14.0])
def test_more_words_are_higher(size: float) -> None:
    few, many = (("text", "word " * 5),), (("text", "word " * 5), ("bullet", "word " * 40))
    assert words_height(few, size, 300) < words_height(many, size, 300)


def test_tables_take_what_is_left() -> None:
    assert wanted_height((TABLE,), 500) is None
    assert (wanted_height((Words((("text", "x"),)),), 500) or 0) > 0
