import numpy as np
import pandas as pd
import pytest

from metrics.funnel import count_funnel
from metrics.problems import MetricError

COUNTS = np.array([100.0, 25.0, 400.0])
RESIDENTS = np.array([10_000.0, 5_000.0, 20_000.0])
RATES = COUNTS / RESIDENTS * 1000
ERRORS = np.sqrt(COUNTS) / RESIDENTS * 1000


def test_the_target_is_the_pooled_rate_and_errors_follow_from_size_alone() -> None:
    frame = count_funnel(RATES, ERRORS)
    pooled = COUNTS.sum() / RESIDENTS.sum() * 1000
    assert frame["target"].tolist() == pytest.approx([pooled] * 3)
    assert frame["error"].tolist() == pytest.approx(list(np.sqrt(pooled / 1000 / RESIDENTS) * 1000))


def test_limits_widen_with_differences_between_places() -> None:
    plain, wide = count_funnel(RATES, ERRORS), count_funnel(RATES, ERRORS, overdispersed=True)
    assert (wide["high_95"] >= plain["high_95"]).all()


def test_missing_and_zero_rates_stay_missing_and_the_labels_stay() -> None:
    frame = count_funnel(pd.Series([10.0, np.nan, 0.0], ["a", "b", "c"]), pd.Series([1.0, 1.0, 0.0]))
    assert frame.index.tolist() == ["a", "b", "c"]
    assert frame["target"].notna().tolist() == [True, False, False]
    assert not frame["outside"].any()


def test_no_place_gives_no_row() -> None:
    assert len(count_funnel([], [])) == 0


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(MetricError, match="standard_errors 1"):
        count_funnel([1.0, 2.0], [1.0])
