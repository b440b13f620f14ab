from etl.intake import References
from etl.reception import Reception, receive
from tests.etl.files import csv_of

HEADER = ["城市", "日期", "新增确诊", "新增死亡"]


def daily(known: References, *rows: list[object]) -> Reception:
    return receive(csv_of([HEADER, *rows]), "a.csv", known)


def test_each_place_is_summed_up_by_day_whatever_the_order_of_rows(known: References) -> None:
    reception = daily(
        known,
        ["青岛", "2020-01-22", 2, 0],
        ["济南", "2020-01-21", 7, 0],
        ["青岛", "2020-01-21", 1, 1],
        ["青岛", "2020-01-23", -1, 0],
    )
    table = reception.intake.table
    assert table is not None
    found = [
        (row["unit_code"], row["date"].day, row["confirmed"], row["deaths"]) for row in table.to_pylist()
    ]
    assert found == [("370200", 22, 3, 1), ("370100", 21, 7, 0), ("370200", 21, 1, 1), ("370200", 23, 2, 1)]
    assert reception.understood[-1].values["day"] == "2020-01-21"


def test_a_missing_cell_or_day_stops_the_sum_where_it_is(known: References) -> None:
    cell = daily(known, ["青岛", "2020-01-21", 1, 0], ["青岛", "2020-01-22", "", 0])
    first = cell.intake.report.findings[0]
    assert (first.code, first.row, first.column) == ("new_counts_gap", 3, "新增确诊")
    day = daily(known, ["青岛", "2020-01-21", 1, 0], ["青岛", "2020-01-25", 1, 0])
    assert [(each.code, each.row, each.column) for each in day.intake.report.findings] == [
        ("new_counts_gap", 3, "日期")
    ]


def test_words_among_new_counts_are_named_not_summed(known: References) -> None:
    report = daily(known, ["青岛", "2020-01-21", "many", 0]).intake.report
    assert [(each.code, each.column) for each in report.findings] == [("value_not_integer", "新增确诊")]


def test_averages_are_left_to_the_check_while_a_cell_is_broken(known: References) -> None:
    rows = [
        ["CountryName", "RegionName", "Date", "StringencyIndex"],
        ["China", "Anhui", "20200101", "high"],
        ["China", "Anhui", "20200102", 3],
    ]
    report = receive(csv_of(rows), "a.csv", known).intake.report
    assert [(each.code, each.row, each.column) for each in report.findings] == [
        ("value_not_number", 2, "StringencyIndex")
    ]


def test_rows_of_an_open_question_survive_the_steps(known: References) -> None:
    rows = [
        ["provinceName", "cityName", "city_confirmedCount", "updateTime"],
        ["山东省", "火星", 1, "2020-02-01 08:00:00"],
        ["山东省", "火星", 2, "2020-02-01 09:00:00"],
        ["山东省", "青岛", 2, "2020-02-01 09:00:00"],
    ]
    reception = receive(csv_of(rows), "a.csv", known)
    assert [(each.written, each.rows) for each in reception.questions] == [("火星", 2)]
