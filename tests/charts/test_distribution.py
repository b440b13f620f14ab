import numpy as np
import pandas as pd

from charts.distribution import distribution
from charts.look import Look
from locales import translator

MARKED = pd.DataFrame({"unit_code": ["own", "a"], "name": ["<b>O</b>", "A"], "score": [10.0, 90.0]})


def draw(scores: pd.Series, marked: pd.DataFrame = MARKED):
    look = Look("light", translator("en"))
    return distribution(scores, marked, focus="own", what="Capacity", caption="All.", look=look)


def test_every_assessed_place_is_counted_once_even_at_the_ends() -> None:
    chart = draw(pd.Series([0.0, 5.0, 99.0, 100.0, np.nan]))
    assert sum(chart.figure.data[0].y) == 4
    assert "over 4 places" in chart.alt


def test_the_focus_place_is_labelled_literally() -> None:
    chart = draw(pd.Series([10.0, 20.0]))
    assert chart.figure.layout.annotations[0].text == "<b>&lt;b&gt;O&lt;/b&gt; 10</b>"


def test_nobody_assessed_is_said() -> None:
    assert draw(pd.Series([np.nan]), MARKED.assign(score=np.nan)).alt == "No place is assessed."
