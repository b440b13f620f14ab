import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import minimize

from metrics.gap import InfeasibleTarget, decompose, least_effort
from metrics.problems import DegenerateWarning, MetricError

KINDS = ["arithmetic", "geometric"]
scores = st.integers(1, 100).map(float)
profiles = st.integers(1, 6).flatmap(
    lambda n: st.tuples(*(st.lists(scores, min_size=n, max_size=n).map(np.array) for _ in range(3)))
)


def index(x, weights, kind):
    v = np.asarray(weights, dtype=float) / np.sum(weights)
    return float(v @ x) if kind == "arithmetic" else float(np.exp(v @ np.log(x)))


def test_hand_worked_arithmetic():
    frame = decompose(np.array([20.0, 50.0, 90.0]), np.array([60.0, 70.0, 80.0]), [2, 1, 1])
    assert frame["gap"].tolist() == [40, 20, -10]
    assert frame["share"].tolist() == pytest.approx([20 / 22.5, 5 / 22.5, -2.5 / 22.5])
    assert frame["contribution"].tolist() == pytest.approx([20, 5, -2.5])
    assert frame["points_if_closed"].tolist() == pytest.approx([20, 5, -2.5])


def test_hand_worked_geometric():
    frame = decompose(np.array([25.0, 4.0]), np.array([100.0, 8.0]), [1, 1], "geometric")
    # shares of ln 4 and ln 2; index 10 -> 800 ** .5
    assert frame["share"].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert frame["points_if_closed"].tolist() == pytest.approx([10.0, 200**0.5 - 10])
    assert frame["contribution"].sum() == pytest.approx(800**0.5 - 10)


def test_the_order_of_priorities_depends_on_the_aggregation():
    unit, benchmark = np.array([5.0, 40.0]), np.array([20.0, 80.0])
    arithmetic, geometric = (decompose(unit, benchmark, [1, 1], kind)["share"] for kind in KINDS)
    assert arithmetic.idxmax() == 1
    assert geometric.idxmax() == 0


@pytest.mark.parametrize("kind", KINDS)
@given(profiles)
def test_shares_sum_to_one_and_rebuild_the_gap(kind, profile):
    unit, benchmark, weights = profile
    total = index(benchmark, weights, kind) - index(unit, weights, kind)
    assume(abs(total) > 1e-6)
    frame = decompose(unit, benchmark, weights, kind)
    assert frame["share"].sum() == pytest.approx(1)
    assert frame["contribution"].sum() == pytest.approx(total, abs=1e-9)
    for j in range(len(unit)):
        closed = unit.copy()
        closed[j] = benchmark[j]
        gained = index(closed, weights, kind) - index(unit, weights, kind)
        assert frame["points_if_closed"][j] == pytest.approx(gained, abs=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_missing_on_either_side_is_left_out_and_weights_renormalise(kind):
    unit = pd.Series({"B2": 20.0, "B3": np.nan, "B4": 40.0, "F1": 30.0})
    benchmark = pd.Series({"B2": 60.0, "B3": 50.0, "B4": np.nan, "F1": 90.0})
    frame = decompose(unit, benchmark, pd.Series({"F1": 1, "B2": 3, "B3": 1, "B4": 1}), kind)
    assert frame.index.tolist() == ["B2", "B3", "B4", "F1"]
    assert frame.loc[["B3", "B4"]].isna().all(axis=None)
    short = decompose(unit[["B2", "F1"]], benchmark[["B2", "F1"]], [3, 1], kind)
    pd.testing.assert_frame_equal(frame.loc[["B2", "F1"]], short)


@pytest.mark.parametrize("kind", KINDS)
def test_a_gap_of_zero_has_no_shares(kind):
    with pytest.warns(DegenerateWarning, match="the index gap is zero"):
        frame = decompose(np.array([10.0, 20.0]), np.array([20.0, 10.0]), [1, 1], kind)
    assert frame["share"].isna().all()
    assert frame["gap"].tolist() == [10, -10]


def test_nothing_in_common_gives_an_empty_answer():
    frame = decompose(np.array([10.0, np.nan]), np.array([np.nan, 10.0]), [1, 1])
    assert frame.isna().all(axis=None)


def test_decompose_refusals():
    with pytest.raises(MetricError, match="same indicators in the same order"):
        decompose(pd.Series({"a": 1.0, "b": 1.0}), pd.Series({"b": 1.0, "a": 1.0}), [1, 1])
    with pytest.raises(MetricError, match="unit has 2 indicators, benchmark 1"):
        decompose(np.array([1.0, 2.0]), np.array([1.0]), [1, 1])
    with pytest.raises(MetricError, match="unit holds 0: geometric needs values above 0"):
        decompose(np.array([0.0]), np.array([1.0]), [1], "geometric")
    with pytest.raises(MetricError, match="'harmonic'"):
        decompose(np.array([1.0]), np.array([2.0]), [1], "harmonic")
    with pytest.raises(MetricError, match="exactly the indicators"):
        decompose(pd.Series({"a": 1.0}), pd.Series({"a": 2.0}), pd.Series({"b": 1.0}))


def test_cheapest_points_come_first():
    unit = pd.Series({"B": 40.0, "F": 80.0, "C": np.nan})
    effort = least_effort(unit, [1, 1, 2], [1.0, 3.0, 0.1], target=95)
    # B to 100 gains 30 points for 60, the last 10 points of F cost 30
    assert effort.improvement.to_dict() == pytest.approx({"B": 60, "F": 10, "C": np.nan}, nan_ok=True)
    assert effort.cost == pytest.approx(90)
    assert effort.reached == pytest.approx(95)


def test_whole_steps_are_taken_whole():
    effort = least_effort(np.array([25.0, 50.0]), [1, 1], [1.0, 1.0], target=51, step=[25, 25])
    assert effort.improvement.sum() == 50
    assert effort.reached == pytest.approx(62.5)
    mixed = least_effort(np.array([25.0, 50.0]), [1, 1], [1.0, 2.0], target=52, step=[25, np.nan])
    assert mixed.improvement.tolist() == pytest.approx([25, 4])


@given(st.data())
def test_steps_match_exhaustive_search(data):
    kind = data.draw(st.sampled_from(KINDS))
    n = data.draw(st.integers(1, 3))
    levels = st.sampled_from([25.0, 50.0, 75.0, 100.0])
    x = np.array(data.draw(st.lists(levels, min_size=n, max_size=n)))
    weights, costs = (
        np.array(data.draw(st.lists(st.integers(1, 5), min_size=n, max_size=n)), float) for _ in range(2)
    )
    target = data.draw(st.sampled_from([30.3, 51.7, 70.9, 88.1]))
    choices = itertools.product(*(np.arange(0, 101 - value, 25) for value in x))
    plans = [np.array(plan) for plan in choices if index(x + plan, weights, kind) >= target]
    effort = least_effort(x, weights, costs, target, kind, step=np.full(n, 25.0))
    assert effort.cost == pytest.approx(min(plan @ costs for plan in plans))
    assert effort.reached >= target


@given(st.data())
def test_continuous_plans_match_a_general_optimiser(data):
    kind = data.draw(st.sampled_from(KINDS))
    n = data.draw(st.integers(1, 4))
    lists = st.lists(st.integers(1, 9), min_size=n, max_size=n)
    x = 10.0 * np.array(data.draw(lists))
    weights, costs = (np.array(data.draw(lists), float) for _ in range(2))
    target = (index(x, weights, kind) + 100) / 2
    effort = least_effort(x, weights, costs, target, kind)
    assert effort.reached == pytest.approx(target, abs=1e-6)
    constraint = {"type": "ineq", "fun": lambda d: (index(x + d, weights, kind) - target) / 10}
    other = minimize(
        lambda d: costs @ d / 100,
        (100 - x) * 0.9,
        jac=lambda _: costs / 100,
        bounds=[(0, 100 - value) for value in x],
        constraints=constraint,
        method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-12},
    )
    assume(other.success)
    assert effort.cost <= other.fun * 100 + 1e-3


