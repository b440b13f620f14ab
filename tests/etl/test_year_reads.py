from pathlib import Path

import pytest

from etl import year_reads
from etl.snapshot import Snapshot, open_snapshot


@pytest.fixture(scope="module")
def snapshot(built_store: Path) -> Snapshot:
    return open_snapshot(built_store)


def test_periods_of_own_values_are_read_and_inherited_ones_left_out(snapshot: Snapshot) -> None:
    found = year_reads.indicator_years(snapshot, ["370200", "370215"], ["F1", "F7"])
    assert found.loc[found["indicator_code"] == "F1", "unit_code"].tolist() == ["370200"]
    assert set(found.loc[found["indicator_code"] == "F7", "year"]) == {2020}


def test_every_year_and_source_of_a_resource_is_read(snapshot: Snapshot) -> None:
    codes = ["licensed_doctors_aggregator", "hospital_beds"]
    found = year_reads.resource_years(snapshot, ["440300", "370200"], codes)
    assert found["unit_code"].unique().tolist() == ["440300", "370200"]
    own = found[(found["unit_code"] == "370200") & (found["resource_code"] == "licensed_doctors_aggregator")]
    assert own["year"].tolist() == [2016, 2017, 2018]
    assert own["value"].tolist() == [27675, 30867, 34578]
