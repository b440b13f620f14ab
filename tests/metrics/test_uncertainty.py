import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.choices import Problem, Sources, problem_from
from metrics.framework import Dimension, Framework, Goalposts, IndexRule, Indicator, Text
from metrics.problems import MetricError
from metrics.simulation import simulate_ranks
from metrics.uncertainty import (
    bands_from_ranks,
    default_sources,
    probability_above,
    rank_bands,
    sobol_indices,
)

WORDS = Text("文字", "words")

ONLY_WEIGHTS = Sources(
    normalisations=("goalposts",), aggregations=("arithmetic",), goalpost_spread=None, sampling=False
)


def numeric_problem(matrix, dimensions=(0, 1), **changes):
    matrix = np.asarray(matrix, dtype=float)
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


def framework(index="geometric"):
    indicators = tuple(
        Indicator(
            code=code,
            name=WORDS,
            dimension=code[0],
            kind="numeric",
            direction=1,
            unit=WORDS,
            definition=WORDS,
            source=WORDS,
            level="any",
            normalisation=Goalposts(0.0, 10.0),
        )
        for code in ("B1", "B2", "F1")
    )
    return Framework(
        code="trial",
        version="1",
        name=WORDS,
        level="any",
        note=WORDS,
        goalposts_note=WORDS,
        dimensions=(Dimension("B", WORDS), Dimension("F", WORDS)),
        indicators=indicators,
        index=IndexRule(index) if index else None,
        index_reason=None if index else WORDS,
    )


def test_a_framework_and_its_values_give_bands_by_unit():
    rng = np.random.default_rng(1)
    codes = [f"3702{number:02d}" for number in range(20)]
    values = pd.DataFrame(rng.uniform(0, 10, (20, 3)), columns=["F1", "B1", "B2"], index=codes)
    values.loc["370203", "F1"] = np.nan
    values.loc["370204"] = 11.0
    bands = rank_bands(values, framework(), draws=400, seed=7)
    assert bands.index.tolist() == codes
    assert bands.loc["370203"].isna().all()
    assert bands.loc["370204"].tolist() == [1, 1, 1]
    problem = problem_from(values, framework())
    expected = bands_from_ranks(simulate_ranks(problem, default_sources(framework()), 400, seed=7))
    np.testing.assert_array_equal(bands, expected)
    single = rank_bands(values, framework(None), draws=50, dimension="F")
    assert single["median"].notna().sum() == 19
    narrow = rank_bands(values, framework(), draws=400, seed=7, sources=ONLY_WEIGHTS)
    assert (narrow["high"] - narrow["low"]).mean() < (bands["high"] - bands["low"]).mean()


def test_the_frameworks_own_mean_is_the_base():
    assert default_sources(framework("harmonic")).aggregations == ("harmonic", "geometric", "arithmetic")
    assert default_sources(framework(None)) == Sources()


def test_bands_by_hand():
    ranks = np.array([[1, 3, 0], [1, 2, 0], [2, 1, 0], [1, 3, 0]], dtype=np.int16)
    bands = bands_from_ranks(ranks, pd.Index(["a", "b", "c"]), coverage=0.5)
    assert bands.loc["a"].tolist() == [1, 1, 1]
    assert bands.loc["b"].tolist() == [2, 1, 3]
    assert bands.loc["c"].isna().all()


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=60),
    st.sampled_from([0.5, 0.8, 0.9, 0.95]),
    st.integers(0, 99),
)
def test_bands_agree_with_numpy(column, coverage, seed):
    ranks = np.array(column, dtype=np.int16)[:, None]
    shuffled = np.random.default_rng(seed).permutation(ranks)
    band = bands_from_ranks(shuffled, coverage=coverage).iloc[0]
    quantiles = [0.5, round((1 - coverage) / 2, 9), round((1 + coverage) / 2, 9)]
    expected = np.quantile(ranks[:, 0], quantiles, method="inverted_cdf")
    assert band.tolist() == expected.tolist()
    assert band["low"] <= band["median"] <= band["high"]


def test_probability_of_standing_above_counts_strict_wins():
    ranks = np.array([[1, 2, 0], [1, 1, 0], [2, 1, 0], [1, 2, 0]], dtype=np.int16)
    above = probability_above(ranks, pd.Index(["a", "b", "c"]))
    assert above.loc["a", "b"] == 0.5
    assert above.loc["b", "a"] == 0.25
    assert above.loc["c"].isna().all()
    assert above["c"].isna().all()
    part = probability_above(ranks, pd.Index(["a", "b", "c"]), units=[1, 0])
    assert part.index.tolist() == ["b", "a"]
    assert part.loc["a", "b"] == 0.5


def test_rank_bands_of_two_places_follow_the_weights():
    # b beats a only when the second dimension weighs more than 5/4 of the first.
    problem = numeric_problem([[9.0, 1.0], [4.0, 5.0]])
    ranks = simulate_ranks(problem, ONLY_WEIGHTS, 40_000, seed=3)
    rng = np.random.default_rng(1)
    first, second = rng.uniform(0.75, 1.25, (2, 400_000))
    expected = np.mean(5 * first > 4 * second)
    assert probability_above(ranks).iloc[0, 1] == pytest.approx(expected, abs=0.01)


