"""The whole chain on the bundled facts: snapshot, cells, scores, bands, like for like."""

import numpy as np
import pytest

from etl import score_reads
from etl.snapshot import Snapshot
from exports.scores import FRAMEWORKS
from metrics.assessment import Assessment, assess
from metrics.expected import adjust
from metrics.index import load_framework


def assessed(snapshot: Snapshot, name: str, level: str) -> Assessment:
    units = list(score_reads.units(snapshot, level).index)
    return assess(
        score_reads.cells(snapshot, level), units, load_framework(FRAMEWORKS / f"{name}.toml"), draws=300
    )


@pytest.fixture(scope="module")
def cities(real_snapshot: Snapshot) -> Assessment:
    return assessed(real_snapshot, "public_data", "prefecture")


@pytest.fixture(scope="module")
def counties(real_snapshot: Snapshot) -> Assessment:
    return assessed(real_snapshot, "county_capacity", "county")


def test_two_dimensions_and_no_index_for_cities(cities: Assessment) -> None:
    both = cities.scorecard.dimensions.notna().all(axis=1)
    assert both.sum() >= 230
    assert cities.scorecard.index is None
    assert list(cities.bands) == ["B", "F"]
    assert set(cities.scorecard.not_assessed["code"]) >= {"A", "C", "D", "E"}


@pytest.mark.parametrize(
    ("unit", "response", "capacity"),
    [
        # The trial that the framework's authors report, rounded to whole points.
        ("410100", 88, None),
        ("610100", 85, None),
        ("330100", 81, 67),
        ("330300", 73, None),
        ("370200", 67, 57),
        ("440300", 49, 27),
        ("110000", None, 78),
    ],
)
def test_scores_of_the_trial_are_reproduced(
    cities: Assessment, unit: str, response: int | None, capacity: int | None
) -> None:
    scores = cities.scorecard.dimensions.loc[unit]
    for code, value in (("B", response), ("F", capacity)):
        if value is not None:
            assert round(scores[code]) == value


def test_jimo_stands_among_the_counties(counties: Assessment) -> None:
    card = counties.place_card("370215").loc["F"]
    assert card["of"] >= 2700
    assert card["low"] <= card["rank"] <= card["high"]
    assert counties.values.loc["370215", "F7"] == pytest.approx(7.33, abs=0.005)
    assert counties.standard_errors.loc["370215", "F7"] == pytest.approx(7.3306 / np.sqrt(964), rel=1e-4)


def test_like_for_like_of_jimo(real_snapshot: Snapshot, counties: Assessment) -> None:
    context = score_reads.context(real_snapshot, "county")[["urban_share", "share_over_60", "log_population"]]
    model = adjust(counties.values["F7"], context.reindex(counties.values.index), log_values=True)
    jimo = model.frame.loc["370215"]
    # A trial on 2,773 counties gave 8.61, the 33rd and 28th percentile and an R² of 0.32.
    assert jimo["expected"] == pytest.approx(8.61, abs=0.3)
    assert jimo["percentile"] == pytest.approx(33, abs=2)
    assert jimo["percentile_adjusted"] == pytest.approx(28, abs=3)
    assert model.r_squared == pytest.approx(0.32, abs=0.03)


def test_nothing_is_scored_below_its_coverage_rule(cities: Assessment, counties: Assessment) -> None:
    for assessment in (cities, counties):
        for code in assessment.scorecard.dimensions:
            thin = assessment.scorecard.coverage[code] < assessment.framework.coverage - 1e-9
            assert assessment.scorecard.dimensions.loc[thin, code].isna().all()
            assert assessment.scorecard.ranks.loc[thin, code].isna().all()


def test_the_six_dimensions_stay_silent_until_they_are_coded(real_snapshot: Snapshot) -> None:
    silent = assessed(real_snapshot, "six_dimensions", "county")
    assert silent.scorecard.index is not None
    assert silent.scorecard.index.isna().all()
    assert silent.scorecard.dimensions.isna().all(axis=None)


def test_inherited_values_score_nobody(real_snapshot: Snapshot) -> None:
    silent = assessed(real_snapshot, "six_dimensions", "county")
    assert silent.inherited.loc["370215", "B2"] == pytest.approx(500 / 7)
    assert silent.inherited_from.loc["370215", "B2"] == "370200"
    assert np.isnan(silent.values.loc["370215", "B2"])
