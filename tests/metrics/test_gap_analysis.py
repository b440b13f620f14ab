from pathlib import Path

import numpy as np
import pytest

from metrics.assessment import Assessment, assess
from metrics.framework_file import load_framework
from metrics.gap import InfeasibleTarget
from metrics.gap_analysis import analyse_gaps, effort_to_score, score_for_rank
from metrics.problems import MetricError
from tests.metrics.test_assessment import COUNTY, cells, full, row

PEERS = ["b", "c", "d", "e"]


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    rows = full("a", 7.33, 9.2, 9.4) + full("b", 16, 20, 12) + full("c", 10, 12, 10)
    rows += full("d", 8, 10, 9) + full("e", 6, 8, 8)
    return assess(cells(rows), ["a", *PEERS], COUNTY, draws=50)


@pytest.mark.parametrize(
    ("benchmark", "health"),
    [("best", 16.0), ("top_quartile", 16.0), ("median", 9.0), ("targets", 16.0), ("c", 10.0)],
)
def test_benchmarks_in_native_units(assessment: Assessment, benchmark: str, health: float) -> None:
    frame = analyse_gaps(assessment, "a", benchmark, PEERS).frame
    assert frame.loc["F7", "benchmark"] == pytest.approx(health)
    assert frame.loc["F7", "to_close"] == pytest.approx(health - 7.33)
    assert frame.loc["F7", "score"] == pytest.approx(100 * (7.33 - 5) / 11)


def test_the_parts_add_up_to_the_gap(assessment: Assessment) -> None:
    for benchmark in ("best", "top_quartile", "median", "targets", "e"):
        analysis = analyse_gaps(assessment, "a", benchmark, PEERS)
        assert analysis.frame["contribution"].sum() == pytest.approx(analysis.totals.loc["F", "gap"])
        assert analysis.frame["share"].sum() == pytest.approx(1)


def test_the_place_itself_is_no_peer_of_its_own(assessment: Assessment) -> None:
    with_itself = analyse_gaps(assessment, "b", "best", ["b", *PEERS]).frame
    assert with_itself["benchmark"].tolist() == [10, 12, 10]


def test_certainty_of_a_gap(assessment: Assessment) -> None:
    frame = analyse_gaps(assessment, "a", "b", PEERS, seed=1).frame
    # The gap to the best is many standard errors wide; against itself there is none.
    assert frame["probability"].min() == 1
    assert analyse_gaps(assessment, "b", "e", PEERS).frame["probability"].max() == 0
    assert analyse_gaps(assessment, "a", "a", PEERS).frame["probability"].isna().all()


def test_a_gap_within_sampling_error_is_uncertain() -> None:
    rows = full("a", 8.0, 9.0, 9.0) + full("b", 8.05, 9.0, 9.0)
    close = assess(cells(rows), ["a", "b"], COUNTY, draws=5)
    # 0.05 apart with errors of 0.1 each: the difference is 0.35 standard errors, so about 64 %.
    probability = analyse_gaps(close, "a", "b", [], draws=20_000, seed=2).frame.loc["F7", "probability"]
    assert probability == pytest.approx(0.638, abs=0.02)


def test_obstacles_are_shares_of_the_deficit(assessment: Assessment) -> None:
    frame = analyse_gaps(assessment, "a", "targets", []).frame
    assert frame["obstacle"].sum() == pytest.approx(100)
    assert frame["deficit"].sum() == pytest.approx(100 - assessment.scorecard.dimensions.loc["a", "F"])


def test_an_inherited_gap_is_marked_as_not_the_place_s_own() -> None:
    rows = [*full("a", 8.0, 9.0, 9.0)[1:], row("a", "F7", 9.0, lender="city"), *full("b", 16, 20, 12)]
    shown = assess(cells(rows), ["a", "b"], COUNTY, draws=5)
    hidden = analyse_gaps(shown, "a", "b", []).frame
    assert np.isnan(hidden.loc["F7", "value"])
    inherited = analyse_gaps(shown, "a", "b", [], with_inherited=True).frame
    assert inherited.loc["F7", ["value", "own", "inherited_from"]].tolist() == [9.0, False, "city"]
    assert inherited.loc["F8", ["own", "inherited_from"]].tolist() == [True, None]


def test_least_effort_reaches_the_score_at_the_lowest_cost(assessment: Assessment) -> None:
    start = assessment.scorecard.dimensions.loc["a", "F"]
    frame, effort = effort_to_score(assessment, "a", "F", start + 10, {"F7": 1, "F8": 2, "F9": 3})
    assert effort.reached == pytest.approx(start + 10)
    assert frame["points"].tolist() == pytest.approx([30, 0, 0])
    assert frame.loc["F7", "to"] == pytest.approx(7.33 + 0.3 * 11)
    with pytest.raises(InfeasibleTarget):
        effort_to_score(assessment, "a", "F", 101)


def test_the_score_of_a_rank_is_that_of_the_place_now_there(assessment: Assessment) -> None:
    assert score_for_rank(assessment, "a", "F", 1) == assessment.scorecard.dimensions.loc["b", "F"]
    with pytest.raises(MetricError, match="between 1 and 4"):
        score_for_rank(assessment, "a", "F", 5)


def test_refused_inputs(assessment: Assessment) -> None:
    with pytest.raises(MetricError, match="'z' is not among"):
        analyse_gaps(assessment, "z", "best", PEERS)
    with pytest.raises(MetricError, match="'worst' is not among"):
        analyse_gaps(assessment, "a", "worst", PEERS)
    with pytest.raises(MetricError, match="needs at least one peer"):
        analyse_gaps(assessment, "a", "best", ["a"])
    with pytest.raises(MetricError, match="does not assess dimension 'A'"):
        effort_to_score(assessment, "a", "A", 50)


def test_a_target_inside_the_scale_has_its_best_value_as_benchmark() -> None:
    framework = load_framework(Path(__file__).parents[2] / "data" / "frameworks" / "six_dimensions.toml")
    shown = assess(cells([row("a", "E4", 80.0)]), ["a"], framework, draws=2)
    frame = analyse_gaps(shown, "a", "targets", []).frame
    assert frame.loc["E4", ["benchmark", "score", "benchmark_score"]].tolist() == [50.0, 40.0, 100.0]
    assert frame.loc["A1", "benchmark"] == 4


@pytest.mark.parametrize(("value", "reached"), [(80.0, 70.0), (20.0, 30.0), (140.0, 90.0)])
def test_a_target_inside_the_scale_is_reached_from_the_side_the_place_is_on(
    value: float, reached: float
) -> None:
    framework = load_framework(Path(__file__).parents[2] / "data" / "frameworks" / "six_dimensions.toml")
    levels = [row("a", code, 2.0) for code in ("E1", "E2", "E3")]
    shown = assess(cells([*levels, row("a", "E4", value)]), ["a"], framework, draws=2)
    start = shown.scorecard.dimensions.loc["a", "E"]
    # E4 alone is cheap: 20 points of it, a quarter of the dimension's weight, raise the dimension by 5.
    frame, _effort = effort_to_score(shown, "a", "E", start + 5, {"E1": 9, "E2": 9, "E3": 9})
    assert frame.loc["E4", ["points", "to"]].tolist() == pytest.approx([20, reached])
