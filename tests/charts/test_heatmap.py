import numpy as np
import pandas as pd

from charts.heatmap import Column, heatmap
from charts.look import Look
from locales import translator

SCORES = pd.DataFrame({"F": [50.0, np.nan], "F7": [20.0, np.nan]}, index=["own", "peer"])
LENT = pd.DataFrame({"F7": [99.0, 70.0]}, index=["own", "peer"])
COLUMNS = [Column("F", "Capacity", True), Column("F7", "<i>Staff</i>", False)]


def draw(*, compact: bool = False):
    look = Look("dark", translator("en"), compact)
    return heatmap(
        SCORES, ["Own", "Peer"], COLUMNS, focus="own", inherited=LENT, caption="1 peer.", look=look
    )


def test_cells_hold_the_scores_and_a_missing_one_is_no_zero() -> None:
    texts = [note.text for note in draw().figure.layout.annotations]
    assert texts == ["50", "20", "—", "70"]
    assert np.isnan(draw().figure.data[0].z[1][0])


def test_a_value_of_the_city_is_hatched_and_never_replaces_an_own_one() -> None:
    chart = draw()
    hatching = chart.figure.data[1]
    assert min(y for y in hatching.y if y is not None) > 0.5
    assert any("Hatched" in caption for caption in chart.captions)
    assert chart.figure.data[0].z[0][1] == 20


def test_the_focus_row_is_marked_by_more_than_colour() -> None:
    assert draw().figure.layout.yaxis.ticktext[0] == "<b>◆ Own</b>"


def test_headings_are_codes_on_a_phone_and_literal_names_elsewhere() -> None:
    assert draw(compact=True).figure.layout.xaxis.ticktext == ("<b>F</b>", "F7")
    assert "&lt;i&gt;Staff" in draw().figure.layout.xaxis.ticktext[1]
    assert any("F7 <i>Staff</i>" in caption for caption in draw(compact=True).captions)


def test_the_text_counts_what_is_not_assessed() -> None:
    assert "1 of 4 cells" in draw().alt


def test_every_cell_carries_the_codes_that_a_click_asks_for() -> None:
    cells = draw().figure.data[-1]
    assert list(cells.customdata) == ["own|F", "own|F7", "peer|F", "peer|F7"]
    assert list(zip(cells.x, cells.y, strict=True)) == [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert "50.0 of 100" in cells.hovertext[0]
    assert "not assessed" in cells.hovertext[2]