def test_more_sampling_error_widens_the_bands():
    rng = np.random.default_rng(2)
    matrix = rng.uniform(2, 8, (30, 2))
    widths = []
    for error in (0.1, 0.5, 2.0):
        problem = numeric_problem(matrix, standard_errors=np.full((30, 2), error))
        bands = bands_from_ranks(simulate_ranks(problem, Sources(), 500, seed=4))
        widths.append((bands["high"] - bands["low"]).mean())
    assert widths[0] < widths[1] < widths[2]


def test_a_single_source_explains_everything():
    problem = numeric_problem(np.random.default_rng(3).uniform(0, 10, (12, 4)), (0, 0, 1, 1))
    result = sobol_indices(problem, ONLY_WEIGHTS, seed=5, n=256)
    assert result.index.tolist() == ["weights"]
    assert result.loc["weights"].tolist() == [1, 1, 1, 1, 1, 1, False]
    apart = numeric_problem([[9.0, 9.0], [1.0, 1.0]])
    assert sobol_indices(apart, ONLY_WEIGHTS, seed=5, n=8)["total"].tolist() == [0]


def test_two_sources_split_the_variance_as_computed_exactly():
    # Two aggregations x weights: enumerate the table of outcomes to get the exact indices.
    problem = numeric_problem(np.random.default_rng(7).uniform(0, 10, (20, 4)), (0, 0, 1, 1))
    sources = Sources(
        normalisations=("goalposts",), aggregations=("arithmetic", "harmonic"), goalpost_spread=None
    )
    result = sobol_indices(problem, sources, seed=5, n=2048)
    per_option = [_mean_shift(problem, sources, kind) for kind in ("arithmetic", "harmonic")]
    table = np.stack(per_option)
    first_aggregation = table.mean(axis=1).var() / table.var()
    total_aggregation = table.var(axis=0).mean() / table.var()
    assert result.loc["aggregation", "first_order"] == pytest.approx(first_aggregation, abs=0.06)
    assert result.loc["aggregation", "total"] == pytest.approx(total_aggregation, abs=0.06)
    assert (result["first_low"] <= result["first_order"]).all()
    assert (result["first_order"] <= result["first_high"]).all()
    assert (result["total_low"] <= result["total_high"]).all()


def _mean_shift(problem, sources, kind):
    from dataclasses import replace

    base = simulate_ranks(problem, replace(ONLY_WEIGHTS, weight_spread=None), 1, seed=0)[0]
    same_weights = replace(sources, aggregations=(kind,))
    ranks = simulate_ranks(problem, same_weights, 4000, seed=21)
    return np.abs(ranks.astype(float) - base).mean(axis=1)


def test_every_source_is_listed_once_it_varies():
    rng = np.random.default_rng(9)
    matrix = np.column_stack([rng.uniform(0, 10, (15, 3)), rng.integers(0, 5, 15)])
    problem = numeric_problem(
        matrix,
        (0, 0, 1, 1),
        targets=np.array([10.0, 10.0, 10.0, 4.0]),
        rubric=np.array([False, False, False, True]),
        standard_errors=np.full(matrix.shape, 0.3),
    )
    result = sobol_indices(problem, unit=4, n=128, seed=1)
    assert result.index.tolist() == [
        "weights", "normalisation", "aggregation", "goalposts", "rubric spacing", "sampling error",
    ]  # fmt: skip
    assert (result["noise"] == ((result["first_order"] < 0) | (result["total"] < 0))).all()
    again = sobol_indices(problem, unit=4, n=128, seed=1)
    pd.testing.assert_frame_equal(result, again)


def test_refused_questions():
    problem = numeric_problem([[9.0, 1.0], [np.nan, 5.0]])
    with pytest.raises(MetricError, match="n must be a power of two, not 100"):
        sobol_indices(problem, unit=0, n=100, seed=1)
    with pytest.raises(MetricError, match="unit 1 is not ranked"):
        sobol_indices(problem, unit=1, n=8, seed=1)
    fixed = Sources(
        weight_spread=None, normalisations=("minmax",), aggregations=("harmonic",), goalpost_spread=None
    )
    with pytest.raises(MetricError, match="no source of uncertainty varies"):
        sobol_indices(problem, fixed, n=8, seed=1)
    empty = np.empty((0, 2), dtype=np.int16)
    for question in (bands_from_ranks, probability_above):
        with pytest.raises(MetricError, match="ranks hold no draws"):
            question(empty)
    with pytest.raises(MetricError, match=r"units must be positions 0 ... 1"):
        probability_above(np.ones((1, 2), dtype=np.int16), units=[2])
    with pytest.raises(MetricError, match="coverage must lie between"):
        bands_from_ranks(np.ones((1, 2), dtype=np.int16), coverage=90)
