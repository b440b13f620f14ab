from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from metrics.framework import Dimension, Framework, Goalposts, IndexRule, Indicator, TargetValue, Text
from metrics.index import aggregate_dimensions, aggregate_index, load_framework, normalise_indicators, score
from metrics.problems import MetricError

BUNDLED = Path(__file__).resolve().parents[2] / "data" / "frameworks"
WORDS = Text("字", "word")


def indicator(code, dimension, scale, direction=1, weight=1.0):
    return Indicator(
        code, WORDS, dimension, "numeric", direction, WORDS, WORDS, WORDS, "any", weight, normalisation=scale
    )


RUBRIC = Indicator("A1", WORDS, "A", "rubric", 1, WORDS, WORDS, WORDS, "any", levels=(WORDS,) * 5)
SHOWN = Indicator(
    "C6", WORDS, "C", "numeric", 0, WORDS, WORDS, WORDS, "any", scored=False, reason=Text("结构", "structure")
)
FRAMEWORK = Framework(
    code="small",
    version="7",
    name=WORDS,
    level="any",
    note=WORDS,
    goalposts_note=WORDS,
    dimensions=(
        Dimension("A", WORDS),
        Dimension("B", WORDS, 3.0),
        Dimension("C", WORDS, needs=Text("编码", "coding")),
    ),
    indicators=(
        RUBRIC,
        indicator("B3", "B", Goalposts(10, -1), -1, weight=2.0),
        indicator("B9", "B", TargetValue(50, 2), 0, weight=3.0),
        SHOWN,
    ),
    index=IndexRule("geometric"),
)
VALUES = pd.DataFrame(
    {
        "A1": [4.0, 1.0, 0.0, np.nan],
        "B3": [-5.0, 4.5, 99.0, 4.5],
        "B9": [50.0, 20.0, np.nan, 90.0],
        "C6": 7.0,
    },
    index=list("dabc"),
)


def test_hand_worked_scorecard():
    card = score(VALUES, FRAMEWORK)
    assert card.indicators["A1"].to_numpy() == pytest.approx([100, 25, 0, np.nan], nan_ok=True)
    assert card.indicators["B3"].to_numpy() == pytest.approx([100, 50, 0, 50])
    assert card.indicators["B9"].to_numpy() == pytest.approx([100, 40, np.nan, 20], nan_ok=True)
    # B: weights 2 and 3; unit b has only 2 of 5 assessed, below 0.6
    assert card.dimensions["B"].to_numpy() == pytest.approx([100, 44, np.nan, 32], nan_ok=True)
    assert card.index.to_numpy() == pytest.approx([100, (25 * 44**3) ** 0.25, np.nan, np.nan], nan_ok=True)
    assert card.coverage["B"].tolist() == pytest.approx([1, 1, 0.4, 1])
    assert card.coverage["overall"].tolist() == pytest.approx([1, 1, 0.25 + 0.75 * 0.4, 0.75])
    assert card.ranks["B"].to_numpy() == pytest.approx([1, 2, np.nan, 3], nan_ok=True)
    assert card.ranks["index"].to_numpy() == pytest.approx([1, 2, np.nan, np.nan], nan_ok=True)
    assert (card.framework, card.version) == ("small", "7")
    assert card.indicators.index.tolist() == list("dabc")


def test_what_is_not_assessed_comes_with_its_reason():
    card = score(VALUES.assign(A1=np.nan), FRAMEWORK)
    assert card.not_assessed.to_numpy().tolist() == [
        ["C", "dimension", "编码", "coding"],
        ["C6", "shown, not scored", "结构", "structure"],
        ["A1", "no value", "所选单位均无数据", "no value for any of these units"],
    ]


def test_a_score_of_zero_is_floored_at_one_in_the_index_only():
    values = pd.DataFrame({"A1": [0.0], "B3": [-1.0], "B9": [50.0]})
    card = score(values, FRAMEWORK)
    assert card.dimensions["A"][0] == 0
    assert card.index[0] == pytest.approx((1 * 100**3) ** 0.25)


def test_an_index_may_do_without_every_dimension():
    relaxed = replace(FRAMEWORK, index=IndexRule("arithmetic", needs_every_dimension=False))
    # unit c lacks A, a quarter of the weight; unit b lacks B, three quarters
    index = score(VALUES, relaxed).index
    assert index["c"] == pytest.approx(32)
    assert np.isnan(index["b"])


def test_no_index_where_the_framework_has_none():
    framework = load_framework(BUNDLED / "public_data.toml")
    card = score(pd.DataFrame({"B2": [50.0]}, index=["370200"]), framework)
    assert card.index is None
    assert card.ranks.columns.tolist() == ["B", "F"]
    assert set("ACDE") <= set(card.not_assessed["code"])


def test_bundled_scales():
    public = load_framework(BUNDLED / "public_data.toml")
    values = pd.DataFrame({"B3": [10.0, 4.5, -1.0], "B4": [24.0, 15.0, 6.0], "F3": [3.0, 5.25, 7.5]})
    assert (
        pytest.approx(np.array([[0, 50, 100]] * 3))
        == normalise_indicators(values, public)[["B3", "B4", "F3"]].to_numpy().T
    )
    six = load_framework(BUNDLED / "six_dimensions.toml")
    values = pd.DataFrame({"E4": [0.0, 25.0, 50.0, 90.0], "A1": [0.0, 1.0, 2.5, 4.0]})
    normalised = normalise_indicators(values, six)
    assert normalised["E4"].tolist() == [0, 50, 100, 20]
    assert normalised["A1"].tolist() == [0, 25, 62.5, 100]


