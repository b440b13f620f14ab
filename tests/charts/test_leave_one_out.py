import numpy as np
import pandas as pd

from charts.chart import Chart
from charts.leave_one_out import leave_one_out
from charts.look import Look
from locales import translator

RANKS = pd.DataFrame({"F7": [5.0, 1.0, np.nan], "F8": [2.0, 4.0, np.nan], "F9": [np.nan] * 3}, list("abc"))
BASE = pd.Series([3.0, 1.0, np.nan], list("abc"))


def draw(*, compact: bool = False) -> Chart:
    return leave_one_out(
        RANKS,
        BASE,
        names={"a": "A", "b": "B", "c": "C"},
        indicators={"F7": "workforce", "F8": "staff", "F9": "schooling"},
        focus="a",
        ranked=10,
        look=Look("light", translator("en"), compact),
    )


def test_arrows_say_how_far_a_place_goes_up_or_down() -> None:
    heat = draw().figure.data[0]
    assert heat.y[1].startswith("<b>◆ A")
    assert list(heat.text[1]) == ["5 ▼2", "2 ▲1"]
    assert list(heat.text[0]) == ["1 ", "4 ▼3"]


def test_a_narrow_screen_keeps_code_and_direction() -> None:
    heat = draw(compact=True).figure.data[0]
    assert heat.x[0] == "<b>F7</b>"
    assert heat.text[1][0] == "5▼"


def test_an_indicator_that_cannot_be_left_out_has_no_column_and_unranked_places_are_named() -> None:
    chart = draw()
    assert len(chart.figure.data[0].x) == 2
    assert any("Not ranked" in caption and "C" in caption for caption in chart.captions)
    assert chart.alt.endswith("A: rank 3 with all indicators, without workforce 5, without staff 2.")
