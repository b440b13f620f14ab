from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.framework_file import load_framework
from metrics.gap_parts import effective_weights, exact_parts
from metrics.problems import MetricError

FRAMEWORKS = Path(__file__).parents[2] / "data" / "frameworks"
COUNTY = load_framework(FRAMEWORKS / "county_capacity.toml")
SIX = load_framework(FRAMEWORKS / "six_dimensions.toml")
SCORES = st.floats(1, 100)


def test_parts_of_one_dimension_worked_by_hand() -> None:
    totals, parts = exact_parts(COUNTY, np.array([20.0, 30.0, 40.0]), np.array([50.0, 60.0, 10.0]))
    assert totals.loc["F"].tolist() == pytest.approx([30.0, 40.0, 10.0])
    assert parts["gap"].tolist() == pytest.approx([30.0, 30.0, -30.0])
    assert parts["contribution"].tolist() == pytest.approx([10.0, 10.0, -10.0])
    assert parts["share"].tolist() == pytest.approx([1.0, 1.0, -1.0])


def test_only_what_both_sides_have_is_compared() -> None:
    totals, parts = exact_parts(COUNTY, np.array([20.0, np.nan, 40.0]), np.array([50.0, 60.0, np.nan]))
    assert totals.loc["F"].tolist() == pytest.approx([20.0, 50.0, 30.0])
    assert parts["contribution"].isna().tolist() == [False, True, True]


def test_nothing_in_common_is_missing_and_not_zero() -> None:
    totals, parts = exact_parts(COUNTY, np.array([20.0, np.nan, np.nan]), np.array([np.nan, 60.0, 1.0]))
    assert totals.isna().all(axis=None)
    assert parts.isna().all(axis=None)


@given(st.lists(SCORES, min_size=29, max_size=29), st.lists(SCORES, min_size=29, max_size=29))
def test_contributions_rebuild_the_index_gap(unit: list[float], benchmark: list[float]) -> None:
    count = len(SIX.scored_indicators)
    x, b = np.array(unit[:count]), np.array(benchmark[:count])
    totals, parts = exact_parts(SIX, x, b)
    dimensions = [
        np.average(x[SIX.membership == k], weights=SIX.weights[SIX.membership == k])
        for k in range(len(SIX.scored_dimensions))
    ]
    shares = SIX.dimension_weights / SIX.dimension_weights.sum()
    assert totals.loc["index", "score"] == pytest.approx(np.exp(np.log(dimensions) @ shares))
    gaps = [
        parts["gap"][SIX.membership == k] @ np.ones((SIX.membership == k).sum())
        for k in range(len(dimensions))
    ]
    # A dimension whose own gaps cancel exactly passes nothing on; then the rest still adds up.
    if min(abs(gap) for gap in gaps) > 1e-6:
        assert parts["contribution"].sum() == pytest.approx(totals.loc["index", "gap"], abs=1e-6)


def test_points_if_closed_are_those_of_a_new_scoring() -> None:
    count = len(SIX.scored_indicators)
    x, b = np.full(count, 40.0), np.full(count, 40.0)
    b[0] = 80.0
    _totals, parts = exact_parts(SIX, x, b)
    first = SIX.membership == SIX.membership[0]
    lifted = 40 + 40 * SIX.weights[0] / SIX.weights[first].sum()
    share = SIX.dimension_weights[SIX.membership[0]] / SIX.dimension_weights.sum()
    assert parts["points_if_closed"].iloc[0] == pytest.approx(40 * (lifted / 40) ** share - 40)
    assert parts["share"].iloc[0] == pytest.approx(1.0)


def test_effective_weights_sum_to_one_over_dimensions() -> None:
    weights = effective_weights(SIX)
    assert weights.sum() == pytest.approx(1)
    assert np.bincount(SIX.membership, weights) == pytest.approx(
        SIX.dimension_weights / SIX.dimension_weights.sum()
    )


def test_a_harmonic_mean_is_refused() -> None:
    with pytest.raises(MetricError, match="no exact split"):
        exact_parts(replace(COUNTY, within="harmonic"), np.ones(3), np.ones(3) * 2)
