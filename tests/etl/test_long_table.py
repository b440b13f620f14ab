import duckdb

from etl.findings import Finding, Report
from etl.long_table import COLUMNS_PER_ROW, Places, leave_out_remarks, rewrite
from etl.recognition import Across, Header, Plan


def test_a_staged_row_leads_back_to_its_cell() -> None:
    header = Header(1, 1, ("城市", "1/22/20", "1/23/20"))
    across = [Across(position, {"confirmed": position}, {"date": "2020-01-22"}) for position in (1, 2)]
    places = Places(Plan("case_daily", header, fields={"city": 0}, across=across), "甲")
    report = Report("case_daily")
    report.add(Finding("row_too_long", row=20_001, column="城市"))
    staged = 7 * COLUMNS_PER_ROW + 2
    report.add(Finding("value_not_integer", row=staged, column="confirmed"))
    report.add(
        Finding("key_duplicate", row=staged, column="unit_code", values={"other": 5 * COLUMNS_PER_ROW + 1})
    )
    places.locate(report, 1)
    assert [(each.row, each.column, each.sheet) for each in report.kept] == [
        (20_001, "城市", "甲"), (7, "1/23/20", "甲"), (7, "城市", "甲"),
    ]  # fmt: skip
    assert report.kept[2].values["other"] == 5


def test_remarks_are_left_out_at_the_end_only() -> None:
    with duckdb.connect(":memory:") as con:
        con.execute("CREATE TABLE received (c0 VARCHAR, c1 VARCHAR)")
        con.execute("INSERT INTO received VALUES ('注：一', NULL)")
        con.executemany("INSERT INTO received VALUES (?, ?)", [["青岛", "5"]] * 30)
        con.execute(
            "INSERT INTO received VALUES ('青岛', NULL), ('注：二', NULL), ('Source: x', NULL),"
            " ('注：三', '1')"
        )
        assert leave_out_remarks(con, 2) == 2
        assert leave_out_remarks(con, 1) == 0


def test_a_view_and_a_table_are_both_replaced() -> None:
    with duckdb.connect(":memory:") as con:
        con.execute("CREATE TEMP VIEW staging AS SELECT 1 AS file_row")
        for number in (2, 3):
            rewrite(con, "SELECT file_row + 1 AS file_row FROM staging")
            assert con.execute("SELECT * FROM staging").fetchall() == [(number,)]
