"""The reads against the bundled tables: facts that anyone can look up in the sources."""

from datetime import date

import pandas as pd
import pytest

from etl import reads
from etl.snapshot import Snapshot

JIMO, QINGDAO, WUHAN, SHENZHEN = "370215", "370200", "420100", "440300"
END = date(2020, 12, 31)


def test_places_hold_every_city_and_county_once_with_the_names_around(real_snapshot: Snapshot) -> None:
    places = reads.places(real_snapshot).set_index("unit_code")
    assert places.index.is_unique
    assert (places["level"] == "prefecture").sum() == 366
    assert places.loc[JIMO, ["name_zh", "city_zh", "province_zh"]].tolist() == ["即墨区", "青岛市", "山东省"]
    assert pd.isna(places.loc[QINGDAO, "city_code"])


def test_jimo_had_eight_cases_from_6_february_on_and_no_deaths_are_given(real_snapshot: Snapshot) -> None:
    own = reads.latest_count(real_snapshot, JIMO, reads.FIRST_WAVE_END).iloc[0]
    assert (own["confirmed"], own["reached"].date()) == (8, date(2020, 2, 6))
    assert pd.isna(own["deaths"])
    assert own["grade"] == "B"


def test_a_county_without_a_series_has_missing_cells_not_zeros(real_snapshot: Snapshot) -> None:
    places = reads.places(real_snapshot)
    county = places[(places["level"] == "county") & (places["case_days"] == 0)].iloc[0]["unit_code"]
    own = reads.latest_count(real_snapshot, county, END).iloc[0]
    assert own["days"] == 0
    assert pd.isna(own["confirmed"])


def test_totals_have_one_row_per_city_and_leave_missing_what_is_not_reported(real_snapshot: Snapshot) -> None:
    totals = reads.totals(real_snapshot, reads.FIRST_WAVE_END).set_index("unit_code")
    assert len(totals) == 366
    assert totals.loc[QINGDAO, "confirmed"] == 60
    assert totals["confirmed"].isna().any()
    assert totals["date"].max().date() == reads.FIRST_WAVE_END


def test_the_first_wave_ends_before_imported_cases_set_cities_apart(real_snapshot: Snapshot) -> None:
    remarks = reads.annotations(real_snapshot, [SHENZHEN])
    imported = remarks[remarks["kind"] == "imported_included"]
    assert imported["from_province"].all()
    assert imported["start_date"].min().date() > reads.FIRST_WAVE_END


def test_the_october_cluster_is_counted_from_the_day_before_to_its_last_day(real_snapshot: Snapshot) -> None:
    cluster = reads.clusters(real_snapshot, QINGDAO).iloc[0]
    curve = reads.daily_cases(real_snapshot, [QINGDAO], date(2020, 10, 1), END).set_index("date")["confirmed"]
    before, after = curve[: pd.Timestamp("2020-10-10")].iloc[-1], curve[: pd.Timestamp("2020-10-16")].iloc[-1]
    assert cluster["added"] == after - before == 13


def test_measures_carry_the_window_of_what_was_not_seen(real_snapshot: Snapshot) -> None:
    rows = reads.measures(real_snapshot, [QINGDAO])
    censored = rows[rows["status"] == "not_implemented"]
    assert len(censored) > 0
    assert censored["start_date"].isna().all()
    assert censored["window_end"].notna().all()
    assert set(rows["list"]) == {"measure", "event"}


def test_corrections_and_sources_are_found_by_place_and_name(real_snapshot: Snapshot) -> None:
    assert "confirmed" in reads.corrections(real_snapshot, ["320500"])["column_name"].tolist()
    found = reads.sources(real_snapshot, ["canghailan", "nobody"])
    assert found["source_id"].tolist() == ["canghailan"]
    assert found["licence"].notna().all()


@pytest.mark.parametrize("code", ["' OR 1=1 --", '"; DROP TABLE unit; --', "%", "*"])
def test_hostile_codes_are_values_and_find_nothing(real_snapshot: Snapshot, code: str) -> None:
    assert reads.daily_cases(real_snapshot, [code], date(2020, 1, 1), END).empty
    assert reads.measures(real_snapshot, [code]).empty
    assert reads.annotations(real_snapshot, [code]).empty
    assert reads.latest_count(real_snapshot, code, END)["days"].item() == 0
    assert len(reads.places(real_snapshot)) > 3000
