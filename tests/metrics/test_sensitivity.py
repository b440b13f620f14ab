import numpy as np
import pandas as pd
import pytest
from scipy import stats

from metrics.choices import Problem, Sources
from metrics.problems import MetricError
from metrics.sensitivity import sample_ranks, variance_shares
from metrics.uncertainty import sobol_indices

N = 64


def mixed_problem(units: int = 40) -> Problem:
    rng = np.random.default_rng(9)
    matrix = np.column_stack([rng.uniform(0, 10, (units, 3)), rng.integers(0, 5, units)])
    matrix[3] = np.nan
    return Problem(
        matrix,
        np.zeros(4),
        np.array([10.0, 10.0, 10.0, 4.0]),
        np.ones(4),
        np.array([0, 0, 1, 1]),
        np.ones(2),
        np.array([False, False, False, True]),
        standard_errors=np.full(matrix.shape, 0.3),
    )


def test_one_sample_answers_for_every_unit_as_a_sample_of_its_own_does() -> None:
    problem = mixed_problem()
    sample = sample_ranks(problem, Sources(), n=N, seed=1)
    for unit in (None, 0, 17, None, 0):
        alone = sobol_indices(problem, unit=unit, n=N, seed=1)
        pd.testing.assert_frame_equal(variance_shares(sample, unit=unit), alone, check_exact=True)


def test_threads_change_nothing() -> None:
    one, two = (sample_ranks(mixed_problem(), Sources(), n=N, seed=1, workers=count) for count in (1, 2))
    assert all(np.array_equal(left, right) for left, right in zip(one.ranks, two.ranks, strict=True))


def test_the_shares_are_those_of_the_library_for_the_ranks_of_the_unit() -> None:
    sample = sample_ranks(mixed_problem(), Sources(), n=N, seed=1)
    position = int(np.searchsorted(sample.kept, 17))
    own_a, own_b, both = (ranks[:, position].astype(float) for ranks in sample.ranks)
    plain = stats.sobol_indices(
        func={
            "f_A": own_a[None, :],
            "f_B": own_b[None, :],
            "f_AB": both.reshape(N, len(sample.varying)).T[:, None, :],
        },
        n=N,
    )
    shares = variance_shares(sample, unit=17)
    assert shares["first_order"].to_numpy() == pytest.approx(plain.first_order, rel=1e-12)
    assert shares["total"].to_numpy() == pytest.approx(plain.total_order, rel=1e-12)


def test_an_unranked_unit_has_no_share() -> None:
    with pytest.raises(MetricError, match="unit 3 is not ranked"):
        variance_shares(sample_ranks(mixed_problem(), Sources(), n=4, seed=1), unit=3)
