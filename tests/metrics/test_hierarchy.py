import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.hierarchy import (
    Hierarchy,
    Node,
    aggregate_hierarchy,
    denominate,
    effective_weights,
    impute_group_mean,
)
from metrics.normalise import minmax
from metrics.problems import MetricError
from metrics.ranks import competition_rank
from metrics.treat import treat_outliers

ASEM = Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "asem"

# index = (people * 1 + money * 3) / 4; people = (doctors + beds) / 2; money = (debt * 1 + growth * 2) / 3
TREE = Hierarchy(
    (
        Node("doctors", "people"),
        Node("beds", "people"),
        Node("debt", "money", 1),
        Node("growth", "money", 2),
        Node("people", "index", 1),
        Node("money", "index", 3),
        Node("index", None),
    )
)
UNITS = list("abcde")
RAW = pd.DataFrame(
    {
        "doctors": [10.0, 60.0, 60.0, 40.0, np.nan],
        "beds": [2.0, 4.0, 6.0, 8.0, 10.0],
        "debt": [50.0, 40.0, 30.0, 20.0, 10.0],
        "growth": [0.0, 4.0, np.nan, 1.0, 2.0],
    },
    index=UNITS,
)
SIZE = pd.DataFrame({"population": [10.0, 20.0, 30.0, 10.0, 10.0]}, index=UNITS)
GROUPS = pd.Series(["east", "east", "east", "west", "west"], index=UNITS)


def test_five_units_by_hand():
    per_person = denominate(RAW, SIZE, {"doctors": "population"})
    assert per_person["doctors"].to_numpy() == pytest.approx([1, 3, 2, 4, np.nan], nan_ok=True)
    filled = impute_group_mean(per_person, GROUPS)
    assert filled.loc["e", "doctors"] == 4  # the only western value
    assert filled.loc["c", "growth"] == 2  # mean of 0 and 4
    normalised = minmax(filled, np.array([1, 1, -1, 1]))
    scores = aggregate_hierarchy(normalised, TREE)
    # doctors 0 66.67 33.33 100 100 · beds 0 25 50 75 100 · debt 0 25 50 75 100 · growth 0 100 50 25 50
    people = [0, 275 / 6, 125 / 3, 87.5, 100]
    money = [0, 75, 50, 125 / 3, 200 / 3]
    assert scores["people"].to_numpy() == pytest.approx(people)
    assert scores["money"].to_numpy() == pytest.approx(money)
    index = [(p + 3 * m) / 4 for p, m in zip(people, money, strict=True)]
    assert scores["index"].to_numpy() == pytest.approx(index)
    assert competition_rank(scores["index"]).tolist() == [5, 2, 4, 3, 1]


def test_missing_values_renormalise_inside_their_group_only():
    normalised = pd.DataFrame({"doctors": [np.nan], "beds": [40.0], "debt": [20.0], "growth": [80.0]})
    scores = aggregate_hierarchy(normalised, TREE).iloc[0]
    assert scores["people"] == 40
    assert scores["index"] == pytest.approx((40 + 3 * 60) / 4)
    assert np.isnan(aggregate_hierarchy(normalised, TREE, minimum_coverage=0.6).loc[0, "people"])


def test_another_mean_for_another_group():
    normalised = pd.DataFrame({"doctors": [10.0], "beds": [40.0], "debt": [20.0], "growth": [80.0]})
    methods = {"people": "geometric", "money": "arithmetic", "index": "harmonic"}
    scores = aggregate_hierarchy(normalised, TREE, methods).iloc[0]
    assert scores["people"] == pytest.approx(20)
    assert scores["index"] == pytest.approx(4 / (1 / 20 + 3 / 60))


def test_effective_weights_multiply_down_the_tree():
    expected = {"doctors": 1 / 8, "beds": 1 / 8, "debt": 1 / 4, "growth": 1 / 2}
    assert effective_weights(TREE).to_dict() == pytest.approx(expected)
    assert effective_weights(TREE, ["money", "index"]).to_dict() == pytest.approx({"money": 0.75, "index": 1})
    with pytest.raises(MetricError, match="unknown code 'staff'"):
        effective_weights(TREE, ["staff"])


@given(st.lists(st.floats(0, 100), min_size=4, max_size=4))
def test_effective_weights_rebuild_the_arithmetic_index(entries):
    normalised = pd.DataFrame([entries], columns=["doctors", "beds", "debt", "growth"])
    index = aggregate_hierarchy(normalised, TREE)["index"].iloc[0]
    assert index == pytest.approx((normalised.iloc[0] * effective_weights(TREE)).sum())


def test_an_indicator_may_stand_beside_a_group():
    tree = Hierarchy(
        (Node("beds", "people"), Node("people", "index"), Node("debt", "index"), Node("index", None))
    )
    scores = aggregate_hierarchy(pd.DataFrame({"beds": [10.0], "debt": [30.0]}), tree)
    assert scores.columns.tolist() == ["people", "index"]
    assert scores.loc[0, "index"] == 20


def test_a_group_or_a_label_that_is_missing_is_not_filled():
    values = pd.DataFrame({"F1": [np.nan, 1.0, np.nan]})
    filled = impute_group_mean(values, pd.Series(["a", "b", None]))
    assert filled["F1"].to_numpy() == pytest.approx([np.nan, 1, np.nan], nan_ok=True)
    assert np.isnan(values.loc[0, "F1"])


