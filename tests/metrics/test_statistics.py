import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from metrics.problems import DegenerateWarning, MetricError
from metrics.statistics import correlation_flags, cronbach_alpha

tables = hnp.arrays(
    float, st.tuples(st.integers(3, 12), st.integers(2, 5)), elements=st.integers(0, 100).map(float)
).filter(lambda table: np.ptp(table.sum(axis=1)) > 0)


def test_alpha_by_hand():
    # variances 1, 1, 1/3; row sums 4, 8, 7; k = 3
    matrix = np.array([[1.0, 1.0, 2.0], [2.0, 3.0, 3.0], [3.0, 2.0, 2.0]])
    variances = 1 + 1 + 1 / 3
    assert cronbach_alpha(matrix) == pytest.approx(1.5 * (1 - variances / np.var([4, 8, 7], ddof=1)))


@given(tables)
def test_alpha_from_the_covariance_matrix(table):
    covariance = np.cov(table, rowvar=False)
    k = table.shape[1]
    expected = k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())
    assert cronbach_alpha(table) == pytest.approx(expected, rel=1e-6)


@given(tables, st.data())
def test_alpha_ignores_order_unit_and_origin(table, data):
    order = data.draw(st.permutations(range(len(table))))
    assert cronbach_alpha(table[order] * 4 + 1) == pytest.approx(cronbach_alpha(table))


def test_alpha_of_copies_is_one_and_forgetting_direction_ruins_it():
    rising = np.arange(5.0)
    assert cronbach_alpha(np.column_stack([rising, rising])) == pytest.approx(1)
    assert cronbach_alpha(np.column_stack([rising, rising, 4 - rising])) < 0


def test_alpha_leaves_incomplete_units_out():
    table = np.array([[1.0, 2.0], [2.0, 3.0], [4.0, 3.0], [9.0, np.nan]])
    assert cronbach_alpha(table) == cronbach_alpha(table[:3])


@pytest.mark.parametrize(
    "matrix",
    [np.ones((3, 1)), np.full((3, 2), 0.1), np.array([[1.0, np.nan], [2.0, 3.0]]), np.empty((0, 2))],
    ids=["one indicator", "constant", "one complete unit", "nobody"],
)
def test_alpha_that_does_not_exist_is_missing_with_a_warning(matrix):
    with pytest.warns(DegenerateWarning, match="cronbach_alpha needs two indicators"):
        assert np.isnan(cronbach_alpha(matrix))


FRAME = pd.DataFrame(
    {
        "F1": [1.0, 2.0, 3.0, 4.0, 5.0],
        "F2": [1.1, 2.0, 3.2, 3.9, 5.0],
        "F3": [5.0, 3.0, 4.0, 1.0, 2.0],
        "B2": [4.0, 5.0, 2.0, 3.0, 1.0],
    }
)
DIMENSIONS = {"F1": "F", "F2": "F", "F3": "F", "B2": "B"}


def test_collinear_anywhere_and_negative_inside_a_dimension():
    flags = correlation_flags(FRAME, DIMENSIONS)
    found = set(flags[["first", "second", "flag"]].itertuples(index=False, name=None))
    # F1 and B2 run against each other too, but in different dimensions
    assert found == {("F1", "F2", "collinear"), ("F1", "F3", "negative"), ("F2", "F3", "negative")}
    first = flags.iloc[0]
    assert first["r"] == pytest.approx(np.corrcoef(FRAME["F1"], FRAME["F2"])[0, 1])
    assert (first["n"], first["same_dimension"]) == (5, True)


def test_a_pair_in_two_dimensions_can_be_collinear():
    frame = pd.DataFrame({"F1": [1.0, 2.0, 3.0], "B2": [3.0, 2.0, 1.0]})
    assert correlation_flags(frame, {"F1": "F", "B2": "B"})["flag"].tolist() == ["collinear"]


def test_few_shared_units_are_not_judged_and_nothing_found_is_an_empty_table():
    frame = pd.DataFrame({"F1": [1.0, 2.0, np.nan], "F2": [1.0, 2.0, 3.0]})
    flags = correlation_flags(frame, {"F1": "F", "F2": "F"})
    assert flags.empty
    assert flags.columns.tolist() == ["first", "second", "r", "n", "same_dimension", "flag"]


def test_a_constant_column_is_not_judged_and_says_so():
    frame = pd.DataFrame({"F1": [1.0, 2.0, 3.0], "F2": [0.1, 0.1, 0.1]})
    with pytest.warns(DegenerateWarning, match="no spread between 'F1' and 'F2'"):
        assert correlation_flags(frame, {"F1": "F", "F2": "F"}).empty


def test_refusals():
    with pytest.raises(MetricError, match="indicator 'B2' has no dimension"):
        correlation_flags(FRAME, {"F1": "F", "F2": "F", "F3": "F"})
    with pytest.raises(MetricError, match=r"not 1\.5"):
        correlation_flags(FRAME, DIMENSIONS, collinear=1.5)
    with pytest.raises(MetricError, match="infinite"):
        cronbach_alpha(np.array([[1.0, np.inf], [1.0, 2.0]]))
