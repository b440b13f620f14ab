from pathlib import Path

import pandas as pd
import pytest

from etl.batches import accept, withdraw
from etl.difference import cell_changes, differences
from etl.snapshot import Snapshot, open_snapshot, published_version
from tests.etl.uploads import DOCTORS, RESOURCES, checked_file

CASES = "unit_code,date,confirmed,observed,reference,url\n"


@pytest.fixture
def base(store: Path) -> Snapshot:
    return open_snapshot(store)


def test_a_version_does_not_differ_from_itself(base: Snapshot) -> None:
    assert differences(base, base) == {}
    assert cell_changes(base, base).empty


def test_added_changed_and_repeated_rows_are_told_apart(store: Path, tmp_path: Path, base: Snapshot) -> None:
    kept = base.frame(
        "SELECT * FROM resource WHERE unit_code = '370200' ORDER BY resource_code, year LIMIT 2"
    )
    kept = kept.drop(columns="batch_id")
    kept.loc[1, "value"] = kept.loc[1, "value"] + 1
    fresh = pd.DataFrame([kept.loc[0].to_dict() | {"year": 2003, "value": 7.0}])
    text = pd.concat([kept, fresh]).to_csv(index=False)
    accepted = accept(store, checked_file(store, tmp_path, text), "analyst")
    after = open_snapshot(store)
    found = differences(base, after)
    assert list(found) == ["resource"]
    one = found["resource"]
    assert (one.added, one.changed, one.repeated, one.removed) == (1, 1, 1, 0)
    assert one.superseded == 2
    assert one.added_rows["year"].tolist() == [2003]
    change = one.changes.to_dict("records")
    assert [row["column_name"] for row in change] == ["value"]
    assert float(change[0]["after"]) - float(change[0]["before"]) == 1
    assert one.units == ("370200",)

    back = differences(after, base)["resource"]
    assert (back.added, back.changed, back.repeated, back.removed) == (0, 1, 1, 1)
    assert back.removed_rows["year"].tolist() == [2003]
    withdraw(store, accepted.batch_id, "made up", "analyst")
    assert published_version(store) == base.version


def test_rows_with_an_empty_part_of_the_key_are_matched(store: Path, tmp_path: Path, base: Snapshot) -> None:
    rows = "unit_code,measure_code,start_date,status,window_end,source_id\n"
    rows += "370200,suspend_bus,,not_implemented,2020-03-01,user_upload\n"
    known = base.frame("SELECT code FROM vocabulary WHERE list = 'measure' ORDER BY code LIMIT 1")
    rows = rows.replace("suspend_bus", str(known["code"].iloc[0]))
    accept(store, checked_file(store, tmp_path, rows, "measure"), "analyst")
    first = open_snapshot(store)
    accept(store, checked_file(store, tmp_path, rows.replace("03-01", "03-02"), "measure"), "analyst")
    one = differences(first, open_snapshot(store))["measure"]
    assert (one.added, one.changed, one.removed) == (0, 1, 0)
    assert one.changes[["column_name", "before", "after"]].to_numpy().tolist() == [
        ["window_end", "2020-03-01", "2020-03-02"]
    ]


def test_every_row_is_counted_and_a_thousand_are_kept(store: Path, tmp_path: Path, base: Snapshot) -> None:
    codes = base.frame("SELECT unit_code FROM unit WHERE level = 'county' ORDER BY unit_code LIMIT 1500")
    text = RESOURCES + "".join(f"{code},hospital_beds,2003,7,beds\n" for code in codes["unit_code"])
    accept(store, checked_file(store, tmp_path, text), "analyst")
    one = differences(base, open_snapshot(store))["resource"]
    assert (one.added, len(one.added_rows), len(one.units)) == (1500, 1000, 1500)


def test_own_indicator_values_that_differ_are_listed(store: Path, tmp_path: Path, base: Snapshot) -> None:
    text = RESOURCES.replace("unit\n", "unit,source_id,grade\n")
    text += "370215,sample_employed_health_social_work,2020,100,persons,census2020,A\n"
    text += "370212,sample_employed_health_social_work,2020,100,persons,user_upload,C\n"
    accept(store, checked_file(store, tmp_path, text), "analyst")
    after = open_snapshot(store)
    found = cell_changes(base, after)
    # The worse grade does not displace the census figure of the other district.
    assert found[["unit_code", "indicator_code", "kind"]].to_numpy().tolist() == [["370215", "F7", "changed"]]
    assert found["before"].iloc[0] == pytest.approx(7.330595)

    text = "unit_code,indicator_code,period,value_type,value\n370215,C2,2020,numeric,3\n"
    accept(store, checked_file(store, tmp_path, text, "indicator_value"), "analyst")
    gained = cell_changes(after, open_snapshot(store))
    assert gained["kind"].tolist() == ["gained"]
    assert gained["after"].tolist() == [3.0]
    assert cell_changes(open_snapshot(store), after)["kind"].tolist() == ["lost"]


def test_doctors_of_a_city_reach_its_capacity(store: Path, tmp_path: Path, base: Snapshot) -> None:
    accept(store, checked_file(store, tmp_path, DOCTORS), "analyst")
    assert differences(base, open_snapshot(store))["resource"].added == 1
