import numpy as np
import pandas as pd

from charts.look import Look
from charts.percentiles import Subject, percentiles
from locales import translator

ROWS = pd.DataFrame(
    {
        "code": ["F7", "B3", "F1"],
        "unit_code": "370215",
        "name": ["Staff", "<b>Lag</b>", "Doctors"],
        "percentile": [33.5, 60.0, np.nan],
        "percentile_adjusted": [30.0, np.nan, np.nan],
        "fewer_is_better": [False, True, False],
        "r_squared": [0.31, np.nan, np.nan],
        "n": [2819, np.nan, np.nan],
    }
)


def draw(rows: pd.DataFrame = ROWS):
    subject = Subject("Jimo", "urban share", "Staff", "none")
    return percentiles(rows, subject, Look("light", translator("en")))


def test_both_percentiles_are_drawn_with_their_model() -> None:
    chart = draw()
    raw, adjusted = chart.figure.data[-2:]
    assert raw.x[0] == 33.5
    assert adjusted.x[0] == 30.0
    assert any("R² 0.31, 2,819 places" in caption for caption in chart.captions)


def test_a_lag_says_that_fewer_is_better_and_its_name_is_literal() -> None:
    assert "&lt;b&gt;Lag&lt;/b&gt; (fewer is better)" in draw().figure.layout.yaxis.categoryarray


def test_what_is_not_assessed_is_named() -> None:
    assert any("not zero: Doctors" in caption for caption in draw().captions)
    assert "cannot be said" in draw().alt


def test_nothing_assessed_is_said() -> None:
    assert draw(ROWS.iloc[2:]).alt == "No indicator of Jimo is assessed."
