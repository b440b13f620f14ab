from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from etl import score_reads
from etl.snapshot import Snapshot, open_snapshot


@pytest.fixture(scope="module")
def snapshot(built_store: Path) -> Snapshot:
    return open_snapshot(built_store)


def test_development_zones_are_not_compared(snapshot: Snapshot) -> None:
    counties = score_reads.units(snapshot, "county")
    assert "370215" in counties.index
    assert "370271" not in counties.index
    assert len(counties) > 2700
    assert set(score_reads.cells(snapshot, "county")["unit_code"]) <= set(counties.index)


def test_context_worked_by_hand(snapshot: Snapshot) -> None:
    jimo = score_reads.context(snapshot, "county").loc["370215"]
    assert jimo["log_population"] == pytest.approx(np.log(1_336_077))
    assert jimo["urban_share"] == pytest.approx(59.07)
    assert jimo["share_over_60"] == pytest.approx(100 * 278_257 / 1_336_077)
    qingdao = score_reads.context(snapshot, "prefecture").loc["370200"]
    # Arrived on 21 January; the census calls 20.28 % of Qingdao older than 60.
    assert qingdao["arrival_day"] == 21
    assert qingdao["share_over_60"] == pytest.approx(20.28, abs=0.01)


def test_every_city_has_one_row_of_context(snapshot: Snapshot) -> None:
    frame = score_reads.context(snapshot, "prefecture")
    assert frame.index.is_unique
    assert len(frame) == 366


def test_case_series_is_days_by_cities(snapshot: Snapshot) -> None:
    series = score_reads.case_series(snapshot)
    assert series.shape == (374, 366)
    assert series.loc["2020-10-14", "370200"] == 77
    assert np.isnan(series.loc["2019-12-01", "370200"])


def test_a_derived_indicator_has_a_formula(snapshot: Snapshot) -> None:
    assert score_reads.cell(snapshot, "370200", "B4")["value"].tolist() == [12]
    assert score_reads.formula_of("A1") is None
    assert "10.16" in (score_reads.formula_of("F7") or "")


def test_coverage_tells_own_from_inherited(snapshot: Snapshot) -> None:
    frame = score_reads.coverage(snapshot).set_index(["level", "indicator_code"])
    assert frame.loc[("county", "B2"), "own"] == 0
    assert frame.loc[("county", "B2"), "inherited"] > 2000
    assert frame.loc[("prefecture", "B2"), "not_applicable"] > 90


def test_only_small_tables_are_read_whole(snapshot: Snapshot) -> None:
    assert len(score_reads.whole_table(snapshot, "correction")) > 50
    with pytest.raises(ValueError, match="not a small table"):
        score_reads.whole_table(snapshot, "case_daily")


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
    found = score_reads.indicator_sources(real_snapshot, "prefecture")
    breadth = found.loc[found["indicator_code"] == "B2", "source_id"]
    assert breadth.tolist() == ["gpl2020", "qiu2020", "tian2020"]
    assert not found["source_id"].str.contains(",").any()
    assert "A1" not in set(found["indicator_code"])


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


def test_sources_of_a_derived_value_are_told_apart_and_inherited_ones_left_out(
    real_snapshot: Snapshot,
) -> None:
    cities = score_reads.indicator_sources(real_snapshot, "prefecture")
    breadth = set(cities.loc[cities["indicator_code"] == "B2", "source_id"])
    assert {"gpl2020", "qiu2020", "tian2020"} <= breadth
    counties = score_reads.indicator_sources(real_snapshot, "county")
    assert "B2" not in set(counties["indicator_code"])


def test_lags_say_how_long_a_city_without_the_measure_was_watched(real_snapshot: Snapshot) -> None:
    found = score_reads.lags(real_snapshot)
    censored = found[found["censored"]]
    assert censored["window_end"].notna().all()
    assert found.loc[~found["censored"], "window_end"].isna().all()
    windows = censored.groupby(["indicator_code", "source_id"])["window_end"].unique()
    assert windows["B3", "tian2020"].tolist() == [pd.Timestamp("2020-02-19")]
    assert windows["B4", "qiu2020"].tolist() == [pd.Timestamp("2020-02-29")]


def test_lags_are_one_row_a_city_and_indicator(real_snapshot: Snapshot) -> None:
    found = score_reads.lags(real_snapshot)
    assert not found.duplicated(["unit_code", "indicator_code"]).any()
    assert set(found["indicator_code"]) == set(score_reads.LAGS)


def test_breaks_are_the_city_s_own_revisions_and_its_province_s_imports(real_snapshot: Snapshot) -> None:
    found = score_reads.case_breaks(real_snapshot).set_index("unit_code")
    assert set(found.loc[["420100"], "kind"]) == {"revision"}
    assert found.loc["440300", "kind"] == "imported_included"
    assert found.loc["440300", "date"] == pd.Timestamp("2020-03-01")
    # Hubei revised its own series; its other cities did not.
    assert "420200" not in found.index


def test_coverage_never_exceeds_the_places_compared(real_snapshot: Snapshot) -> None:
    found = score_reads.coverage(real_snapshot)
    assert set(found["level"]) == {"prefecture", "county"}
    total = found["own"] + found["inherited"] + found["not_applicable"]
    assert (total <= found["places"]).all()
    counties = found[found["level"] == "county"].set_index("indicator_code")
    assert counties.loc["B3", "own"] == 0
    assert counties.loc["B3", "inherited"] > 1000
    assert counties["places"].eq(len(score_reads.units(real_snapshot, "county"))).all()


def test_every_source_of_a_value_is_in_the_catalogue(real_snapshot: Snapshot) -> None:
    used = set(score_reads.cell_sources(real_snapshot)["source_id"])
    assert used <= set(score_reads.whole_table(real_snapshot, "source")["source_id"])


def test_provinces_have_names_in_both_languages(real_snapshot: Snapshot) -> None:
    found = score_reads.province_names(real_snapshot).set_index("unit_code")
    assert found.loc["370000", "name_zh"] == "山东省"
    assert found.loc["370000", "name_en"] == "Shandong"


def test_case_series_has_a_row_a_day(real_snapshot: Snapshot) -> None:
    days = score_reads.case_series(real_snapshot).index
    assert (days.to_series().diff().dropna() == pd.Timedelta(days=1)).all()
