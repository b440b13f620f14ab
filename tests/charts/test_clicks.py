"""What a mark carries is taken apart as it was put together."""

from charts.clicks import CELL_MARK, behind


def test_place_and_figure_come_apart_again() -> None:
    assert behind("F7", "370215").partition(CELL_MARK) == ("370215", CELL_MARK, "F7")
    assert behind("index").partition(CELL_MARK) == ("", CELL_MARK, "index")
