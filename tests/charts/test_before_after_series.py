import pandas as pd

from charts.before_after_series import before_after_series
from charts.look import Look
from locales import translator

DAYS = pd.to_datetime(["2020-02-01", "2020-02-02", "2020-02-03"])


def series(*counts: int) -> pd.DataFrame:
    return pd.DataFrame({"date": DAYS[: len(counts)], "confirmed": counts})


def test_both_series_are_drawn_and_the_days_that_differ_are_counted() -> None:
    chart = before_after_series(series(1, 2), series(1, 3, 5), "Place", Look("light", translator("en")))
    after, before = chart.figure.data
    assert (list(after.y), list(before.y)) == ([1, 3, 5], [1, 2])
    assert before.line.dash == "dash"
    assert chart.captions == ("2 days differ.",)
    assert "the last count is 5" in chart.alt


def test_a_place_without_a_series_before_has_one_line() -> None:
    chart = before_after_series(series(), series(4), "某地", Look("dark", translator("zh")))
    assert [list(line.y) for line in chart.figure.data] == [[4]]
    assert chart.captions == ("1天有差异。",)


def test_equal_series_differ_on_no_day() -> None:
    chart = before_after_series(series(1, 2), series(1, 2), "Place", Look("light", translator("en")))
    assert chart.captions == ("0 days differ.",)
