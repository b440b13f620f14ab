import pytest

from charts.gap_frame import CERTAIN, comparable_dimensions, gap_frame
from etl.snapshot import Snapshot
from exports.scores import SnapshotScores
from locales import translator
from metrics.gap_analysis import analyse_gaps


@pytest.mark.parametrize(
    ("language", "name"), [("zh", "卫生与社会工作从业"), ("en", "Health and social workforce")]
)
def test_rows_have_words_units_and_limits(real_snapshot: Snapshot, language: str, name: str) -> None:
    assessment = SnapshotScores(real_snapshot).assessment("county_capacity", "county")
    found = analyse_gaps(assessment, "370215", "median", ["370212", "370202", "370203"])
    dimensions = comparable_dimensions(assessment, found)
    row = gap_frame(found, assessment, dimensions, translator("zh" if language == "zh" else "en")).loc["F7"]
    assert dimensions == ["F"]
    assert row["name"] == name
    error = assessment.standard_errors.loc["370215", "F7"]
    assert (row["low"], row["high"]) == pytest.approx(
        (row["value"] - CERTAIN * error, row["value"] + CERTAIN * error)
    )
    assert (row["floor"], row["target"]) == (5, 16)


def test_a_dimension_without_a_score_is_left_out(real_snapshot: Snapshot) -> None:
    assessment = SnapshotScores(real_snapshot).assessment("six_dimensions", "county")
    found = analyse_gaps(assessment, "370215", "targets", [])
    assert comparable_dimensions(assessment, found) == []
    assert gap_frame(found, assessment, [], translator("en")).empty
