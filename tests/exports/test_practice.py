import re

import pytest

from etl.reads import measures, places
from etl.snapshot import Snapshot
from exports.practice import Records, facts, leaders
from exports.scores import SnapshotScores
from locales import translator

EN = translator("en")


@pytest.fixture(scope="module")
def records(real_snapshot: Snapshot) -> Records:
    known = places(real_snapshot).set_index("unit_code")
    return Records(real_snapshot, known["province_en"].to_dict(), EN)


def test_only_places_ahead_lead_and_never_more_than_three(real_snapshot: Snapshot) -> None:
    assessment = SnapshotScores(real_snapshot).assessment("county_capacity", "county")
    peers = ["370202", "370203", "370212", "370213", "370214", "370281"]
    found, level = leaders(assessment, "370215", "F7", peers, "median")
    own = assessment.values.loc["370215", "F7"]
    values = assessment.values.loc[found, "F7"]
    assert 0 < len(found) <= 3
    assert (values > own).all()
    assert values.is_monotonic_decreasing
    assert level >= 1


def test_where_nobody_is_ahead_nobody_leads(real_snapshot: Snapshot) -> None:
    assessment = SnapshotScores(real_snapshot).assessment("county_capacity", "county")
    best = assessment.scorecard.indicators["F7"].idxmax()
    assert leaders(assessment, str(best), "F7", ["370215"], "median") == ([], 0)


def test_every_date_is_one_of_the_snapshot(records: Records) -> None:
    found = facts(records, "370200", "B4")
    days = measures(records.snapshot, ["370200", "370000"])["start_date"].dropna()
    known = {f"{day.day} {day:%B %Y}" for day in days}
    shown = set(re.findall(r"in force from (\d+ \w+ \d{4})", " ".join(fact.text for fact in found)))
    assert shown
    assert shown <= known
    assert all(fact.grade in ("A", "B", "C") and fact.source_id for fact in found)


def test_a_count_comes_with_its_year_and_the_residents(records: Records) -> None:
    text = " ".join(fact.text for fact in facts(records, "370200", "F3"))
    assert "2017" in text
    assert "Residents, census of 1 November 2020" in text


def test_nothing_recorded_is_nothing_said(records: Records) -> None:
    assert facts(records, "370215", "A1") == []
