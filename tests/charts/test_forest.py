import numpy as np
import pandas as pd
import pytest

from charts.forest import forest
from charts.look import Look
from locales import translator

ROWS = pd.DataFrame(
    [
        ("rate", "score", "B", 0.16, 0.04, 0.27, 267, True),
        ("rate", "beyond", "B", 0.08, -0.04, 0.20, 242, False),
        ("rate", "baseline", "wuhan_inflow", 0.59, 0.51, 0.67, 292, True),
        ("growth", "score", "B", np.nan, np.nan, np.nan, 2, False),
    ],
    columns=["outcome", "kind", "name", "coefficient", "low", "high", "n", "clear"],
)
NAMES = {"B": "<b>Response</b>", "wuhan_inflow": "People from Wuhan"}


def draw(rows: pd.DataFrame = ROWS, *, compact: bool = False):
    return forest(rows, NAMES, Look("light", translator("en"), compact))


def test_every_row_is_drawn_with_its_interval_and_its_own_mark() -> None:
    score, beyond, plain = draw().figure.data
    assert (score.x[0], score.x[0] + score.error_x.array[0]) == (0.16, 0.27)
    assert beyond.x[0] - beyond.error_x.arrayminus[0] == pytest.approx(-0.04)
    assert [trace.marker.symbol for trace in (score, beyond, plain)] == [
        "square",
        "square-open",
        "circle-open",
    ]


def test_what_could_not_be_computed_keeps_its_row_and_says_so() -> None:
    chart = draw()
    labels = chart.figure.layout.yaxis.ticktext
    assert len(labels) == 4
    assert "not assessed, n = 2" in labels[3]
    assert sum(len(trace.x) for trace in chart.figure.data) == 3


def test_names_are_literal_and_counts_stand_beside_them() -> None:
    labels = draw().figure.layout.yaxis.ticktext
    assert labels[0] == "&lt;b&gt;Response&lt;/b&gt; (n = 267)"
    assert draw(compact=True).figure.layout.yaxis.ticktext[0] == "&lt;b&gt;Response&lt;/b&gt;"


def test_the_alternative_text_gives_coefficient_interval_and_places() -> None:
    assert "0.16 (0.04 to 0.27), 267 cities" in draw().alt
    assert any("Of 2 intervals" in caption for caption in draw().captions)


def test_nothing_at_all_is_said() -> None:
    assert draw(ROWS.iloc[:0]).alt == "No association could be computed."
