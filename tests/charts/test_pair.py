import numpy as np
import pandas as pd

from charts.look import Look
from charts.pair import pair
from locales import translator

ROWS = pd.DataFrame(
    {
        "unit_code": ["370200", "370100", "420100", "540100", "630100"],
        "name": ["Qingdao", "Jinan", "<b>Wuhan</b>", "Lhasa", "Xining"],
        "score": [67.0, 73.0, 32.0, np.nan, 10.0],
        "value": [0.6, 0.5, 390.0, 0.1, 0.0],
    }
)
NAMED = {"370100": "Jinan", "370200": "Qingdao"}


def draw(rows: pd.DataFrame = ROWS, outcome: str = "rate"):
    look = Look("light", translator("en"))
    return pair(rows, outcome, score="Response", focus="370200", named=NAMED, look=look)


def test_the_focus_is_a_diamond_with_its_name_and_the_compared_are_named() -> None:
    marks = {trace.text[0]: trace for trace in draw().figure.data if trace.text}
    assert marks["Qingdao"].marker.symbol == "diamond"
    assert (marks["Qingdao"].x[0], marks["Qingdao"].y[0]) == (67.0, 0.6)
    assert marks["Jinan"].marker.symbol == "circle"


def test_blanks_and_zeros_on_a_logarithm_are_counted_and_not_drawn() -> None:
    chart = draw()
    others = chart.figure.data[0]
    assert list(others.y) == [390.0]
    assert "&lt;b&gt;Wuhan" in others.hovertext[0]
    assert "4 cities that have both. Not drawn: 1 cities" in chart.captions[0]
    assert "rate of 0" in chart.captions[1]


def test_other_outcomes_keep_their_zeros() -> None:
    chart = draw(outcome="growth")
    assert 0.0 in chart.figure.data[0].y
    assert chart.figure.layout.yaxis.type != "log"


def test_nothing_to_draw_is_said() -> None:
    assert draw(ROWS.iloc[:0]).alt == "No city has both the score and the outcome."
