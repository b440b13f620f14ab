import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.problems import MetricError
from metrics.timeliness import days_between, early_breadth, first_measure_lag, measure_lag, transmission_lag

LEVEL_ONE = np.datetime64("2020-01-24")
WINDOW_END = np.datetime64("2020-02-19")
YES, NO, UNKNOWN = "implemented", "not_implemented", "unknown"


def dates(*texts):
    return np.array(texts, dtype="datetime64[D]")


def test_lags_by_hand():
    frame = measure_lag(dates("2020-01-20", "2020-02-10", "NaT"), [YES, YES, NO], LEVEL_ONE, WINDOW_END, 24)
    np.testing.assert_array_equal(frame["lag"], [-4, 17, np.nan])
    assert frame["scored"].tolist() == [-4, 17, 24]
    assert frame["censored"].tolist() == [False, False, True]
    np.testing.assert_array_equal(frame["at_least"], [np.nan, np.nan, 26])
    assert frame["reason"].tolist() == ["", "", ""]


def test_a_late_measure_is_implemented_whatever_its_lag():
    # The source's own flag "within 7 days" is 0 for cities with a real, later date: only the date counts.
    late = measure_lag(dates("2020-02-12"), [YES], LEVEL_ONE, WINDOW_END, 10)
    assert late["scored"].tolist() == [19]
    assert not late["censored"].any()


def test_missing_lags_say_why():
    frame = measure_lag(
        dates("NaT", "NaT", "2020-01-30", "NaT"),
        [UNKNOWN, YES, YES, NO],
        dates("2020-01-24", "2020-01-24", "NaT", "2020-03-01"),
        WINDOW_END,
        24,
    )
    assert frame["scored"].isna().all()
    assert frame["reason"].tolist() == [
        "status unknown",
        "implemented, date unknown",
        "no reference date",
        "not observed up to the reference date",
    ]


def test_not_implemented_without_reference_stays_missing():
    frame = measure_lag(dates("NaT"), [NO], dates("NaT"), WINDOW_END, 24)
    assert frame["scored"].isna().all()
    assert frame["reason"].tolist() == ["no reference date"]


def test_index_is_kept():
    start = pd.Series(pd.to_datetime(["2020-01-26"]), index=["370200"])
    assert measure_lag(start, [YES], LEVEL_ONE, WINDOW_END, 24).index.tolist() == ["370200"]


def test_first_measure_is_the_earliest():
    taken = np.array([["2020-02-01", "2020-01-26", "NaT"], ["NaT"] * 3, ["NaT"] * 3], dtype="datetime64[D]")
    status = [[YES, YES, UNKNOWN], [NO, NO, NO], [NO, NO, UNKNOWN]]
    frame = first_measure_lag(taken, status, LEVEL_ONE, WINDOW_END, 10)
    np.testing.assert_array_equal(frame["scored"], [2, 10, np.nan])
    assert frame["at_most"].tolist() == [True, False, False]
    assert frame["censored"].tolist() == [False, True, False]
    assert frame["reason"].tolist() == ["", "", "status unknown"]


def test_reference_may_differ_between_places():
    taken = np.array([["2020-02-01", "2020-01-26"], ["2020-02-01", "NaT"]], dtype="datetime64[D]")
    status = [[YES, YES], [YES, NO]]
    frame = early_breadth(taken, status, dates("2020-01-24", "2020-01-10"), WINDOW_END, days=5)
    assert frame["breadth"].tolist() == [50.0, 0.0]


def test_a_window_per_place_serves_all_its_classes():
    nothing = np.full((2, 2), "NaT", dtype="datetime64[D]")
    ends = dates("2020-02-19", "2020-01-30")
    frame = early_breadth(nothing, [[NO, NO], [NO, NO]], LEVEL_ONE, ends)
    assert frame["observable"].tolist() == [2, 0]


def test_first_measure_is_censored_at_the_shortest_window():
    ends = np.array([["2020-02-19", "2020-02-04"]], dtype="datetime64[D]")
    taken = np.array([["NaT", "NaT"]], dtype="datetime64[D]")
    frame = first_measure_lag(taken, [[NO, NO]], LEVEL_ONE, ends, 10)
    assert frame["at_least"].tolist() == [11]


def test_transmission_counts_from_the_provinces_own_date():
    taken = np.array([["2020-01-25"], ["2020-01-25"]], dtype="datetime64[D]")
    declared = dates("2020-01-23", "2020-01-25")
    frame = transmission_lag(taken, [[YES], [YES]], declared, WINDOW_END, 10)
    assert frame["lag"].tolist() == [2, 0]