def test_a_missing_denominator_leaves_the_value_missing():
    size = pd.DataFrame({"population": [10.0, np.nan, 30.0, 10.0, 10.0]}, index=UNITS)
    assert np.isnan(denominate(RAW, size, {"beds": "population"}).loc["b", "beds"])


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ([Node("a", "i"), Node("a", "i"), Node("i", None)], "'a' appears twice"),
        ([Node("a", "j"), Node("i", None)], "'a' belongs to unknown group 'j'"),
        ([Node("a", "i", 0), Node("i", None)], "weight of 'a' must be above 0, not 0"),
        ([Node("a", "i", math.nan), Node("i", None)], "weight of 'a' must be above 0"),
        ([Node("i", None), Node("j", None)], "one index at the top, found 2: i, j"),
        ([Node("i", None), Node("a", "b"), Node("b", "a")], "'a' is part of a cycle"),
    ],
)
def test_refused_trees(nodes, message):
    with pytest.raises(MetricError, match=message):
        Hierarchy(tuple(nodes))


def test_refused_inputs():
    with pytest.raises(MetricError, match="no column for indicator 'beds'"):
        aggregate_hierarchy(RAW.drop(columns="beds"), TREE)
    with pytest.raises(
        MetricError, match="'people' needs one of arithmetic, geometric, harmonic, not 'median'"
    ):
        aggregate_hierarchy(RAW, TREE, "median")
    with pytest.raises(MetricError, match="unknown indicator 'staff'"):
        denominate(RAW, SIZE, {"staff": "population"})
    with pytest.raises(MetricError, match="unknown denominator 'area' for 'beds'"):
        denominate(RAW, SIZE, {"beds": "area"})
    with pytest.raises(MetricError, match="'population' is not above 0 for unit 'a'"):
        denominate(RAW, SIZE * 0, {"beds": "population"})
    with pytest.raises(MetricError, match="same units in the same order"):
        denominate(RAW, SIZE[::-1], {"beds": "population"})
    with pytest.raises(MetricError, match="same units in the same order"):
        impute_group_mean(RAW, GROUPS[::-1])


needs_asem = pytest.mark.skipif(
    not ASEM.is_dir(), reason="the ASEM reference tables are not beside this project"
)


def asem_scores(lower, method):
    """Denominate, fill by the Europe/Asia mean, treat, normalise, aggregate: COINr's example pipeline."""
    table = pd.read_csv(ASEM / "iData.csv", index_col="uCode")
    meta = pd.read_csv(ASEM / "iMeta.csv")
    kept = meta[meta["Type"].isin(["Indicator", "Aggregate"])]
    parents = [parent if isinstance(parent, str) else None for parent in kept["Parent"]]
    tree = Hierarchy(
        tuple(
            Node(code, parent, weight)
            for code, parent, weight in zip(kept["iCode"], parents, kept["Weight"], strict=True)
        )
    )
    indicators = meta[meta["Type"] == "Indicator"].set_index("iCode")
    sizes = table[meta.loc[meta["Type"] == "Denominator", "iCode"].to_list()]
    by = indicators["Denominator"].dropna().to_dict()
    values = denominate(table[indicators.index.to_list()].astype(float), sizes, by)
    values = impute_group_mean(values, table["EurAsia_group"])
    treatments = {code: treat_outliers(values[code]) for code in values.columns}
    treated = pd.DataFrame({code: treatment.values for code, treatment in treatments.items()})
    normalised = minmax(treated, indicators["Direction"], lower=lower, upper=100)
    methods = [treatment.method for treatment in treatments.values()]
    return aggregate_hierarchy(normalised, tree, method), methods, tree, normalised


@needs_asem
def test_asem_reproduces_the_published_scores():
    # Becker et al. 2022, COINr, doi:10.21105/joss.04567: build_example_coin, ASEM 2018, 51 countries
    scores, methods, _, _ = asem_scores(0, "arithmetic")
    index = scores["Index"]
    assert index["CHE"] == pytest.approx(68.3837, abs=5e-5)
    assert index["NLD"] == pytest.approx(64.8195, abs=5e-5)
    assert index["DNK"] == pytest.approx(64.8041, abs=5e-5)
    assert competition_rank(index)["CHN"] == 49
    assert competition_rank(index)["CHE"] == 1
    assert methods.count("winsorised") == 15
    assert methods.count("none") == 34


@needs_asem
def test_asem_geometric_reproduces_the_published_score():
    scores, _, _, _ = asem_scores(1, "geometric")
    assert scores["Index"]["CHE"] == pytest.approx(58.0063, abs=5e-5)


@needs_asem
def test_asem_index_is_the_product_of_values_and_effective_weights():
    scores, _, tree, normalised = asem_scores(0, "arithmetic")
    weights = effective_weights(tree)
    assert len(weights) == 49
    assert weights.sum() == pytest.approx(1, abs=1e-9)
    assert weights["LPI"] == pytest.approx(1 / 8 / 5 / 2)
    assert scores["Index"].to_numpy() == pytest.approx((normalised @ weights).to_numpy(), abs=1e-9)
