from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from metrics.framework import Dimension, Framework, Goalposts, IndexRule, Indicator, Text
from metrics.index import score
from metrics.problems import MetricError

WORDS = Text("字", "word")


def indicator(code, dimension):
    return Indicator(
        code, WORDS, dimension, "numeric", 1, WORDS, WORDS, WORDS, "any", normalisation=Goalposts(0, 100)
    )


FRAMEWORK = Framework(
    code="small",
    version="1",
    name=WORDS,
    level="any",
    note=WORDS,
    goalposts_note=WORDS,
    dimensions=(Dimension("B", WORDS), Dimension("F", WORDS)),
    indicators=(indicator("B2", "B"), indicator("F1", "F"), indicator("F2", "F")),
    index=IndexRule("arithmetic"),
)
VALUES = pd.DataFrame(
    {"B2": [10.0, 20, 30, 40], "F1": [90.0, 80, 70, np.nan], "F2": [50.0, 50, 50, 80]}, index=list("abcd")
)


@pytest.fixture
def card():
    return score(VALUES, FRAMEWORK)


def test_strengths_and_weaknesses(card):
    best = card.strengths("a")
    assert best.index.tolist() == ["F1"]
    assert best.loc["F1"].to_dict() == {"score": 90, "percentile": 1, "n": 3}
    # F2: no other below, two of three level
    assert card.weaknesses("a")["percentile"].to_dict() == pytest.approx({"B2": 0, "F2": 1 / 3})
    assert card.weaknesses("a", count=1).index.tolist() == ["B2"]


def test_the_middle_is_neither_and_missing_is_neither(card):
    assert "F1" not in card.strengths("b").index
    assert "F1" not in card.weaknesses("b").index
    assert card.strengths("d").index.tolist() == ["B2", "F2"]


def test_one_unit_has_nobody_to_stand_above():
    alone = score(VALUES.loc[["a"]], FRAMEWORK)
    assert alone.strengths("a").empty
    assert alone.weaknesses("a").empty


def test_peer_statistics_leave_the_unit_out(card):
    frame = card.peer_statistics("a", ["a", "b", "c", "c", "d"])
    row = frame.loc["B2"]
    assert row.to_dict() == pytest.approx(
        {
            "score": 10,
            "n": 3,
            "mean": 30,
            "median": 30,
            "q25": 25,
            "q75": 35,
            "minimum": 20,
            "maximum": 40,
            "difference": -20,
        }
    )
    assert frame.index.tolist() == ["B2", "F1", "F2", "B", "F", "index"]
    assert frame.loc["F1", "n"] == 2  # d has no F1
    assert frame.loc["index", "score"] == card.index["a"]


def test_without_an_index_there_is_no_row_for_it():
    plain = replace(FRAMEWORK, index=None, index_reason=WORDS)
    frame = score(VALUES, plain).peer_statistics("a", ["b"])
    assert frame.index.tolist() == ["B2", "F1", "F2", "B", "F"]


def test_without_peers_there_is_nothing_to_compare(card):
    frame = card.peer_statistics("a", ["a"])
    assert (frame["n"] == 0).all()
    assert frame[["mean", "median", "q25", "maximum", "difference"]].isna().all(axis=None)
    assert frame.loc["B2", "score"] == 10


def test_missing_lists_cells_and_short_dimensions(card):
    assert card.missing("a").empty
    frame = card.missing("d")
    assert frame[["code", "kind"]].to_numpy().tolist() == [["F1", "indicator"], ["F", "dimension"]]
    assert np.isnan(frame["coverage"][0])
    assert frame["coverage"][1] == 0.5


def test_unknown_units_are_refused(card):
    for ask in (card.strengths, card.weaknesses, card.missing):
        with pytest.raises(MetricError, match="unit 'z' is not on this scorecard"):
            ask("z")
    with pytest.raises(MetricError, match="unit 'y' is not"):
        card.peer_statistics("a", ["y"])
