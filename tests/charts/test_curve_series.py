import numpy as np
import pandas as pd

from charts.curve_series import Options, axis_position, first_day, place_series


def cases(confirmed: list[float], observed: list[bool] | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "date": pd.date_range("2020-01-20", periods=len(confirmed)),
            "confirmed": confirmed,
            "observed": observed or [True] * len(confirmed),
        }
    )


def test_a_downward_correction_stays_in_the_line_and_is_marked() -> None:
    series = place_series(cases([0, 5, 3, 4]), Options(view="new", scale="linear"), None)
    assert series.points["y"].tolist()[1:] == [5, -2, 1]
    assert series.steps["step"].tolist() == [-2]


def test_days_without_an_own_report_have_no_new_cases_and_the_catch_up_is_marked() -> None:
    series = place_series(
        cases([1, 1, 1, 6], [True, False, False, True]), Options("new", "date", "linear"), None
    )
    assert np.isnan(series.points["y"]).all()
    assert series.late["y"].tolist() == [5]


def test_a_logarithmic_scale_draws_no_zero() -> None:
    series = place_series(cases([0, 1, 2]), Options(), None)
    assert np.isnan(series.points["y"].iloc[0])
    assert series.points["y"].tolist()[1:] == [1, 2]


def test_alignment_counts_days_from_the_first_case() -> None:
    rows = cases([0, 0, 1, 2])
    origin = first_day(rows)
    series = place_series(rows, Options(align="first_case"), origin)
    assert series.points["x"].tolist() == [0, 1]


def test_a_place_without_cases_has_no_first_day_and_no_position() -> None:
    rows = cases([0, 0])
    assert first_day(rows) is None
    assert axis_position(rows["date"], Options(align="first_case"), None).isna().all()
