import datetime

import pytest

from etl.intake import References
from etl.reception import Reception, receive
from tests.etl.files import csv_of


def case(known: References, day: str, count: str) -> Reception:
    return receive(csv_of([["城市", "日期", "确诊"], ["青岛", day, count]]), "a.csv", known)


def resource(known: References, value: str, unit: str, delimiter: str = ",") -> Reception:
    rows = [["城市", "指标", "年份", "数值", "单位"], ["青岛", "医院床位", "2018年", value, unit]]
    return receive(csv_of(rows, delimiter=delimiter), "a.csv", known)


@pytest.mark.parametrize(
    ("written", "read"),
    [("１２", 12), ("1,234", 1234), ("１，２３４", 1234), (" 5 ", 5), ("3例", 3), ("12,345人", 12345)],
)
def test_counts_in_another_notation(known: References, written: str, read: int) -> None:
    reception = case(known, "2020-01-28", written)
    assert reception.intake.table is not None
    assert reception.intake.table["confirmed"].to_pylist() == [read]
    finding = reception.intake.report.findings[0]
    assert (finding.code, finding.severity, finding.row, finding.column) == (
        "notation_read",
        "warning",
        2,
        "确诊",
    )


@pytest.mark.parametrize("written", ["1,23", "1.5", "12%", "-", "无", "五", "1 234", "1,2345"])
def test_counts_that_are_not_sure_are_refused(known: References, written: str) -> None:
    assert case(known, "2020-01-28", written).intake.table is None


def test_one_order_of_a_column_is_proved_by_its_other_days(known: References) -> None:
    rows = [["城市", "日期", "确诊"], ["青岛", "1/2/2020", 1], ["青岛", "1/28/2020", 2]]
    table = receive(csv_of(rows), "a.csv", known).intake.table
    assert table is not None
    assert table["date"].to_pylist() == [datetime.date(2020, 1, 2), datetime.date(2020, 1, 28)]
    assert case(known, "1/2/2020", "1").intake.table is None


def test_a_word_for_not_known_is_no_zero(known: References) -> None:
    rows = [["城市", "日期", "确诊", "死亡"], ["青岛", "2020-01-28", 1, "不详"]]
    reception = receive(csv_of(rows), "a.csv", known)
    assert reception.intake.table is not None
    assert reception.intake.table["deaths"].to_pylist() == [None]
    assert [finding.code for finding in reception.intake.report.findings] == ["marker_emptied"]


def test_percent_is_read_only_where_the_unit_is_percent(known: References) -> None:
    for unit in ("percent", "%", "百分比", ""):
        table = resource(known, "12%", unit).intake.table
        assert table is not None
        assert (table["value"].to_pylist(), table["unit"].to_pylist()) == ([12.0], ["percent"])
    assert resource(known, "12%", "张").intake.table is None


def test_a_comma_may_be_a_decimal_one_between_semicolons(known: References) -> None:
    table = resource(known, "3,000", "张").intake.table
    assert table is not None
    assert table["value"].to_pylist() == [3000.0]
    assert resource(known, "3,000", "张", ";").intake.table is None


def test_names_stand_for_the_codes_of_a_list(known: References) -> None:
    rows = [
        ["城市", "措施", "状态", "开始日期"],
        ["青岛", "封城", "已实施", "2020.2.3"],
        ["青岛", "City lockdown", "implemented", "2020-02-04"],
    ]
    table = receive(csv_of(rows), "a.csv", known).intake.table
    assert table is not None
    assert set(table["measure_code"].to_pylist()) == {"city_lockdown"}
    assert set(table["status"].to_pylist()) == {"implemented"}


def test_many_cells_are_counted_and_a_few_named(known: References) -> None:
    days = [datetime.date(2020, 1, 1) + datetime.timedelta(days=day) for day in range(300)]
    rows = [["城市", "日期", "确诊"], *[["青岛", f"{day:%Y/%m/%d}", 1] for day in days]]
    report = receive(csv_of(rows), "a.csv", known).intake.report
    assert report.warnings == 300
    assert len(report.findings) == 20
