import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from metrics.agreement import coded_cells, ordinal_alpha
from metrics.problems import DegenerateWarning, MetricError

N = np.nan
tables = hnp.arrays(
    float, st.tuples(st.integers(2, 4), st.integers(2, 8)), elements=st.sampled_from([0.0, 1, 2, 3, 4, N])
)


def alpha_by_pairs(codings):
    """Sum ordinal differences over pairs of codings inside a cell, and over all pairs."""
    cells = [column[~np.isnan(column)] for column in codings.T]
    cells = [cell for cell in cells if len(cell) >= 2]
    pooled = np.concatenate(cells)
    counts = {level: (pooled == level).sum() for level in np.unique(pooled)}

    def difference(a, b):
        low, high = min(a, b), max(a, b)
        between = sum(count for level, count in counts.items() if low <= level <= high)
        return (between - (counts[a] + counts[b]) / 2) ** 2

    observed = sum(
        difference(cell[i], cell[j]) / (len(cell) - 1)
        for cell in cells
        for i in range(len(cell))
        for j in range(len(cell))
        if i != j
    )
    expected = sum(difference(a, b) for a in pooled for b in pooled) / (len(pooled) - 1)
    return 1 - observed / expected


def test_krippendorffs_worked_example():
    # Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: four observers, twelve units
    codings = np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
            [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
        ]
    )
    assert ordinal_alpha(codings) == pytest.approx(0.815, abs=5e-4)


@given(tables)
def test_agrees_with_the_sum_over_pairs(codings):
    paired = codings[:, (~np.isnan(codings)).sum(axis=0) >= 2]
    assume(len(np.unique(paired[~np.isnan(paired)])) > 1)
    assert ordinal_alpha(codings) == pytest.approx(alpha_by_pairs(codings))


@given(tables, st.data())
def test_order_of_coders_and_cells_does_not_matter(codings, data):
    paired = codings[:, (~np.isnan(codings)).sum(axis=0) >= 2]
    assume(len(np.unique(paired[~np.isnan(paired)])) > 1)
    coders = data.draw(st.permutations(range(codings.shape[0])))
    cells = data.draw(st.permutations(range(codings.shape[1])))
    assert ordinal_alpha(codings[coders][:, cells]) == pytest.approx(ordinal_alpha(codings))


def test_a_near_miss_costs_less_than_a_far_one():
    base = np.array([[0.0, 1, 2, 3, 4, 2], [0.0, 1, 2, 3, 4, 2]])
    near, far = base.copy(), base.copy()
    near[1, 0], far[1, 0] = 1, 4
    assert 1 > ordinal_alpha(near) > ordinal_alpha(far)


@pytest.mark.parametrize(
    ("codings", "reason"),
    [
        ([[0.0, 1.0, 4.0]], "no cell was coded by two coders"),
        ([[0.0, N], [N, 4.0]], "no cell was coded by two coders"),
        ([[N, N], [N, N]], "no cell was coded by two coders"),
        ([[2.0, 2.0], [2.0, 2.0]], "only one level was used"),
        ([[2.0, 2.0, 4.0], [2.0, 2.0, N]], "only one level was used"),
    ],
)
def test_without_comparison_there_is_no_alpha(codings, reason):
    with pytest.warns(DegenerateWarning, match=reason):
        assert np.isnan(ordinal_alpha(pd.DataFrame(codings)))


def test_refusals():
    with pytest.raises(MetricError, match="codings is infinite at position 0, 1"):
        ordinal_alpha(np.array([[0.0, np.inf], [1.0, 2.0]]))
    with pytest.raises(MetricError, match="2 dimension"):
        ordinal_alpha(np.array([0.0, 1.0]))


# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", four observers, twelve units: ordinal alpha
# 0.815.
PUBLISHED = [
    [1, 1, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [5, 5, 5],
    [1, 1],
    [3],
]


def test_coded_cells_give_the_published_value_in_any_order_of_coders():
    found = coded_cells(PUBLISHED)
    assert (found.cells, found.pairs, found.alike) == (12, 11, 8)
    assert found.alpha == pytest.approx(0.815, abs=0.0005)
    assert coded_cells([cell[::-1] for cell in PUBLISHED]).alpha == pytest.approx(found.alpha)


def test_agreement_is_judged_only_where_coders_differ():
    assert not coded_cells([[2, 2], [2, 2]]).is_below(0.67)
    assert not coded_cells([[2], [3]]).is_below(0.67)
    assert coded_cells([[0, 4], [4, 0]]).is_below(0.67)
    assert not coded_cells([[0, 4], [4, 0]]).is_below(None)
    assert coded_cells(PUBLISHED).is_below(0.82)
    assert not coded_cells(PUBLISHED).is_below(0.81)