def test_breadth_counts_only_what_could_be_seen():
    taken = np.array([["2020-01-24", "2020-02-07", "2020-02-08", "NaT", "NaT"]], dtype="datetime64[D]")
    status = [[YES, YES, YES, NO, UNKNOWN]]
    frame = early_breadth(taken, status, LEVEL_ONE, WINDOW_END)
    assert frame.to_dict("records") == [{"breadth": 50.0, "in_force": 2, "observable": 4}]
    ends = np.array([["2020-02-19"] * 3 + ["2020-02-06", "2020-02-19"]], dtype="datetime64[D]")
    short = early_breadth(taken, status, LEVEL_ONE, ends)
    assert short["observable"].tolist() == [3]
    assert short["breadth"].tolist() == pytest.approx([200 / 3])


def test_a_measure_lifted_early_is_not_in_force():
    taken = np.array([["2020-01-25", "2020-01-25"]], dtype="datetime64[D]")
    ends = np.array([["2020-02-01", "NaT"]], dtype="datetime64[D]")
    frame = early_breadth(taken, [[YES, YES]], LEVEL_ONE, WINDOW_END, ends=ends)
    assert frame["breadth"].tolist() == [50.0]
    assert frame["observable"].tolist() == [2]


def test_breadth_without_anything_to_see_is_missing():
    nothing = np.array([["NaT", "NaT"], ["NaT", "NaT"]], dtype="datetime64[D]")
    frame = early_breadth(nothing, [[UNKNOWN, YES], [NO, NO]], dates("2020-01-24", "NaT"), WINDOW_END)
    assert frame["breadth"].isna().all()
    assert frame["observable"].tolist() == [0, 0]
    assert len(early_breadth(nothing[:0], np.empty((0, 2)), LEVEL_ONE, WINDOW_END)) == 0


@given(st.lists(st.integers(-20, 40), min_size=1, max_size=6), st.integers(0, 30), st.integers(0, 10))
def test_breadth_grows_with_the_time_allowed(lags, days, more):
    taken = (LEVEL_ONE + np.array(lags)).astype("datetime64[D]")[None, :]
    status = [[YES] * len(lags)]
    shorter = early_breadth(taken, status, LEVEL_ONE, WINDOW_END, days)["breadth"][0]
    longer = early_breadth(taken, status, LEVEL_ONE, WINDOW_END, days + more)["breadth"][0]
    assert 0 <= shorter <= longer <= 100
    assert shorter == pytest.approx(100 * np.mean(np.array(lags) <= days))


@given(st.lists(st.integers(-30, 60), min_size=1, max_size=10), st.integers(-30, 30))
def test_lags_do_not_depend_on_the_calendar(lags, shift):
    taken = (LEVEL_ONE + np.array(lags)).astype("datetime64[D]")
    frame = measure_lag(taken + shift, [YES] * len(lags), LEVEL_ONE + shift, WINDOW_END + shift, 24)
    assert frame["lag"].tolist() == lags


def test_days_between_ignores_the_time_of_day():
    assert days_between(np.array(["2020-01-25T23:00"], "datetime64[m]"), LEVEL_ONE).tolist() == [1.0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"status": ["99"]}, "status must be implemented, not_implemented or unknown, not '99'"),
        ({"status": [NO]}, "a date is given for a measure that is not implemented at position 0"),
        ({"status": [YES, YES]}, r"dates have shape \(1,\), status \(2,\)"),
        ({"dates": [26]}, "dates must be datetime64, not int64"),
        ({"reference": dates("2020-01-24", "2020-01-24")}, r"reference has shape \(2,\), expected \(1,\)"),
        ({"floor": np.nan}, "floor must be a number of days"),
    ],
)
def test_refused_lags(arguments, message):
    given_arguments = {
        "dates": dates("2020-01-30"),
        "status": [YES],
        "reference": LEVEL_ONE,
        "window_end": WINDOW_END,
        "floor": 24,
    } | arguments
    with pytest.raises(MetricError, match=message):
        measure_lag(**given_arguments)


def test_refused_breadth():
    taken = np.array([["2020-01-25"]], dtype="datetime64[D]")
    with pytest.raises(MetricError, match="days must not be negative"):
        early_breadth(taken, [[YES]], LEVEL_ONE, WINDOW_END, days=-1)
    with pytest.raises(MetricError, match="measure ends before it began at position 0, 0"):
        early_breadth(taken, [[YES]], LEVEL_ONE, WINDOW_END, ends=taken - 1)
    with pytest.raises(MetricError, match="floor must be a number of days"):
        first_measure_lag(taken, [[YES]], LEVEL_ONE, WINDOW_END, floor=np.inf)
