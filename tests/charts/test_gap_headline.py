import pytest

from charts.gap_frame import comparable_dimensions, gap_frame
from charts.gap_headline import GapSentences, gap_sentences
from charts.gap_words import Sides
from etl.snapshot import Snapshot
from exports.scores import SnapshotScores
from locales import translator
from metrics.gap_analysis import analyse_gaps

EN = translator("en")


@pytest.fixture(scope="module")
def scores(real_snapshot: Snapshot) -> SnapshotScores:
    return SnapshotScores(real_snapshot)


def said(scores: SnapshotScores, unit: str, benchmark: str, peers: list[str]) -> GapSentences:
    assessment = scores.assessment("county_capacity", "county")
    found = analyse_gaps(assessment, unit, benchmark, peers)
    dimensions = comparable_dimensions(assessment, found)
    rows = gap_frame(found, assessment, dimensions, EN)
    return gap_sentences(rows, found, assessment, dimensions, Sides("It", "other", "It"), EN)[0]


def test_a_lead_is_not_called_a_gap(scores: SnapshotScores) -> None:
    best = str(scores.assessment("county_capacity", "county").scorecard.dimensions["F"].idxmax())
    sentence = said(scores, best, "median", ["370215", "370212"])
    assert "ahead by" in sentence.lead
    assert sentence.rest == "No indicator is clearly behind."


def test_overlapping_bands_are_level(scores: SnapshotScores) -> None:
    assessment = scores.assessment("county_capacity", "county")
    near = assessment.level_with("370215", "F")[0]
    assert "taken as a whole they are level" in said(scores, "370215", near, []).rest


def test_one_place_compared_with_one_that_is_alike_is_no_difference(scores: SnapshotScores) -> None:
    sentence = said(scores, "370215", "370215", [])
    assert ", level." in sentence.lead
    assert "Behind in" not in sentence.rest
