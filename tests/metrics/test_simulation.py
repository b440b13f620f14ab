from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from metrics.choices import Problem, Sources, problem_from
from metrics.framework import Goalposts, TargetValue
from metrics.index import load_framework, score
from metrics.problems import MetricError
from metrics.simulation import Evaluator, competition_ranks, simulate_ranks
from metrics.uncertainty import default_sources


def mixed_problem(units=25, seed=0, errors=0.0, missing=0.1):
    rng = np.random.default_rng(seed)
    matrix = rng.uniform(-1, 11, (units, 7))
    rubric = np.array([False, False, True, False, True, False, False])
    matrix[:, rubric] = rng.integers(0, 9, (units, 2)) / 2
    matrix[rng.uniform(size=matrix.shape) < missing] = np.nan
    return Problem(
        matrix=matrix,
        floors=np.array([0.0, 10.0, 0.0, 2.0, 0.0, 9.0, 0.0]),
        targets=np.array([10.0, 0.0, 4.0, 8.0, 4.0, 1.0, 5.0]),
        weights=np.array([1.0, 2.0, 1.0, 1.0, 1.0, 3.0, 1.0]),
        dimensions=np.array([0, 0, 0, 1, 1, 2, 2]),
        dimension_weights=np.array([1.0, 2.0, 1.0]),
        rubric=rubric,
        standard_errors=np.full(matrix.shape, errors),
        coverage=0.5,
    )


def loop_score(evaluator, draws, number, unit):
    """The same score, one cell at a time."""
    problem, sources = evaluator.problem, evaluator.sources
    position = list(evaluator.kept).index(unit)
    everyone = problem.matrix[evaluator.kept]
    normalisation = sources.normalisations[draws.normalisation[number]]
    parts = []
    for dimension in range(len(problem.dimension_weights)):
        pairs = []
        for j in np.flatnonzero(problem.dimensions == dimension):
            value = problem.matrix[unit, j]
            if np.isnan(value):
                continue
            if problem.rubric[j]:
                heights = draws.rubric[number, list(evaluator.levels).index(j)]
                share = np.interp(value, np.arange(5), heights / heights[-1])
            else:
                if j in evaluator.errors:
                    value += problem.standard_errors[unit, j] * draws.noise[j][number, position]
                floor, target = problem.floors[j], problem.targets[j]
                column = everyone[:, j][~np.isnan(everyone[:, j])]
                if normalisation == "percentile":
                    better = (column < value) if target > floor else (column > value)
                    share = min(better.sum() / (len(column) - 1), 1)
                elif normalisation == "minmax":
                    worst, best = (column.min(), column.max())[:: 1 if target > floor else -1]
                    share = np.clip((value - worst) / (best - worst), 0, 1)
                else:
                    low = floor + draws.goalposts[0, number, j] * (target - floor)
                    high = target + draws.goalposts[1, number, j] * (target - floor)
                    share = np.clip((value - low) / (high - low), 0, 1)
            pairs.append((100 * share, draws.weights[number, j]))
        scores, weights = np.array(pairs).T
        parts.append((scores * weights).sum() / weights.sum())
    weights = draws.dimension_weights[number] / draws.dimension_weights[number].sum()
    aggregation = sources.aggregations[draws.aggregation[number]]
    if aggregation == "arithmetic":
        return (np.array(parts) * weights).sum()
    parts = np.maximum(parts, 1.0)
    return (
        stats.gmean(parts, weights=weights)
        if aggregation == "geometric"
        else stats.hmean(parts, weights=weights)
    )


@pytest.mark.parametrize("errors", [0.0, 0.4])
def test_scores_agree_with_a_plain_loop(errors):
    problem, sources = mixed_problem(errors=errors), Sources()
    evaluator = Evaluator(problem, sources)
    draws = evaluator.draw(40, np.random.default_rng(8))
    scores = evaluator.scores(draws)
    assert 5 < len(evaluator.kept) < 25
    assert set(draws.normalisation) == set(draws.aggregation) == {0, 1, 2}
    for number in range(40):
        for position, unit in enumerate(evaluator.kept):
            expected = loop_score(evaluator, draws, number, unit)
            assert scores[number, position] == pytest.approx(expected, abs=1e-9)


def test_base_draw_is_the_headline_score():
    problem = mixed_problem(missing=0.0)
    evaluator = Evaluator(problem, Sources(dirichlet=5.0))
    (scores,) = evaluator.scores(evaluator.base())
    unit = problem.matrix[3]
    first = [np.clip(unit[0] / 10, 0, 1), np.clip((10 - unit[1]) / 10, 0, 1), unit[2] / 4]
    second = [np.clip((unit[3] - 2) / 6, 0, 1), unit[4] / 4]
    third = [np.clip((9 - unit[5]) / 8, 0, 1), np.clip(unit[6] / 5, 0, 1)]
    means = [
        100 * np.average(first, weights=[1, 2, 1]),
        100 * np.mean(second),
        100 * np.average(third, weights=[3, 1]),
    ]
    assert scores[3] == pytest.approx(stats.gmean(np.maximum(means, 1), weights=[1, 2, 1]))


