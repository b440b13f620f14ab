import numpy as np
import pandas as pd

from charts.heatmap import Column
from charts.look import Look
from charts.profile import profile
from locales import translator

COLUMNS = [Column("F", "Capacity", True), Column("F7", "Staff", False), Column("A", "Power", True)]
SCORES = pd.DataFrame({"F": [50.0, 60.0], "F7": [20.0, np.nan], "A": [np.nan, np.nan]}, index=["own", "peer"])


def draw(scores: pd.DataFrame = SCORES):
    median = pd.Series({"F": 55.0, "F7": 40.0, "A": np.nan})
    names = ["Own", "<b>P</b>"][: len(scores)]
    look = Look("light", translator("en"))
    return profile(scores, names, COLUMNS, focus="own", median=median, caption="1 peer.", look=look)


def test_each_place_has_a_mark_of_its_own_and_the_focus_the_diamond() -> None:
    traces = {trace.name: trace for trace in draw().figure.data}
    assert traces["<b>Own</b>"].marker.symbol == "diamond"
    assert traces["&lt;b&gt;P&lt;/b&gt;"].marker.symbol != "diamond"
    assert list(traces["<b>Own</b>"].x) == [50.0, 20.0]


def test_what_nobody_has_is_named_instead_of_drawn() -> None:
    chart = draw()
    assert len(chart.figure.layout.yaxis.ticktext) == 2
    assert any("Power" in caption for caption in chart.captions)


def test_places_on_the_same_score_do_not_hide_each_other() -> None:
    marks = [trace.y[0] for trace in draw().figure.data[1:]]
    assert len(set(marks)) == len(marks)


def test_one_place_alone_can_be_drawn() -> None:
    assert "Own" in draw(SCORES.iloc[:1]).alt
