import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.choices import Problem
from metrics.problems import MetricError
from metrics.ranks import competition_rank
from metrics.what_if import ranks_of, reweighed, scores_under, shift, without_each

MATRIX = np.array([[9.0, 1.0, 5.0], [4.0, 8.0, 5.0], [1.0, 1.0, 9.0], [np.nan, np.nan, 2.0]])


def problem(matrix=MATRIX, dimensions=(0, 0, 0), **changes) -> Problem:
    count = matrix.shape[1]
    parts = {
        "floors": np.zeros(count),
        "targets": np.full(count, 10.0),
        "weights": np.ones(count),
        "dimensions": np.array(dimensions),
        "dimension_weights": np.ones(max(dimensions) + 1),
        "rubric": np.zeros(count, dtype=bool),
    }
    return Problem(matrix, **(parts | changes))


def test_scores_are_weighted_means_by_hand() -> None:
    changed = reweighed(problem(), {"F1": 3.0, "F3": 0.0}, ["F1", "F2", "F3"])
    assert scores_under(changed)[:3].tolist() == pytest.approx([70.0, 50.0, 10.0])


def test_a_place_with_too_little_assessed_has_no_score() -> None:
    assert np.isnan(scores_under(problem())[3])


def test_a_weight_of_zero_leaves_the_dimension_out_of_the_index() -> None:
    two = problem(dimensions=(0, 0, 1))
    changed = reweighed(two, {"G": 0.0}, ["F1", "F2", "G1"], ["F", "G"])
    assert scores_under(changed, aggregation="arithmetic")[:3].tolist() == pytest.approx([50.0, 60.0, 10.0])


def test_the_mean_inside_a_single_dimension_can_be_changed() -> None:
    geometric = scores_under(problem(), aggregation="geometric")
    assert geometric[0] == pytest.approx((90 * 10 * 50) ** (1 / 3))


def test_a_dimension_without_any_weight_is_refused() -> None:
    with pytest.raises(MetricError, match="no weight at all"):
        reweighed(problem(), dict.fromkeys(["F1", "F2", "F3"], 0.0), ["F1", "F2", "F3"])


def test_shift_counts_moves_gains_and_losses() -> None:
    found = shift(np.array([1.0, 2.0, 3.0, np.nan]), np.array([3.0, 2.0, np.nan, 1.0]))
    assert (found.compared, found.moved, found.furthest, found.gained, found.lost) == (2, 1, 2, 1, 1)
    assert found.tau == pytest.approx(-1.0)


def test_tau_of_nothing_to_compare_is_missing() -> None:
    assert np.isnan(shift(np.array([1.0]), np.array([1.0])).tau)
    assert np.isnan(shift(np.array([1.0, 1.0]), np.array([1.0, 2.0])).tau)


def test_shift_refuses_unequal_lengths() -> None:
    with pytest.raises(MetricError, match="after 1"):
        shift(np.array([1.0, 2.0]), np.array([1.0]))


def test_without_each_equals_a_weight_of_zero() -> None:
    codes = ["F1", "F2", "F3"]
    frame = without_each(problem(), codes, index=pd.Index(list("abcd")))
    for code in codes:
        expected = ranks_of(scores_under(reweighed(problem(), {code: 0.0}, codes)))
        np.testing.assert_array_equal(frame[code], expected)


def test_the_only_indicator_of_a_dimension_cannot_be_left_out() -> None:
    frame = without_each(problem(dimensions=(0, 0, 1)), ["F1", "F2", "G1"])
    assert frame["G1"].isna().all()
    assert frame["F1"].notna().any()


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_ranks_agree_with_the_published_rule(scores: list[float]) -> None:
    rounded = np.round(np.array(scores), 3)
    np.testing.assert_array_equal(ranks_of(rounded), competition_rank(rounded))


@given(st.permutations(range(4)))
def test_the_order_of_places_does_not_matter(order: list[int]) -> None:
    np.testing.assert_allclose(scores_under(problem(MATRIX[order])), scores_under(problem())[order])
