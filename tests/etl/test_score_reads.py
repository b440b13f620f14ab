"""Scores and pages read the same facts: own values, their sources, and what hardly any other place has."""

import pandas as pd
import pytest

from etl import score_reads
from etl.snapshot import Snapshot

JIMO, QINGDAO = "370215", "370200"


def test_own_values_hold_no_inherited_and_no_missing_ones(real_snapshot: Snapshot) -> None:
    found = score_reads.own_values(real_snapshot, "county", ["F1", "F7"])
    assert set(found["indicator_code"]) == {"F7"}
    assert found["value"].notna().all()
    assert not found.duplicated(["unit_code", "indicator_code"]).any()
    own = found.set_index("unit_code").loc[JIMO]
    assert own["value"] == pytest.approx(7.3306, abs=1e-4)
    assert own["standard_error"] == pytest.approx(0.2361, abs=1e-4)


def test_zones_are_no_places_of_their_own(real_snapshot: Snapshot) -> None:
    assert "370271" not in set(score_reads.own_values(real_snapshot, "county", ["F7"])["unit_code"])


def test_sources_of_indicators_are_named_one_by_one(real_snapshot: Snapshot) -> None:
    found = score_reads.indicator_sources(real_snapshot, "prefecture", ["B2", "F1"])["source_id"].tolist()
    assert {"gpl2020", "qiu2020", "tian2020", "yearbook2018"} <= set(found)
    assert not any("," in source for source in found)
    assert score_reads.indicator_sources(real_snapshot, "county", ["A1"]).empty


def test_the_grid_workers_of_jimo_are_told_once_with_source_and_grade(real_snapshot: Snapshot) -> None:
    found = score_reads.rare_facts(real_snapshot, JIMO, 20)
    workers = found[found["value"] == 2662]
    assert len(workers) == 1
    row = workers.iloc[0]
    assert (row["code"], row["grade"], row["name_zh"]) == ("grid_workers", "C", "网格员")
    assert row["reference"] == "大众网·海报新闻 2020-01-29"
    assert (found["value"] == 28).sum() == 1


def test_what_many_places_have_is_no_rare_fact(real_snapshot: Snapshot) -> None:
    codes = set(score_reads.rare_facts(real_snapshot, JIMO, 20)["code"])
    assert not codes & {"gdp", "population", "sample_employed"}


def test_facts_of_one_source_are_found_by_code(real_snapshot: Snapshot) -> None:
    found = score_reads.facts(real_snapshot, QINGDAO, "kang2021", ["beds_per_1000"])
    assert found[["year", "value", "grade"]].values.tolist() == [[2019, 5.658, "B"]]


@pytest.mark.parametrize("code", ["' OR 1=1 --", "%", '"; DROP TABLE unit; --'])
def test_hostile_codes_find_nothing(real_snapshot: Snapshot, code: str) -> None:
    assert score_reads.rare_facts(real_snapshot, code, 20).empty
    assert score_reads.facts(real_snapshot, code, code, [code]).empty
    assert isinstance(score_reads.own_values(real_snapshot, code, [code]), pd.DataFrame)
