import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from metrics.coupling import LevelBands, coordination, coordination_level
from metrics.problems import DegenerateWarning, MetricError

tables = hnp.arrays(
    float,
    st.tuples(st.integers(1, 5), st.integers(2, 6)),
    elements=st.integers(1, 100).map(lambda k: k / 100),
)
MODELS = ["standard", "wang"]


def test_two_subsystems():
    # worked with the formulas compared in Wang et al. 2021, doi:10.31497/zrzyxb.20210319
    assert coordination(np.array([0.9, 0.3])) == pytest.approx((0.866025, 0.6, 0.720843), abs=5e-7)
    assert coordination([0.9, 0.3], model="wang") == pytest.approx((0.365148, 0.6, 0.468069), abs=5e-7)


def test_six_subsystems():
    scores = [0.72, 0.65, 0.40, 0.55, 0.30, 0.48]
    assert coordination(scores) == pytest.approx((0.959315, 0.516667, 0.704021), abs=5e-7)


def test_coupling_alone_hides_how_low_the_scores_are():
    for model in MODELS:
        coupling, height, degree = coordination([0.05, 0.05], model=model)
        assert coupling == pytest.approx(1)
        assert (height, degree) == pytest.approx((0.05, 0.05**0.5))


@pytest.mark.parametrize("model", MODELS)
def test_weights_enter_the_height_only(model):
    plain, weighted = coordination([0.9, 0.3], model=model), coordination([0.9, 0.3], [3, 1], model=model)
    assert weighted[0] == plain[0]
    assert weighted[1] == pytest.approx(0.75)
    assert weighted[2] == pytest.approx((plain[0] * 0.75) ** 0.5)


@pytest.mark.parametrize("model", MODELS)
def test_all_zero_is_undefined_and_flagged_but_one_zero_is_no_coupling(model):
    with pytest.warns(DegenerateWarning, match=r"1 unit\(s\) with all scores zero"):
        coupling, height, degree = coordination(np.array([[0.0, 0.0], [0.0, 0.8]]), model=model)
    assert coupling == pytest.approx([np.nan, 0], nan_ok=True)
    assert height.tolist() == [0, 0.4]
    assert degree == pytest.approx([np.nan, 0], nan_ok=True)


@pytest.mark.parametrize("model", MODELS)
def test_a_missing_subsystem_leaves_the_unit_without_degree(model):
    frame = pd.DataFrame({"B": [0.9, 0.9], "F": [0.3, np.nan]}, index=["a", "b"])
    for result in coordination(frame, model=model):
        assert result.index.tolist() == ["a", "b"]
        assert result.isna().tolist() == [False, True]


@pytest.mark.parametrize("model", MODELS)
@given(tables)
def test_bounds_and_row_by_row_agreement(model, table):
    results = coordination(table, model=model)
    for result in results:
        assert ((result >= 0) & (result <= 1 + 1e-12)).all()
    for row in range(len(table)):
        assert coordination(table[row], model=model) == pytest.approx(tuple(r[row] for r in results))


@given(tables)
def test_against_the_formulas_written_as_loops(table):
    row = table[0]
    n = len(row)
    assert coordination(row)[0] == pytest.approx(n * np.prod(row) ** (1 / n) / row.sum())
    pairs = sum(abs(row[i] - row[j]) for i in range(n) for j in range(i)) / (n * (n - 1) / 2)
    product = np.prod([(u / max(row)) ** (1 / (n - 1)) for u in row])
    assert coordination(row, model="wang")[0] == pytest.approx(((1 - pairs) * product) ** 0.5)


@pytest.mark.parametrize("model", MODELS)
@given(table=tables, data=st.data())
def test_order_of_subsystems_does_not_matter(model, table, data):
    order = data.draw(st.permutations(range(table.shape[1])))
    for left, right in zip(
        coordination(table, model=model), coordination(table[:, order], model=model), strict=True
    ):
        assert left == pytest.approx(right)


def test_refusals():
    with pytest.raises(MetricError, match=r"must lie in \[0, 1\]: 72 in unit 0, subsystem 1"):
        coordination(np.array([0.5, 72.0]))
    with pytest.raises(MetricError, match=r"-0\.1 in unit 1"):
        coordination(np.array([[0.5, 0.5], [-0.1, 0.5]]))
    with pytest.raises(MetricError, match="at least two subsystems, not 1"):
        coordination(np.array([0.5]))
    with pytest.raises(MetricError, match="'linear'"):
        coordination(np.array([0.5, 0.6]), model="linear")
    with pytest.raises(MetricError, match="3 weights for 2"):
        coordination(np.array([0.5, 0.6]), [1, 1, 1])


def test_the_closed_side_decides_a_degree_on_the_cut():
    labels = ("low", "middle", "high")
    left = LevelBands((0.4, 0.8), labels, "worked example", "left")
    right = LevelBands((0.4, 0.8), labels, "worked example", "right")
    degrees = pd.Series([0.0, 0.4, 0.8, 1.0, np.nan], index=list("abcde"))
    assert coordination_level(degrees, left).tolist() == ["low", "middle", "high", "high", None]
    assert coordination_level(degrees, right).tolist() == ["low", "low", "middle", "high", None]
    assert coordination_level(degrees, right).index.tolist() == list("abcde")


def test_refused_bands():
    with pytest.raises(MetricError, match="rise strictly"):
        LevelBands((0.8, 0.4), ("a", "b", "c"), "x", "left")
    with pytest.raises(MetricError, match="1 cuts need 2 labels, not 1"):
        LevelBands((0.8,), ("a",), "x", "left")
    with pytest.raises(MetricError, match="need the source"):
        LevelBands((0.8,), ("a", "b"), " ", "left")
    with pytest.raises(MetricError, match="'both'"):
        LevelBands((0.8,), ("a", "b"), "x", "both")
    bands = LevelBands((0.8,), ("a", "b"), "x", "left")
    with pytest.raises(MetricError, match=r"degrees must lie in \[0, 1\]"):
        coordination_level(np.array([1.2]), bands)
    with pytest.raises(MetricError, match="one column"):
        coordination_level(np.array([[0.2]]), bands)
