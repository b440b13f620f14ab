from pathlib import Path

import duckdb
import pytest

from etl.corrections import Corrections, read_corrections
from etl.store import BUNDLED_DATA, StoreError

ROW = {
    "correction_id": "x",
    "unit_code": "320500",
    "date": "2020-02-04",
    "column_name": "confirmed",
    "reported": "2",
    "action": "carry_forward",
}


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute(
        "CREATE TABLE staging AS SELECT * FROM (VALUES ('320500', '2020-02-02', '44', '3', 'true'),"
        " ('320500', '2020-02-03', '52', '3', 'true'), ('320500', '2020-02-04', '2', '0', 'true'),"
        " ('320600', '2020-02-03', '99', '0', 'true')) t(unit_code, date, confirmed, deaths, observed)"
    )
    return connection


def test_a_value_is_carried_forward_from_the_day_before(con: duckdb.DuckDBPyConnection) -> None:
    corrections = Corrections([ROW])
    corrections.apply(con)
    rows = con.execute(
        "SELECT confirmed, observed FROM staging WHERE unit_code = '320500' ORDER BY date"
    ).fetchall()
    assert rows == [("44", "true"), ("52", "true"), ("52", "false")]
    corrections.require_all_applied()


def test_two_days_in_turn_carry_the_same_last_count_forward(con: duckdb.DuckDBPyConnection) -> None:
    # A count that is taken away is not carried either, and a place without an earlier one has none.
    rows = [
        {**ROW, "correction_id": "a", "date": "2020-02-03", "reported": "52"},
        {**ROW, "correction_id": "b"},
        {**ROW, "correction_id": "c", "unit_code": "320600", "date": "2020-02-03", "reported": "99"},
    ]
    corrections = Corrections(rows)
    corrections.apply(con)
    found = con.execute("SELECT confirmed, deaths, observed FROM staging ORDER BY unit_code, date").fetchall()
    assert found == [
        ("44", "3", "true"), ("44", "3", "false"), ("44", "0", "false"), (None, "0", "false"),
    ]  # fmt: skip
    assert corrections.applied == {"a", "b", "c"}


def test_a_value_is_set_missing_and_the_day_stays_observed(con: duckdb.DuckDBPyConnection) -> None:
    Corrections([{**ROW, "column_name": "deaths", "reported": "0", "action": "set_missing"}]).apply(con)
    rows = con.execute("SELECT deaths, observed FROM staging WHERE date = '2020-02-04'").fetchall()
    assert rows == [(None, "true")]


def test_the_guard_fails_when_the_source_has_changed(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(StoreError, match="expects 3 but the table has 2"):
        Corrections([{**ROW, "reported": "3"}]).apply(con)


def test_a_correction_that_meets_no_row_is_an_error(con: duckdb.DuckDBPyConnection) -> None:
    corrections = Corrections([{**ROW, "date": "2021-01-01"}])
    corrections.apply(con)
    with pytest.raises(StoreError, match="met no row"):
        corrections.require_all_applied()


def test_the_declared_corrections_are_in_the_order_of_days(tmp_path: Path) -> None:
    rows = read_corrections([BUNDLED_DATA / "corrections.csv"]).rows
    assert [row["correction_id"] for row in rows if row["unit_code"] == "520100"] == [
        "guiyang_20200202",
        "guiyang_20200203",
    ]
    assert read_corrections([]).rows == []