def test_an_index_over_the_assessed_dimensions_rescales_their_weights():
    problem = mixed_problem(missing=0.0)
    matrix = problem.matrix.copy()
    matrix[5, [3, 4]] = np.nan
    lenient = Problem(**(vars(problem) | {"matrix": matrix, "index_coverage": 0.5}))
    two = Problem(**(vars(problem) | {"dimension_weights": np.array([1.0, 0.0, 1.0]), "index_coverage": 0.5}))
    for kind in ("geometric", "arithmetic", "harmonic"):
        sources = Sources(aggregations=(kind,))
        mine, other = Evaluator(lenient, sources), Evaluator(two, sources)
        assert len(mine.kept) == 25
        scores = mine.scores(mine.base())[0]
        assert scores[5] == pytest.approx(other.scores(other.base())[0, 5])
        whole = Evaluator(problem, sources)
        np.testing.assert_allclose(np.delete(scores, 5), np.delete(whole.scores(whole.base())[0], 5))


@pytest.mark.parametrize(("within", "mean"), [("geometric", stats.gmean), ("harmonic", stats.hmean)])
def test_other_means_inside_dimensions(within, mean):
    problem = Problem(
        np.array([[4.0, 9.0, np.nan], [0.0, 5.0, 7.0]]),
        np.zeros(3),
        np.full(3, 10.0),
        np.array([1.0, 2.0, 1.0]),
        np.zeros(3, dtype=int),
        np.ones(1),
        np.zeros(3, dtype=bool),
        lowest=2.0,
        within=within,
    )
    evaluator = Evaluator(problem, Sources())
    (scores,) = evaluator.scores(evaluator.base())
    assert scores[0] == pytest.approx(mean([40, 90], weights=[1, 2]))
    assert scores[1] == pytest.approx(mean([2, 50, 70], weights=[1, 2, 1]))


def test_same_seed_same_ranks_on_any_number_of_threads():
    problem = mixed_problem(units=60, errors=0.3)
    one = simulate_ranks(problem, Sources(), 700, seed=11, workers=1)
    two = simulate_ranks(problem, Sources(), 700, seed=11, workers=3)
    other = simulate_ranks(problem, Sources(), 700, seed=12)
    np.testing.assert_array_equal(one, two)
    assert (one != other).any()
    assert one.dtype == np.int16


def test_nothing_varies_when_every_source_is_fixed():
    fixed = Sources(
        weight_spread=None,
        normalisations=("goalposts",),
        aggregations=("geometric",),
        goalpost_spread=None,
        rubric_concentration=None,
        sampling=False,
    )
    problem = mixed_problem(errors=2.0)
    ranks = simulate_ranks(problem, fixed, 50, seed=1)
    assert (ranks == ranks[0]).all()
    evaluator = Evaluator(problem, fixed)
    np.testing.assert_array_equal(
        ranks[0, evaluator.kept], competition_ranks(evaluator.scores(evaluator.base()))[0]
    )


def test_equal_units_share_their_rank_in_every_draw():
    problem = mixed_problem(units=40, missing=0.15)
    matrix = problem.matrix.copy()
    matrix[7] = matrix[31] = matrix[2] = np.array([3.0, 4.0, 2.0, 5.0, 1.0, np.nan, 2.0])
    matrix[7, 5] = matrix[31, 5] = matrix[2, 5] = 6.0
    same = Problem(**(vars(problem) | {"matrix": matrix, "standard_errors": None}))
    ranks = simulate_ranks(same, Sources(), 300, seed=2)
    assert (ranks[:, 2] > 0).all()
    np.testing.assert_array_equal(ranks[:, 7], ranks[:, 31])
    np.testing.assert_array_equal(ranks[:, 7], ranks[:, 2])


def test_units_with_too_little_assessed_have_no_rank():
    problem = mixed_problem(missing=0.3)
    ranks = simulate_ranks(problem, Sources(), 20, seed=3)
    np.testing.assert_array_equal((ranks > 0).all(axis=0), problem.ranked)
    np.testing.assert_array_equal((ranks == 0).all(axis=0), ~problem.ranked)
    nobody = Problem(**(vars(problem) | {"matrix": np.full_like(problem.matrix, np.nan)}))
    assert (simulate_ranks(nobody, Sources(), 5, seed=3) == 0).all()


def test_a_unit_best_on_everything_is_always_first():
    problem = mixed_problem(missing=0.0)
    matrix = problem.matrix.copy()
    matrix[0] = [12, -2, 4, 12, 4, -2, 12]
    best = Problem(**(vars(problem) | {"matrix": matrix}))
    assert (simulate_ranks(best, Sources(), 500, seed=4)[:, 0] == 1).all()


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 1000))
def test_order_of_units_does_not_matter(seed):
    problem = mixed_problem(seed=seed)
    turned = Problem(
        **(vars(problem) | {"matrix": problem.matrix[::-1], "standard_errors": problem.standard_errors[::-1]})
    )
    one = simulate_ranks(problem, Sources(), 30, seed=5)
    np.testing.assert_array_equal(simulate_ranks(turned, Sources(), 30, seed=5)[:, ::-1], one)


