from etl.derivation import DERIVATIONS
from etl.raw_reads import raw_rows, raw_rows_of
from etl.snapshot import Snapshot


def test_a_cell_opens_to_its_raw_rows(real_snapshot: Snapshot) -> None:
    rows = raw_rows(real_snapshot, "370200", "B4")["measure"]
    assert set(rows["measure_code"]) == {
        "closed_management_of_communities",
        "home_isolation",
        "level1_response",
    }
    assert set(rows.loc[rows["measure_code"] == "level1_response", "unit_code"]) == {"370000"}
    workforce = raw_rows(real_snapshot, "370215", "F7")
    assert workforce["resource"]["value"].tolist() == [964]
    assert workforce["unit"]["population"].tolist() == [1_336_077]
    assert raw_rows(real_snapshot, "370215", "A1") == {}


def test_the_rows_behind_a_lag_are_its_measures_and_the_province_s_declaration(
    real_snapshot: Snapshot,
) -> None:
    found = raw_rows(real_snapshot, "370200", "B3")["measure"]
    assert {"370200", "370000"} == set(found["unit_code"])
    assert found["source_id"].notna().all()
    assert found["batch_id"].notna().all()


def test_cells_read_together_have_the_rows_they_have_alone(real_snapshot: Snapshot) -> None:
    cells = [
        (unit, code) for code in DERIVATIONS for unit in ("370200", "370215", "420100", "650100", "999999")
    ]
    together = raw_rows_of(real_snapshot, cells)
    assert list(together) == cells
    for unit, code in cells:
        alone = raw_rows(real_snapshot, unit, code)
        assert list(together[unit, code]) == list(alone)
        for table, rows in alone.items():
            # Kinds of columns differ where all rows of one answer are blank; what is written does not.
            assert together[unit, code][table].to_csv() == rows.to_csv()


def test_tables_left_out_are_not_there(real_snapshot: Snapshot) -> None:
    assert set(raw_rows(real_snapshot, "370200", "D1")) == {"case_daily"}
    assert raw_rows_of(real_snapshot, [("370200", "D1")], leave_out=("case_daily",)) == {("370200", "D1"): {}}
