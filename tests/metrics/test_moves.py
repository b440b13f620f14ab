from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.assessment import CELL_COLUMNS, Assessment, assess
from metrics.framework_file import load_framework
from metrics.gap_analysis import analyse_gaps
from metrics.moves import gap_moves, moves, split, standings
from metrics.problems import MetricError

FRAMEWORK = load_framework(Path(__file__).parents[2] / "data/frameworks/county_capacity.toml")
CODES = ("F7", "F8", "F9")


def assessed(values: dict[str, tuple[float | None, ...]], draws: int = 60) -> Assessment:
    rows = [
        (unit, code, "2020", value, None, "A", None, None)
        for unit, own in values.items()
        for code, value in zip(CODES, own, strict=True)
        if value is not None
    ]
    return assess(pd.DataFrame(rows, columns=CELL_COLUMNS), list(values), FRAMEWORK, draws=draws)


START = {"a": (16.0, 20.0, 12.0), "b": (10.0, 12.0, 10.0), "c": (6.0, 8.0, 9.0), "d": (None, None, None)}


def test_nothing_moves_between_equal_assessments() -> None:
    assert moves(assessed(START), assessed(START)).empty


def test_a_place_that_gains_a_score_pushes_those_behind_it() -> None:
    found = moves(assessed(START), assessed({**START, "d": (11.0, 14.0, 11.0)}))
    kinds = found.set_index(["unit_code", "code"])["kind"].to_dict()
    assert kinds == {("d", "F"): "gained", ("b", "F"): "rank", ("c", "F"): "rank"}
    gained = found.iloc[0]
    assert np.isnan(gained["rank_before"])
    assert gained["rank_after"] == 2
    pushed = found[found["kind"] == "rank"]
    assert pushed["rank_change"].tolist() == [1.0, 1.0]
    assert pushed["score_change"].tolist() == [0.0, 0.0]


def test_a_score_that_is_lost_and_one_that_changes_are_told_apart() -> None:
    found = moves(assessed(START), assessed({**START, "a": (None, None, None), "c": (7.0, 8.0, 9.0)}))
    kinds = dict(zip(found["unit_code"], found["kind"], strict=True))
    assert kinds == {"a": "lost", "c": "score", "b": "rank"}
    assert found["kind"].tolist() == ["lost", "score", "rank"]
    # 1 more worker in 1,000 is 1 of the 11 between floor and target, a third of the weight.
    own = found.set_index("unit_code").loc["c"]
    weights = {one.code: one.weight for one in FRAMEWORK.scored_indicators}
    expected = 100 / 11 * weights["F7"] / sum(weights.values())
    assert own["score_change"] == pytest.approx(expected)


def test_ranks_are_those_of_the_assessment_itself() -> None:
    after = assessed({**START, "d": (30.0, 40.0, 14.0)})
    found = moves(assessed(START), after)
    for row in found.itertuples():
        assert row.rank_after == after.scorecard.ranks.loc[row.unit_code, row.code]


@settings(max_examples=25)
@given(st.lists(st.floats(5, 16), min_size=4, max_size=4), st.lists(st.floats(5, 16), min_size=4, max_size=4))
def test_moving_there_and_back_is_the_opposite(one: list[float], two: list[float]) -> None:
    first, second = (
        assessed({unit: (value, 12.0, 10.0) for unit, value in zip("abcd", values, strict=True)}, draws=5)
        for values in (one, two)
    )
    there = moves(first, second).set_index(["unit_code", "code"])
    back = moves(second, first).set_index(["unit_code", "code"]).reindex(there.index)
    assert np.allclose(there["score_change"], -back["score_change"])
    assert (there["rank_change"] == -back["rank_change"]).all()


def test_a_place_that_only_one_side_knows_is_gained() -> None:
    found = moves(assessed(START), assessed({**START, "e": (5.0, 6.0, 8.5)}))
    assert found.set_index("unit_code")["kind"].to_dict() == {"e": "gained"}


def test_the_gap_to_the_best_shrinks_when_the_place_catches_up() -> None:
    before = analyse_gaps(assessed(START), "c", "best", ["a", "b"])
    after = analyse_gaps(assessed({**START, "c": (7.1, 8.0, 9.0)}), "c", "best", ["a", "b"])
    found = gap_moves(before, after)
    assert set(found["code"]) == {"F", "F7"}
    indicator = found[found["level"] == "indicator"].iloc[0]
    assert indicator["change"] == pytest.approx(-10.0)
    assert gap_moves(before, before).empty


def test_gaps_of_different_places_are_not_compared() -> None:
    one = analyse_gaps(assessed(START), "c", "best", ["a"])
    other = analyse_gaps(assessed(START), "b", "best", ["a"])
    with pytest.raises(MetricError, match="different places"):
        gap_moves(one, other)


def test_two_steps_add_up_to_the_whole() -> None:
    first, second, third = (
        assessed(START),
        assessed({**START, "c": (7.0, 8.0, 9.0)}),
        assessed({**START, "c": (7.0, 8.0, 9.0), "d": (11.0, 14.0, 11.0)}),
    )
    found = split(first, second, third).set_index("unit_code")
    assert set(found.index) == {"b", "c", "d"}
    both = found["score_first_step"] + found["score_second_step"]
    assert both["c"] == pytest.approx(found.loc["c", "score_after"] - found.loc["c", "score_before"])
    assert found.loc["c", "rank_first_step"] == 0
    assert found.loc["c", "rank_second_step"] == 1
    assert split(first, first, first).empty


def test_standings_have_one_row_a_place_and_dimension() -> None:
    listed = standings(assessed(START))
    assert listed[["unit_code", "code"]].to_numpy().tolist() == [[unit, "F"] for unit in "abcd"]
    assert listed["rank"].tolist()[:3] == [1, 2, 3]
