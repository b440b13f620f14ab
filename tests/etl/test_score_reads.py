import pandas as pd
import pytest

from etl import score_reads
from etl.snapshot import Snapshot


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


def test_the_rows_behind_a_lag_are_its_measures_and_the_province_s_declaration(
    real_snapshot: Snapshot,
) -> None:
    found = score_reads.raw_rows(real_snapshot, "370200", "B3")["measure"]
    assert {"370200", "370000"} == set(found["unit_code"])
    assert found["source_id"].notna().all()
    assert found["batch_id"].notna().all()


def test_case_series_has_a_row_a_day(real_snapshot: Snapshot) -> None:
    days = score_reads.case_series(real_snapshot).index
    assert (days.to_series().diff().dropna() == pd.Timedelta(days=1)).all()


def test_only_small_tables_are_handed_out_whole(real_snapshot: Snapshot) -> None:
    with pytest.raises(ValueError, match="not a small table"):
        score_reads.whole_table(real_snapshot, "case_daily")
