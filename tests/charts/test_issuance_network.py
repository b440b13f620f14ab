import numpy as np
import pandas as pd
import pytest

from charts.issuance_network import WIDEST_LINE, issuance_network, layout
from charts.look import Look
from locales import Language, translator
from metrics.network import joint_issuance

ROWS = [
    ("d1", "health"),
    ("d1", "police"),
    ("d2", "health"),
    ("d2", "police"),
    ("d3", "health"),
    ("d3", "schools"),
    ("d3", "transport"),
    ("d4", "archive"),
]
NETWORK = joint_issuance(pd.DataFrame(ROWS, columns=["document_id", "issuer"]))


def look(language: Language = "en", *, compact: bool = False) -> Look:
    return Look("light", translator(language), compact)


def test_isolates_are_kept_and_drawn_apart() -> None:
    chart = issuance_network(NETWORK, "Sample", look())
    dots = {trace.name: list(trace.text) for trace in chart.figure.data if "markers" in trace.mode}
    assert dots["issues alone only"] == ["archive"]
    assert sorted(dots["issues together with others"]) == ["health", "police", "schools", "transport"]


def test_a_line_is_wider_the_more_two_bodies_share() -> None:
    chart = issuance_network(NETWORK, "Sample", look())
    lines = [trace for trace in chart.figure.data if trace.mode == "lines"]
    # health and police share two documents: weight 2; the three of d3 share half a weight each.
    widths = {len(trace.x) // 3: trace.line.width for trace in lines}
    assert widths == {1: WIDEST_LINE, 3: pytest.approx(WIDEST_LINE * 2 / 5)}


def test_the_same_documents_give_the_same_picture() -> None:
    first, second = layout(NETWORK), layout(NETWORK)
    pd.testing.assert_frame_equal(first, second)
    assert first.notna().all().all()
    assert np.abs(first.to_numpy()).max() <= 1 + 1e-9
    assert len(first.drop_duplicates()) == len(first)


@pytest.mark.parametrize(("language", "words"), [("en", "25% of them"), ("zh", "青岛")])
def test_the_picture_is_also_said_in_words(language: Language, words: str) -> None:
    place = "青岛" if language == "zh" else "Sample"
    chart = issuance_network(NETWORK, place, look(language))
    assert "4" in chart.alt
    assert "health" in chart.alt
    assert (words in chart.alt) == (language == "zh")
    assert "75%" in chart.alt


def test_bodies_that_all_act_alone_are_drawn_without_lines() -> None:
    alone = joint_issuance(pd.DataFrame([("d1", "a"), ("d2", "b")], columns=["document_id", "issuer"]))
    chart = issuance_network(alone, "Sample", look(compact=True))
    assert [trace.mode for trace in chart.figure.data] == ["markers+text"]
    assert "The closest pair" not in chart.alt


def test_a_name_is_never_markup() -> None:
    rows = [("d1", "<b>x</b>"), ("d1", "y")]
    chart = issuance_network(
        joint_issuance(pd.DataFrame(rows, columns=["document_id", "issuer"])), "S", look()
    )
    assert "<b>" not in "".join(str(trace.text) for trace in chart.figure.data)