def test_drawn_weights_keep_their_mean_and_spread():
    evaluator = Evaluator(mixed_problem(), Sources())
    weights = evaluator.draw(20_000, np.random.default_rng(1)).weights
    np.testing.assert_allclose(weights.mean(axis=0), evaluator.problem.weights, rtol=0.01)
    assert (np.abs(weights / evaluator.problem.weights - 1) <= 0.25).all()
    dirichlet = Evaluator(mixed_problem(), Sources(dirichlet=30.0))
    drawn = dirichlet.draw(20_000, np.random.default_rng(1)).dimension_weights
    shares = drawn / drawn.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(shares.mean(axis=0), [0.25, 0.5, 0.25], rtol=0.01)
    # Dirichlet(22.5, 45, 22.5): variance p (1 - p) / (90 + 1).
    np.testing.assert_allclose(shares.var(axis=0), [0.1875 / 91, 0.25 / 91, 0.1875 / 91], rtol=0.05)


def test_column_without_spread_keeps_its_goalposts():
    problem = mixed_problem(missing=0.0)
    matrix = problem.matrix.copy()
    matrix[:, 0] = 4.0
    flat = Problem(**(vars(problem) | {"matrix": matrix}))
    for kind in ("minmax", "percentile"):
        evaluator = Evaluator(flat, Sources(normalisations=(kind,), goalpost_spread=None))
        assert 0 not in evaluator.percentiles
        assert evaluator.extremes[:, 0].tolist() == [0.0, 10.0]
        assert np.isfinite(evaluator.scores(evaluator.base())).all()


@given(st.lists(st.integers(0, 6), min_size=1, max_size=12))
def test_competition_ranks_agree_with_scipy(scores):
    table = np.array([scores], dtype=float)
    np.testing.assert_array_equal(competition_ranks(table)[0], stats.rankdata(-table[0], method="min"))


def test_rounding_noise_does_not_break_a_tie():
    assert competition_ranks(np.array([[0.1 + 0.2, 0.3, 0.5]])).tolist() == [[2, 2, 1]]


def test_a_single_dimension_is_its_own_index():
    problem = Problem(
        np.array([[2.0], [8.0], [5.0]]),
        np.zeros(1),
        np.full(1, 10.0),
        np.ones(1),
        np.zeros(1, dtype=int),
        np.ones(1),
        np.zeros(1, dtype=bool),
    )
    evaluator = Evaluator(problem, Sources())
    assert evaluator.scores(evaluator.base()).tolist() == [[20.0, 80.0, 50.0]]
    assert simulate_ranks(problem, Sources(), 9, seed=1).tolist() == [[3, 1, 2]] * 9


def test_more_units_than_small_whole_numbers_count_are_ranked_all_the_same():
    units = 40_000
    problem = Problem(
        np.arange(units, dtype=np.float64)[:, None],
        np.zeros(1),
        np.full(1, float(units)),
        np.ones(1),
        np.zeros(1, dtype=int),
        np.ones(1),
        np.zeros(1, dtype=bool),
    )
    ranks = simulate_ranks(problem, Sources(goalpost_spread=None), 3, seed=1)
    assert (ranks == np.arange(units, 0, -1)).all()


def test_refused_simulations():
    with pytest.raises(MetricError, match="draws must be at least 1"):
        simulate_ranks(mixed_problem(), Sources(), 0, seed=1)
    with pytest.raises(MetricError, match="standard_errors must be numbers >= 0"):
        simulate_ranks(mixed_problem(errors=-1.0), Sources(), 1, seed=1)


@pytest.mark.parametrize("name", ["six_dimensions", "public_data", "county_capacity"])
def test_base_draw_equals_the_scorecard(name):
    framework = load_framework(Path(__file__).parents[2] / f"data/frameworks/{name}.toml")
    rng = np.random.default_rng(3)
    columns = {}
    for indicator in framework.scored_indicators:
        scale = indicator.normalisation
        low, high = (0.0, 4.0)
        if isinstance(scale, Goalposts):
            low, high = sorted([scale.floor, scale.target])
        elif isinstance(scale, TargetValue):
            low, high = 0.0, 2 * scale.best
        columns[indicator.code] = rng.uniform(low, high, 60)
    values = pd.DataFrame(columns, index=[f"{code:06d}" for code in range(60)])
    values = values.mask(rng.uniform(size=values.shape) < 0.1)
    card = score(values, framework)
    for dimension in framework.scored_dimensions:
        problem = problem_from(values, framework, dimension=dimension.code)
        evaluator = Evaluator(problem, Sources())
        expected = card.dimensions[dimension.code]
        np.testing.assert_array_equal(problem.ranked, expected.notna())
        np.testing.assert_allclose(evaluator.scores(evaluator.base())[0], expected.dropna())
    if card.index is not None:
        problem = problem_from(values, framework)
        evaluator = Evaluator(problem, default_sources(framework))
        np.testing.assert_array_equal(problem.ranked, card.index.notna())
        assert problem.ranked.sum() > 10
        np.testing.assert_allclose(evaluator.scores(evaluator.base())[0], card.index.dropna())
