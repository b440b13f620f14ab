from pathlib import Path

import pandas as pd
import pytest

from etl.batches import accept
from etl.derivation import DERIVATIONS, INHERITED_INDICATORS
from etl.snapshot import Snapshot, open_snapshot
from tests.etl.uploads import RESOURCES, checked_file


@pytest.fixture(scope="module")
def snapshot(built_store: Path) -> Snapshot:
    return open_snapshot(built_store)


def cell(snapshot: Snapshot, unit: str, indicator: str) -> pd.Series:
    frame = snapshot.frame(
        "SELECT * FROM indicator_cell WHERE unit_code = ? AND indicator_code = ?", [unit, indicator]
    )
    assert len(frame) == 1
    return frame.iloc[0]


@pytest.mark.parametrize(
    ("unit", "indicator", "value"),
    [
        # Qingdao: level 1 on 24 January, one measure on 27 January, four more of seven on 5 February.
        ("370200", "B1", 6),
        ("370200", "B2", 100 * 5 / 7),
        ("370200", "B3", 3),
        ("370200", "B4", 12),
        # 30,867 doctors, 410 hospitals and 53,341 beds of 2017 for 10,071,722 residents.
        ("370200", "F1", 30867 / 10071.722),
        ("370200", "F2", 410 / 100.71722),
        ("370200", "F3", 53341 / 10071.722),
        # 964 of 68,324 employed in the long form, 1,336,077 residents.
        ("370215", "F7", 964 * 10.16 / 1336.077),
        ("370215", "F8", 100 * 6257 / 68324),
        ("370215", "F9", 9.39),
        ("370215", "C1", 2662 / 1336.077),
    ],
)
def test_cells_worked_by_hand(snapshot: Snapshot, unit: str, indicator: str, value: float) -> None:
    assert cell(snapshot, unit, indicator)["value"] == pytest.approx(value, rel=1e-12)


def test_standard_errors_of_samples(snapshot: Snapshot) -> None:
    health = cell(snapshot, "370215", "F7")
    assert health["standard_error"] == pytest.approx(964**0.5 * 10.16 / 1336.077)
    share = 6257 / 68324
    assert cell(snapshot, "370215", "F8")["standard_error"] == pytest.approx(
        100 * (share * (1 - share) / 68324) ** 0.5
    )
    assert pd.isna(cell(snapshot, "370200", "F1")["standard_error"])


def test_a_measure_not_taken_is_censored_and_not_missing(snapshot: Snapshot) -> None:
    censored = snapshot.frame(
        "SELECT indicator_code, min(value) AS least, count(*) AS n FROM indicator_cell"
        " WHERE censored AND inherited_from IS NULL GROUP BY 1 ORDER BY 1"
    ).set_index("indicator_code")
    # Beyond the floors of 10 and 24 days, so that goalposts score it zero.
    assert censored.loc["B3", "least"] > 10
    assert censored.loc["B4", "least"] > 24
    assert censored["n"].min() > 10


def test_hardly_exposed_cities_are_not_applicable(snapshot: Snapshot) -> None:
    frame = snapshot.frame(
        "SELECT c.confirmed, i.value, i.missing_reason"
        " FROM indicator_cell i JOIN case_daily c USING (unit_code)"
        " WHERE indicator_code = 'B2' AND date = DATE '2020-02-10' AND inherited_from IS NULL"
    )
    exposed = frame["confirmed"] >= 5
    assert frame.loc[exposed, "missing_reason"].isna().all()
    assert (frame.loc[~exposed, "missing_reason"] == "not_applicable").all()
    assert frame.loc[~exposed, "value"].isna().all()
    assert exposed.sum() > 250


