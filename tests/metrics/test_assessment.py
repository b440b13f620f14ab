from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from metrics.assessment import CELL_COLUMNS, assess
from metrics.framework_file import load_framework
from metrics.problems import MetricError

FRAMEWORKS = Path(__file__).parents[2] / "data" / "frameworks"
COUNTY = load_framework(FRAMEWORKS / "county_capacity.toml")


def cells(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=CELL_COLUMNS)


def row(
    unit: str,
    code: str,
    value: float | None,
    *,
    period: str = "2020",
    grade: str = "A",
    lender: str | None = None,
) -> tuple[object, ...]:
    return (unit, code, period, value, 0.1 if value else None, grade, lender, None)


def full(
    unit: str, health: float, technical: float, schooling: float, grade: str = "A"
) -> list[tuple[object, ...]]:
    values = {"F7": health, "F8": technical, "F9": schooling}
    return [row(unit, code, value, grade=grade) for code, value in values.items()]


THREE = cells(full("a", 16, 20, 12) + full("b", 10.5, 12.5, 9.5, "C") + full("c", 5, 5, 7))


def test_place_card_worked_by_hand() -> None:
    card = assess(THREE, ["a", "b", "c"], COUNTY, draws=50).place_card("b")
    assert card.loc["F", "score"] == pytest.approx(50.0)
    assert card.loc["F", ["coverage", "rank", "of", "worst_grade"]].tolist() == [1.0, 2.0, 3, "C"]
    assert card.loc["F", "low"] <= 2 <= card.loc["F", "high"]


def test_an_inherited_value_is_shown_and_never_scored() -> None:
    rows = [*THREE.itertuples(index=False, name=None), row("d", "F7", 16.0, lender="a")]
    assessment = assess(cells(rows), ["a", "b", "c", "d"], COUNTY, draws=20)
    assert assessment.inherited.loc["d", "F7"] == 16
    assert assessment.inherited_from.loc["d", "F7"] == "a"
    assert np.isnan(assessment.values.loc["d", "F7"])
    assert np.isnan(assessment.place_card("d").loc["F", "score"])
    assert assessment.place_card("d").loc["F", "worst_grade"] is None


def test_of_several_periods_the_latest_counts() -> None:
    rows = [*full("a", 16, 20, 12), row("a", "F7", 5.0, period="2010")]
    assert assess(cells(rows), ["a"], COUNTY, draws=5).values.loc["a", "F7"] == 16


def test_missing_has_a_reason_and_is_never_zero() -> None:
    rows = [row("a", "F7", 16.0), ("a", "F8", "2020", None, None, "C", None, "withheld")]
    assessment = assess(cells(rows), ["a"], COUNTY, draws=5)
    assert assessment.reasons.loc["a", ["F7", "F8", "F9"]].tolist() == [None, "withheld", "not_collected"]
    # One of three indicators is below the coverage rule of 60 %.
    assert np.isnan(assessment.place_card("a").loc["F", "score"])
    assert assessment.grades.loc["a", "F8"] is None


def test_places_whose_bands_overlap_are_level() -> None:
    close = cells(full("a", 10.0, 12.0, 9.5) + full("b", 10.01, 12.0, 9.5) + full("c", 16, 20, 12))
    assessment = assess(close, ["a", "b", "c"], COUNTY, draws=400, seed=1)
    assert assessment.level_with("a", "F") == ["b"]
    assert assessment.level_with("c", "F") == []


def test_the_same_seed_gives_the_same_bands() -> None:
    first = assess(THREE, ["a", "b", "c"], COUNTY, draws=100, seed=3).bands["F"]
    assert first.equals(assess(THREE, ["a", "b", "c"], COUNTY, draws=100, seed=3).bands["F"])


def test_adding_a_place_moves_no_score() -> None:
    alone = assess(THREE, ["a", "b"], COUNTY, draws=5).scorecard.dimensions
    together = assess(THREE, ["a", "b", "c"], COUNTY, draws=5).scorecard.dimensions
    assert together.loc[["a", "b"]].equals(alone)


def test_an_index_appears_once_its_cells_are_coded() -> None:
    framework = load_framework(FRAMEWORKS / "six_dimensions.toml")
    best = {}
    for indicator in framework.scored_indicators:
        scale = indicator.normalisation
        best[indicator.code] = (
            4.0 if scale is None else getattr(scale, "target", None) or getattr(scale, "best", 0.0)
        )
    rows = [row("a", code, value) for code, value in best.items()]
    assessment = assess(cells(rows), ["a", "b"], framework, draws=20)
    assert assessment.place_card("a").loc["index", "score"] == pytest.approx(100)
    assert np.isnan(assessment.place_card("b").loc["index", "score"])
    assert len(assessment.place_card("a")) == 7


@pytest.mark.parametrize(
    ("table", "units", "message"),
    [
        (THREE.drop(columns="grade"), ["a"], r"lack the columns \['grade'\]"),
        (THREE, ["a", "a"], "'a' appears twice"),
        (THREE, [], "no unit to assess"),
    ],
)
def test_refused_inputs(table: pd.DataFrame, units: list[str], message: str) -> None:
    with pytest.raises(MetricError, match=message):
        assess(table, units, COUNTY)


def test_an_unknown_place_has_no_card() -> None:
    with pytest.raises(MetricError, match="'z' is not among"):
        assess(THREE, ["a"], COUNTY, draws=5).place_card("z")


def coded(levels: dict[str, list[float]], code: str) -> pd.DataFrame:
    """Cells of one rubric: the first coder's level stands as the reconciled value."""
    frame = cells([row(unit, code, given[0], grade="S") for unit, given in levels.items()])
    return frame.assign(levels=list(levels.values()))


def test_a_rubric_on_which_coders_agree_too_little_is_in_no_score():
    six = load_framework(FRAMEWORKS / "six_dimensions.toml")
    units = ["a", "b", "c"]
    poor = coded({"a": [0, 4], "b": [4, 0], "c": [2, 2]}, "A1")
    good = coded({"a": [0, 0], "b": [4, 4], "c": [2, 2]}, "A4")
    numbers = cells([row(unit, code, 40.0) for unit in units for code in ("A2", "A3")])
    found = assess(pd.concat([poor, good, numbers]), units, six, draws=20)
    assert found.agreement["A1"].alpha < 0.67 < found.agreement["A4"].alpha
    assert found.values["A1"].isna().all()
    assert (found.reasons["A1"] == "low_agreement").all()
    assert found.values["A4"].notna().all()
    # Three of four indicators are left: 75 %, which is enough for a score.
    assert found.scorecard.coverage["A"].tolist() == [0.75] * 3
    without = assess(pd.concat([good, numbers]), units, six, draws=20)
    pd.testing.assert_series_equal(found.scorecard.dimensions["A"], without.scorecard.dimensions["A"])


def test_a_framework_that_asks_for_no_agreement_scores_every_rubric():
    six = load_framework(FRAMEWORKS / "six_dimensions.toml")
    found = assess(
        coded({"a": [0, 4], "b": [4, 0]}, "A1"), ["a", "b"], replace(six, minimum_agreement=None), draws=20
    )
    assert found.values["A1"].tolist() == [0, 4]


def test_a_framework_of_which_nothing_is_known_yet_has_no_score_and_stops_nothing() -> None:
    six = load_framework(FRAMEWORKS / "six_dimensions.toml")
    others = THREE.assign(levels=None)
    card = assess(others[others["unit_code"] == "z"], ["a", "b"], six, draws=5).place_card("a")
    assert card["score"].isna().all()
    assert (card["coverage"].dropna() == 0).all()
