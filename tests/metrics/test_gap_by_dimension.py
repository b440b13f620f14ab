"""Where a framework has no index, obstacles stay inside each dimension: no index comes in by this door."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from metrics.assessment import CELL_COLUMNS, Assessment, assess
from metrics.framework import Framework
from metrics.framework_file import load_framework
from metrics.gap_analysis import analyse_gaps, effort_to_score
from metrics.problems import MetricError

FRAMEWORKS = Path(__file__).resolve().parents[2] / "data" / "frameworks"
CODES = ("B2", "B3", "B4", "F1", "F2", "F3", "F7", "F8")


def assessed(framework: Framework) -> Assessment:
    rows = [
        (unit, code, "2020", value, None, "A", None, None)
        for unit, values in {
            "370200": (50.0, 4.5, 15.0, 2.0, 2.0, 4.0, 8.0, 10.0),
            "440300": (100.0, -1.0, 6.0, 4.0, 6.0, 7.5, 16.0, 20.0),
        }.items()
        for code, value in zip(CODES, values, strict=True)
    ]
    return assess(pd.DataFrame(rows, columns=list(CELL_COLUMNS)), ["370200", "440300"], framework, draws=20)


def test_obstacles_and_deficits_are_points_of_the_dimension_where_there_is_no_index() -> None:
    frame = analyse_gaps(
        assessed(load_framework(FRAMEWORKS / "public_data.toml")), "370200", "440300", []
    ).frame
    sums = frame.groupby("dimension")[["obstacle", "deficit"]].sum()
    assert sums["obstacle"].tolist() == pytest.approx([100.0, 100.0])
    # Against a benchmark of 100 throughout the deficit is the gap itself.
    assert frame["deficit"].tolist() == pytest.approx(frame["contribution"].tolist())


def test_least_effort_refuses_a_mean_that_it_does_not_compute() -> None:
    framework = replace(load_framework(FRAMEWORKS / "public_data.toml"), within="geometric")
    with pytest.raises(MetricError, match="arithmetic"):
        effort_to_score(assessed(framework), "370200", "F", 60.0)


def test_equal_costs_share_the_rise_and_reach_the_target_at_the_same_cost() -> None:
    assessment = assessed(load_framework(FRAMEWORKS / "public_data.toml"))
    path, effort = effort_to_score(assessment, "370200", "B", 75.0)
    scores = assessment.scorecard.indicators.loc["370200", ["B2", "B3", "B4"]]
    assert (scores + path["points"]).mean() == pytest.approx(75.0, abs=1e-5)
    assert path["cost"].sum() == pytest.approx(effort.cost, abs=1e-5)
    assert (path["points"] / (100 - scores)).tolist() == pytest.approx([0.5] * 3, abs=1e-6)


def test_a_dearer_indicator_is_raised_last() -> None:
    assessment = assessed(load_framework(FRAMEWORKS / "public_data.toml"))
    path, _effort = effort_to_score(assessment, "370200", "B", 60.0, {"B3": 2.0})
    assert path.loc["B3", "points"] == pytest.approx(0.0)
    assert path.loc["B2", "points"] > 0