def test_a_district_inherits_only_what_its_city_is_measured_by(snapshot: Snapshot) -> None:
    own = snapshot.frame(
        "SELECT indicator_code FROM indicator_cell WHERE unit_code = '370215' AND inherited_from IS NULL"
    )["indicator_code"]
    inherited = snapshot.frame(
        "SELECT indicator_code, inherited_from FROM indicator_cell"
        " WHERE unit_code = '370215' AND inherited_from IS NOT NULL"
    )
    assert set(own) == {"C1", "C6", "D7", "F7", "F8", "F9"}
    assert set(inherited["indicator_code"]) == set(INHERITED_INDICATORS)
    assert set(inherited["inherited_from"]) == {"370200"}


def test_shares_stay_shares_and_every_cell_has_a_source(snapshot: Snapshot) -> None:
    wrong = snapshot.frame(
        "SELECT count(*) AS n FROM indicator_cell WHERE source_id IS NULL OR grade IS NULL"
        " OR (indicator_code IN ('B2', 'D1', 'F8') AND value NOT BETWEEN 0 AND 100)"
        " OR (value IS NULL AND missing_reason IS NULL) OR isnan(value) OR isinf(value)"
    )
    assert wrong["n"].item() == 0


def test_every_input_of_a_derivation_names_codes_that_exist(snapshot: Snapshot) -> None:
    known = set(snapshot.frame("SELECT code FROM vocabulary")["code"])
    used = {code for derivation in DERIVATIONS.values() for part in derivation.inputs for code in part.codes}
    assert used <= known


# The figures of the uploads below are made up to be told apart from real ones; they stay in the test's store.
MEASURES = "unit_code,measure_code,start_date,status,grade\n"


def after(store: Path, tmp_path: Path, content: str, dataset: str) -> Snapshot:
    accept(store, checked_file(store, tmp_path, content, dataset), "test")
    return open_snapshot(store)


def test_an_uploaded_count_fills_what_the_yearbook_leaves_open(store: Path, tmp_path: Path) -> None:
    text = RESOURCES + "152900,licensed_doctors,2017,1000,persons\n"
    filled = cell(after(store, tmp_path, text, "resource"), "152900", "F1")
    assert filled["value"] == pytest.approx(1000 * 1000 / 262361)
    assert (filled["source_id"], filled["grade"]) == ("user_upload", "C")


def test_for_one_year_the_better_grade_counts_and_then_the_later_batch(store: Path, tmp_path: Path) -> None:
    row = "370200,licensed_doctors,2017,{},persons,{}\n"
    header = "unit_code,resource_code,year,value,unit,grade\n"
    worse = after(store, tmp_path, header + row.format(50000, "C"), "resource")
    assert cell(worse, "370200", "F1")["value"] == pytest.approx(30867 / 10071.722)
    equal = after(store, tmp_path, header + row.format(60000, "A"), "resource")
    assert cell(equal, "370200", "F1")["value"] == pytest.approx(60000 / 10071.722)


def test_an_upload_of_another_year_stands_beside_the_yearbook(store: Path, tmp_path: Path) -> None:
    text = RESOURCES + "370200,licensed_doctors,2019,40000,persons\n"
    periods = after(store, tmp_path, text, "resource").frame(
        "SELECT period, source_id FROM indicator_cell WHERE unit_code = '370200' AND indicator_code = 'F1'"
    )
    assert set(zip(periods["period"], periods["source_id"], strict=True)) == {
        ("2017", "yearbook2018"),
        ("2019", "user_upload"),
    }


def test_an_uploaded_measure_counts_in_the_response(store: Path, tmp_path: Path) -> None:
    text = MEASURES + "420100,suspend_intracity_public_transport,2020-01-26,implemented,B\n"
    found = after(store, tmp_path, text, "measure")
    lag = cell(found, "420100", "B3")
    assert (lag["value"], lag["source_id"]) == (2, "user_upload")
    # One of four classes was in force by the fourteenth day after 22 January, and now two of five.
    assert cell(found, "420100", "B2")["value"] == pytest.approx(100 * 2 / 5)
