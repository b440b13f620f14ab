import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.network import joint_issuance
from metrics.problems import MetricError


def table(rows):
    return pd.DataFrame(rows, columns=["document_id", "issuer"])


ROWS = [
    ("d1", "health"),
    ("d1", "police"),
    ("d1", "transport"),
    ("d2", "police"),
    ("d2", "health"),
    ("d3", "transport"),
    ("d3", "trade"),
    ("d4", "schools"),
]
signatures = st.lists(st.sets(st.sampled_from("abcdef"), min_size=1, max_size=5), min_size=1, max_size=8).map(
    lambda groups: [(f"d{number}", issuer) for number, group in enumerate(groups) for issuer in sorted(group)]
)


def test_hand_worked_network():
    edges, measures, summary = joint_issuance(table(ROWS))
    assert edges.to_dict("list") == {
        "a": ["health", "health", "police", "trade"],
        "b": ["police", "transport", "transport", "transport"],
        "documents": [2, 1, 1, 1],
        "newman_weight": [1.5, 0.5, 0.5, 1.0],
    }
    assert measures["degree"].to_dict() == {
        "health": 2,
        "police": 2,
        "schools": 0,
        "trade": 1,
        "transport": 3,
    }
    # transport lies on both paths from trade to health and police: 2 of the 6 pairs of others
    assert measures.loc["transport", "betweenness"] == pytest.approx(2 / 6)
    assert measures.loc["transport", "clustering"] == pytest.approx(1 / 3)
    assert measures.loc["health", "clustering"] == 1
    assert summary.to_dict() == pytest.approx(
        {
            "issuers": 5,
            "documents": 4,
            "joint_share": 0.75,
            "density": 0.4,
            "components": 2,
            "largest_component": 4,
        }
    )


def test_isolates_stay_in_the_measures():
    edges, measures, _ = joint_issuance(table([("d1", "health"), ("d2", "police")]))
    assert edges.empty
    assert edges.columns.tolist() == ["a", "b", "documents", "newman_weight"]
    assert measures["degree"].tolist() == [0, 0]
    assert measures["documents"].tolist() == [1, 1]


def test_a_repeated_row_counts_once():
    first, second = joint_issuance(table(ROWS)), joint_issuance(table(ROWS + ROWS[:3]))
    for left, right in zip(first, second, strict=True):
        assert left.equals(right)


def test_no_documents_and_a_single_issuer():
    edges, measures, summary = joint_issuance(table([]))
    assert edges.empty
    assert measures.empty
    assert summary["documents"] == 0
    assert np.isnan(summary["joint_share"])
    alone = joint_issuance(table([("d1", "health")]))
    assert alone.measures.loc["health", "betweenness"] == 0
    assert np.isnan(alone.summary["density"])
    assert alone.summary["joint_share"] == 0


@given(signatures)
def test_strength_counts_joint_documents(rows):
    _, measures, _ = joint_issuance(table(rows))
    assert measures["strength"].to_numpy() == pytest.approx(measures["joint_documents"].to_numpy())


@given(signatures, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(rows, random):
    shuffled = rows.copy()
    random.shuffle(shuffled)
    first, second = joint_issuance(table(rows)), joint_issuance(table(shuffled))
    assert first.edges[["a", "b", "documents"]].equals(second.edges[["a", "b", "documents"]])
    assert first.edges["newman_weight"].to_numpy() == pytest.approx(second.edges["newman_weight"].to_numpy())
    assert first.measures["degree"].equals(second.measures["degree"])


def test_input_is_left_alone():
    frame = table(ROWS)
    before = frame.copy()
    joint_issuance(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_refusals():
    with pytest.raises(MetricError, match="no column 'issuer'"):
        joint_issuance(pd.DataFrame({"document_id": ["d1"]}))
    with pytest.raises(MetricError, match="issuer is missing in row 1"):
        joint_issuance(table([("d1", "health"), ("d1", None)]))