def test_six_dimensions_come_alive_when_every_dimension_is_coded():
    six = load_framework(BUNDLED / "six_dimensions.toml")
    codes = [each.code for each in six.scored_indicators]
    values = pd.DataFrame(np.nan, index=["coded", "not"], columns=codes)
    for each in six.scored_indicators:
        if each.kind == "rubric":
            values.loc["coded", each.code] = 2.0
        elif isinstance(each.normalisation, Goalposts):
            values.loc["coded", each.code] = (each.normalisation.floor + each.normalisation.target) / 2
        else:
            values.loc["coded", each.code] = 25.0
    card = score(values, six)
    assert card.index["coded"] == pytest.approx(50)
    assert np.isnan(card.index["not"])
    assert card.dimensions.loc["not"].isna().all()


def test_unknown_columns_are_ignored_and_nobody_is_fine():
    assert score(VALUES.assign(deaths=3.0), FRAMEWORK).indicators.equals(score(VALUES, FRAMEWORK).indicators)
    nobody = score(VALUES.iloc[:0], FRAMEWORK)
    assert len(nobody.index) == 0
    assert nobody.ranks.empty


def test_input_is_left_alone_and_containers_survive():
    before = VALUES.copy()
    score(VALUES, FRAMEWORK)
    pd.testing.assert_frame_equal(VALUES, before)


def test_refusals():
    with pytest.raises(MetricError, match="level 5 of A1 in unit 'a' lies outside 0-4"):
        score(pd.DataFrame({"A1": [5.0]}, index=["a"]), FRAMEWORK)
    with pytest.raises(MetricError, match="values: row 'a' appears twice"):
        score(pd.DataFrame({"A1": [1.0, 2.0]}, index=["a", "a"]), FRAMEWORK)
    with pytest.raises(MetricError, match="values: column 'A1' appears twice"):
        score(pd.DataFrame([[1.0, 2.0]], columns=["A1", "A1"]), FRAMEWORK)
    with pytest.raises(MetricError, match="values is infinite"):
        score(pd.DataFrame({"B3": [np.inf]}), FRAMEWORK)
    with pytest.raises(MetricError, match="values must be numeric"):
        score(pd.DataFrame({"B3": ["early"]}), FRAMEWORK)


tables = hnp.arrays(
    float,
    st.tuples(st.integers(1, 6), st.just(5)),
    elements=st.one_of(st.integers(0, 100).map(float), st.just(np.nan)),
)
MEMBERSHIP = np.array([0, 0, 1, 1, 1])
WEIGHTS = np.array([1.0, 2.0, 1.0, 1.0, 3.0])


def dimension_by_loop(row, group, coverage, method):
    """One unit and one dimension, value by value."""
    members = [j for j in range(5) if MEMBERSHIP[j] == group]
    present = [j for j in members if not np.isnan(row[j])]
    weight = sum(WEIGHTS[j] for j in present)
    share = weight / sum(WEIGHTS[j] for j in members)
    if not present or share < coverage:
        return np.nan, share
    if method == "arithmetic":
        return sum(WEIGHTS[j] * row[j] for j in present) / weight, share
    raised = {j: max(row[j], 1) for j in present}
    if method == "harmonic":
        return weight / sum(WEIGHTS[j] / raised[j] for j in present), share
    return np.prod([raised[j] ** (WEIGHTS[j] / weight) for j in present]), share


@given(
    tables, st.sampled_from(["arithmetic", "geometric", "harmonic"]), st.sampled_from([0.0, 0.5, 0.6, 1.0])
)
def test_dimensions_agree_with_a_plain_loop(table, method, coverage):
    scores, covered = aggregate_dimensions(table, WEIGHTS, MEMBERSHIP, coverage, method)
    for i, row in enumerate(table):
        for group in (0, 1):
            expected = dimension_by_loop(row, group, coverage, method)
            assert (scores[i, group], covered[i, group]) == pytest.approx(expected, nan_ok=True)
    assert (scores[~np.isnan(scores)] <= 100).all()


@given(tables, st.data())
def test_a_unit_does_not_depend_on_the_others_or_on_order(table, data):
    units = list(range(len(table)))
    order = data.draw(st.permutations(units))
    scores = aggregate_dimensions(table, WEIGHTS, MEMBERSHIP)[0]
    assert aggregate_dimensions(table[order], WEIGHTS * 9, MEMBERSHIP)[0] == pytest.approx(
        scores[order], nan_ok=True
    )
    assert aggregate_dimensions(table[:1], WEIGHTS, MEMBERSHIP)[0] == pytest.approx(scores[:1], nan_ok=True)


@given(tables, st.integers(0, 4))
def test_a_better_value_never_lowers_a_score(table, column):
    better = table.copy()
    better[0, column] = min(better[0, column] + 5, 100)
    for method in ("arithmetic", "geometric", "harmonic"):
        before = aggregate_dimensions(table, WEIGHTS, MEMBERSHIP, 0, method)[0]
        after = aggregate_dimensions(better, WEIGHTS, MEMBERSHIP, 0, method)[0]
        present = ~np.isnan(before)
        assert (after[present] >= before[present] - 1e-9).all()


def test_the_index_by_hand():
    scores = np.array([[25.0, 100.0], [0.0, 100.0], [np.nan, 50.0]])
    weights = np.array([1.0, 1.0])
    assert aggregate_index(scores, weights) == pytest.approx([50, 10, np.nan], nan_ok=True)
    assert aggregate_index(scores, weights, 0.5)[2] == pytest.approx(50)
    assert aggregate_index(scores, weights, 1.0, "harmonic")[0] == pytest.approx(40)
    assert aggregate_index(np.array([[100.0, 100.0]]), weights)[0] == 100  # not a rounding error more
