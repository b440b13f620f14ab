from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from etl.score_reads import case_series, units
from etl.snapshot import Snapshot
from metrics.growth import growth_rate
from metrics.outbreak import (
    IMPORTED,
    NO_CASES,
    NO_REPORT,
    NO_RESIDENTS,
    NOT_BELOW_ONE,
    NOT_ENDED,
    NOT_GROWING,
    TOO_FEW,
    UNKNOWN_DAY,
    net_new_cases,
    outbreaks,
    withdrawn_cases,
)
from metrics.outcomes import incidence_rate
from metrics.problems import MetricError
from metrics.reproduction import estimate_r

NAN = float("nan")
NEW = [3, 4, 6, 8, 11, 15, 20, 27, 36, 40, 36, 27, 20, 15, 11, 8, 6, 4, 3, 2, 1, 1]
QUIET = [0] * 30


def table(new: Sequence[float], lead: int = 0) -> pd.DataFrame:
    totals = np.concatenate([np.full(lead, NAN), np.cumsum(new)])
    return pd.DataFrame({"370200": totals})


def found(totals: pd.DataFrame, **options: object) -> pd.Series:
    people = pd.Series({"370200": 1_000_000.0})
    return outbreaks(totals, people, len(totals) - 1, **options).cities.loc["370200"]  # type: ignore[arg-type]


def test_a_wave_worked_by_hand() -> None:
    row = found(table([*NEW, *QUIET], lead=5))
    assert row["cases"] == sum(NEW)
    assert row["rate"] == pytest.approx(sum(NEW) / 10)
    assert row["first_case"] == 5
    assert row["wave_days"] == len(NEW)
    assert [row[name] for name in row.index if name.endswith("reason")] == [""] * 5


def test_every_part_is_what_its_own_function_gives() -> None:
    totals = table([*NEW, *QUIET], lead=5)
    row = found(totals)
    new = [0.0] * 5 + [*NEW, *QUIET]
    assert row["growth"] == growth_rate(NEW[:10]).rate
    assert row["doubling_high"] == growth_rate(NEW[:10]).doubling_high
    assert row["rate_high"] == incidence_rate([sum(NEW)], [1_000_000])["high"].iloc[0]
    alone = estimate_r(new, mean_si=4.7, sd_si=2.9, start="first_case")
    many = outbreaks(totals, pd.Series({"370200": 1e6}), len(totals) - 1).reproduction
    pd.testing.assert_frame_equal(
        many.drop(columns=["place", "date"]).reset_index(drop=True), alone.reset_index(drop=True)
    )
    below = alone[(alone["median"] < 1)].iloc[0]
    assert row["control_days"] == below["t_end"] - 6


def test_a_withdrawn_case_is_taken_off_the_latest_earlier_days_and_the_sum_stays() -> None:
    totals = np.array([[2.0], [5.0], [9.0], [6.0], [4.0], [7.0]])
    new = net_new_cases(totals)
    assert new.ravel().tolist() == [2, 2, 0, 0, 0, 3]
    assert new.sum() == totals[-1, 0]
    assert withdrawn_cases(totals).ravel().tolist() == [0, 0, 0, 3, 2, 0]


def test_corrections_are_counted_and_never_clipped() -> None:
    fallen = table([*NEW, -2, *QUIET])
    row = found(fallen)
    assert (row["withdrawn"], row["corrected_days"]) == (2, 1)
    assert row["cases"] == sum(NEW) - 2
    # The last two cases are the ones withdrawn, so the wave is two days shorter.
    assert row["wave_days"] == len(NEW) - 2


def test_a_day_without_a_report_and_its_catch_up_stay_unknown() -> None:
    new = net_new_cases([[1], [NAN], [4], [5]]).ravel()
    assert new[0] == 1
    assert np.isnan(new[1:3]).all()
    assert new[3] == 1


def test_a_place_that_never_reported_is_blank_with_its_reason() -> None:
    row = found(pd.DataFrame({"370200": [NAN] * 60}))
    assert row["rate_reason"] == NO_REPORT
    assert row["wave_reason"] == NO_REPORT
    assert row["control_reason"] == NO_CASES
    assert row["growth_reason"] == TOO_FEW
    assert row["first_case"] is None


def test_reasons_name_what_is_missing() -> None:
    assert found(table([0] * 60))["wave_reason"] == NO_CASES
    assert found(table([1, 0, 1, *QUIET]))["growth_reason"] == TOO_FEW
    assert found(table([1, 0, 1, *QUIET]))["control_reason"] == TOO_FEW
    assert found(table(NEW))["wave_reason"] == NOT_ENDED
    assert found(table([3] * 10 + QUIET))["doubling_reason"] == NOT_GROWING
    assert np.isnan(found(table([3] * 10 + QUIET))["doubling"])
    assert found(table(NEW[:10]))["control_reason"] == NOT_BELOW_ONE
    nobody = outbreaks(table(NEW), pd.Series({"370200": NAN}), 3).cities.loc["370200"]
    assert nobody["rate_reason"] == NO_RESIDENTS


def test_a_change_of_definition_is_no_day_of_cases() -> None:
    totals = table([*NEW[:8], 5_000, *NEW[9:], *QUIET])
    marked = pd.DataFrame({"370200": [True]}, index=[8])
    row = found(totals, unknown=marked)
    assert row["growth_reason"] == UNKNOWN_DAY
    assert row["control_reason"] == UNKNOWN_DAY
    assert row["cases"] == totals.iloc[-1, 0]


def test_cases_imported_later_do_not_enter_reproduction_or_the_wave() -> None:
    totals = table([*NEW, *QUIET[:10], 5, *QUIET])
    row = found(totals, imported_from=pd.Series({"370200": len(NEW) + 5}))
    assert row["wave_reason"] == IMPORTED
    assert row["control_days"] == found(table([*NEW, *QUIET]))["control_days"]
    assert found(table([*NEW, *QUIET]), imported_from=pd.Series({"370200": 40}))["wave_reason"] == ""


def test_the_order_of_places_does_not_matter() -> None:
    totals = pd.DataFrame({"a": np.cumsum([*NEW, *QUIET]), "b": np.cumsum([*NEW[2:], 0, 0, *QUIET])})
    people = pd.Series({"a": 1e6, "b": 2e6})
    one = outbreaks(totals, people, 20).cities
    other = outbreaks(totals[["b", "a"]], people, 20).cities
    pd.testing.assert_frame_equal(one, other.loc[["a", "b"]])


def test_refused_inputs_are_named() -> None:
    people = pd.Series({"370200": 1e6})
    with pytest.raises(MetricError, match="no row of totals"):
        outbreaks(table(NEW), people, 999)
    with pytest.raises(MetricError, match="appears twice"):
        outbreaks(pd.concat([table(NEW), table(NEW)], axis=1), people, 0)
    with pytest.raises(MetricError, match="negative"):
        net_new_cases([[-1.0]])


def test_all_cities_of_the_bundled_data_have_a_value_or_a_reason(real_snapshot: Snapshot) -> None:
    totals = case_series(real_snapshot).loc[:"2020-05-31"]
    people = units(real_snapshot, "prefecture")["population"]
    cities = outbreaks(totals, people, pd.Timestamp("2020-02-29")).cities
    assert len(cities) == 366
    for value, reason in (
        ("rate", "rate_reason"),
        ("growth", "growth_reason"),
        ("doubling", "doubling_reason"),
        ("wave_days", "wave_reason"),
        ("control_days", "control_reason"),
    ):
        assert (cities[value].isna() == (cities[reason] != "")).all(), value
    assert cities.loc["370200", "cases"] == 60