@pytest.mark.parametrize("kind", KINDS)
def test_a_target_already_met_costs_nothing_and_the_very_top_is_reachable(kind):
    assert least_effort(np.array([60.0, 60.0]), [1, 1], [1, 1], 60.0, kind).cost == pytest.approx(0, abs=1e-9)
    top = least_effort(np.array([60.0, 60.0]), [1, 1], [1, 1], 100.0, kind)
    assert top.improvement.tolist() == pytest.approx([40, 40])


@pytest.mark.parametrize("kind", KINDS)
def test_out_of_reach_says_what_is_within_reach(kind):
    with pytest.raises(InfeasibleTarget, match="target 95 is out of reach: closing everything gives 90"):
        least_effort(np.array([60.0, 60.0]), [1, 1], [1, 1], 95, kind, ceiling=90)
    with pytest.raises(InfeasibleTarget, match="gives 85"):
        least_effort(np.array([60.0, 60.0]), [1, 1], [1, 1], 95, kind, step=[25, 25])


def test_a_score_above_its_ceiling_is_left_where_it_is():
    effort = least_effort(np.array([95.0, 50.0]), [1, 1], [1, 1], 80, ceiling=[90, 90])
    assert effort.improvement.tolist() == pytest.approx([0, 15])


def test_least_effort_refusals():
    x = np.array([60.0, 50.0])
    with pytest.raises(MetricError, match="costs and steps must be above 0"):
        least_effort(x, [1, 1], [0, 1], 70)
    with pytest.raises(MetricError, match="no indicator with weight is assessed"):
        least_effort(np.array([np.nan]), [1], [1], 70)
    with pytest.raises(MetricError, match="a step for every assessed indicator or for none"):
        least_effort(x, [1, 1], [1, 1], 70, "geometric", step=[25, np.nan])
    with pytest.raises(MetricError, match="scores holds 0"):
        least_effort(np.array([0.0, 50.0]), [1, 1], [1, 1], 70, "geometric")
    with pytest.raises(MetricError, match="'harmonic'"):
        least_effort(x, [1, 1], [1, 1], 70, "harmonic")
    with pytest.raises(MetricError, match="target must be a finite number"):
        least_effort(x, [1, 1], [1, 1], np.nan)
    with pytest.raises(MetricError, match="costs has a missing entry"):
        least_effort(x, [1, 1], [np.nan, 1], 70)


def test_a_solver_that_gives_up_is_reported(monkeypatch):
    class GivenUp:
        x = None
        message = "time limit reached"

    monkeypatch.setattr("metrics.gap.milp", lambda *_, **__: GivenUp())
    with pytest.raises(InfeasibleTarget, match="no way to the target: time limit reached"):
        least_effort(np.array([50.0, 60.0]), [1, 1], [1, 1], 70)
