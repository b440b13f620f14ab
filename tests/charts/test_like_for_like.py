import numpy as np
import pandas as pd

from charts.gap_words import Sides
from charts.like_for_like import like_for_like
from charts.look import Look
from locales import translator

ROWS = pd.DataFrame(
    {
        "code": ["F7", "F9"],
        "name": ["Staff", "Schooling"],
        "unit": ["per 1,000", "years"],
        "observed": [7.33, 9.39],
        "expected": [8.45, np.nan],
        "low": [4.37, np.nan],
        "high": [16.3, np.nan],
        "percentile": [33.5, 67.0],
        "percentile_adjusted": [30.0, np.nan],
        "r_squared": [0.31, 0.74],
        "n": [2819, 2819],
    }
)


def draw(rows=ROWS):
    sides = Sides("Jimo", "Median", "Jimo")
    return like_for_like(rows, sides, "urban share", Look("light", translator("en")))


def test_observed_expected_and_interval_are_drawn_with_the_model_s_quality() -> None:
    chart = draw()
    band, expected, observed = chart.figure.data
    assert list(band.x) == [4.37, 16.3]
    assert (expected.x[0], observed.x[0]) == (8.45, 7.33)
    assert observed.marker.symbol == "diamond"
    heading = chart.figure.layout.annotations[0].text
    assert heading == "Staff (per 1,000)<br>percentile 34 → 30 · R² 0.31, n = 2,819"


def test_what_cannot_be_expected_is_named() -> None:
    assert any("Schooling" in caption for caption in draw().captions)
    assert "Schooling" not in draw().alt
    assert draw(ROWS.iloc[1:]).alt == "No indicator can be adjusted."
