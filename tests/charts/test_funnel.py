import pandas as pd

from charts.chart import Chart
from charts.funnel import funnel
from charts.look import Look
from locales import translator
from metrics.funnel import count_funnel

ROWS = count_funnel(pd.Series([10.0, 7.0, 10.4], ["a", "b", "c"]), pd.Series([0.3, 0.2, 0.25]))


def draw(rows: pd.DataFrame = ROWS, *, wide: bool = False, focus: str = "b") -> Chart:
    return funnel(rows, focus=focus, name="B & C", overdispersed=wide, look=Look("light", translator("en")))


def test_the_focus_stands_at_its_rate_and_expected_error() -> None:
    focus = next(trace for trace in draw().figure.data if trace.marker.symbol == "diamond")
    assert (focus.y[0], focus.x[0]) == (7.0, ROWS.loc["b", "error"])
    assert draw().figure.layout.annotations[0].text == "<b>B &amp; C</b>"


def test_two_pairs_of_limits_and_the_middle_are_lines() -> None:
    assert sum(trace.mode == "lines" for trace in draw().figure.data) == 5


def test_the_caption_counts_those_outside_and_says_which_limits() -> None:
    outside = int(ROWS["outside"].sum())
    assert outside > 0
    assert any(f"Outside the wider limits: {outside} of 3" in caption for caption in draw().captions)
    assert any("widened" in caption for caption in draw(wide=True).captions)
    assert "outside the wider limits" in draw().alt


def test_a_focus_without_a_value_and_no_value_at_all() -> None:
    assert "B & C" not in draw(focus="z").alt
    assert draw(count_funnel([], [])).alt == "No place of like size has a value."
