import pytest

from etl.snapshot import Snapshot
from exports.scores import SnapshotScores, bundled_framework


def test_each_figure_is_computed_once(real_snapshot: Snapshot) -> None:
    scores = SnapshotScores(real_snapshot)
    first = scores.assessment("county_capacity", "county")
    assert scores.assessment("county_capacity", "county") is first
    assert first.data_version == real_snapshot.version
    assert scores.context("county") is scores.context("county")


def test_only_bundled_frameworks_are_loaded() -> None:
    with pytest.raises(ValueError, match="not a bundled framework"):
        bundled_framework("../../etc/passwd")
