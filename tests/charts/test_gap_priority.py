import numpy as np
import pandas as pd

from charts.gap_priority import lane, priorities
from charts.gap_words import Sides
from charts.look import Look
from locales import translator

ROWS = pd.DataFrame(
    {
        "name": ["Sure", "Unsure", "Ahead", "Level", "Not assessed"],
        "contribution": [13.4, 0.9, -2.0, 0.0, np.nan],
        "probability": [1.0, 0.55, 0.0, np.nan, np.nan],
        "measured": [True, True, False, True, False],
    }
)


def draw(rows=ROWS):
    return priorities(rows, Sides("Jimo", "Median", "Jimo"), Look("light", translator("en")))


def test_limits_belong_to_the_uncertain() -> None:
    assert [lane(value, 1.0) for value in (0.19, 0.2, 0.8, 0.81)] == [
        "none",
        "uncertain",
        "uncertain",
        "real",
    ]


def test_each_gap_stands_at_its_points_in_the_lane_of_its_certainty() -> None:
    chart = draw()
    assert list(chart.figure.data[0].x) == [13.4, 0.9, 0.0, -2.0]
    labels = [note.text for note in chart.figure.layout.annotations]
    order = ["Sure", "<b>Uncertain (0.2 to 0.8)</b>", "Unsure", "<b>Level or ahead (below 0.2)</b>", "Level"]
    assert [label for label in labels if label in order] == order
    assert "Not assessed" not in labels


def test_certainty_without_a_sampling_error_is_an_open_mark_and_said() -> None:
    chart = draw()
    assert chart.figure.data[0].marker.symbol[-1] == "circle-open"
    assert any("looks surer than it is" in caption for caption in chart.captions)
    assert not any("surer" in caption for caption in draw(ROWS.iloc[:2]).captions)


def test_an_empty_lane_says_so() -> None:
    labels = [note.text for note in draw(ROWS.iloc[:1]).figure.layout.annotations]
    assert "<b>Uncertain (0.2 to 0.8): none</b>" in labels
    assert draw(ROWS.iloc[4:]).alt == "There is no gap to draw."
