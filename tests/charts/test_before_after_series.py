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


def test_days_are_named_in_the_reader_s_language_at_few_ticks() -> None:
    days = pd.date_range("2020-01-20", "2020-03-31")
    before = pd.DataFrame({"date": days, "confirmed": range(len(days))})
    axis = before_after_series(before, before, "某地", Look("light", translator("zh"))).figure.layout.xaxis
    assert (axis.ticktext[0], axis.title.text) == ("1月20日", "2020年，按报告日期")
    assert len(axis.ticktext) <= 7
    later = before.assign(date=days + pd.DateOffset(years=1))
    axis = before_after_series(before, later, "Place", Look("light", translator("en"))).figure.layout.xaxis
    assert all("202" in words for words in axis.ticktext)
