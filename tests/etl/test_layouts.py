"""Each known layout, in a small file of its shape."""

import datetime
from pathlib import Path

import pytest

from etl.contracts import DATASETS
from etl.intake import References
from etl.layouts import LAYOUTS, known_layout
from etl.long_table import EXTRA_FIELDS
from etl.place_words import FOREIGN, SET_ASIDE, TOTAL, WITHOUT_CODE
from etl.reception import Reception, receive
from etl.row_steps import EARLIER
from etl.store import PROJECT
from tests.etl.files import csv_of, xlsx_of

IMPORTED, UNASSIGNED, VISITORS, PRISONS, _SUMS, OUTSIDE = (reason for _pattern, reason in SET_ASIDE)


def aside(reception: Reception) -> dict[str, int]:
    return {reason.message: rows for reason, rows in reception.set_aside}


def rows_of(reception: Reception, *columns: str) -> list[tuple[object, ...]]:
    table = reception.intake.table
    assert table is not None, [finding.as_dict() for finding in reception.intake.report.findings]
    return [tuple(row[name] for name in columns) for row in table.to_pylist()]


def test_daily_table_of_chinese_areas(known: References) -> None:
    header = "date,country,countryCode,province,provinceCode,city,cityCode,confirmed,suspected,cured,dead"
    lines = [
        "2020-02-01,中国,CN,,,,,14380,19544,328,304",
        "2020-02-01,中国,CN,山东省,370000,,,225,0,5,0",
        "2020-02-01,中国,CN,山东省,370000,青岛市,370200,23,0,2,0",
        "2020-02-01,中国,CN,山东省,370000,境外输入,,1,0,0,0",
        "2020-02-01,中国,CN,山东省,370000,未公布来源,,1,0,0,0",
        "2020-02-01,中国,CN,山东省,370000,省十里丰监狱,,1,0,0,0",
        "2020-02-01,中国,CN,北京市,110000,,,168,0,9,1",
        "2020-02-01,中国,CN,北京市,110000,西城区,110102,9,0,0,0",
        "2020-02-01,中国,CN,北京市,110000,外地来京,,30,0,0,0",
        "2020-02-01,中国,CN,重庆市,500000,两江新区,,3,0,0,0",
        "2020-02-01,中国,CN,新疆维吾尔自治区,650000,吐鲁番市,652100,1,0,0,0",
        "2020-02-01,中国,CN,香港,810000,,,13,0,0,0",
        "2020-02-01,美国,US,,,,,8,0,0,0",
    ]
    reception = receive("\n".join([header, *lines]).encode(), "2020-02-01.csv", known)
    assert reception.layout == "china_area_daily"
    assert rows_of(reception, "unit_code", "confirmed", "recovered", "deaths") == [
        ("370200", 23, 2, 0), ("110000", 168, 9, 1), ("110102", 9, 0, 0), ("650400", 1, 0, 0),
    ]  # fmt: skip
    assert aside(reception) == {
        TOTAL: 2, IMPORTED: 1, UNASSIGNED: 1, PRISONS: 1, VISITORS: 1, WITHOUT_CODE: 1, OUTSIDE: 1,
        FOREIGN: 1,
    }  # fmt: skip
    assert len(lines) == reception.intake.report.rows + sum(aside(reception).values())


def test_dxyarea_keeps_the_last_update_of_a_day(known: References) -> None:
    header = "continentName,countryName,provinceName,cityName,updateTime"
    header += ",city_confirmedCount,city_curedCount,city_deadCount"
    lines = [
        "亚洲,中国,山东省,青岛,2020-02-01 18:30:00.123,24,2,0",
        "亚洲,中国,山东省,青岛,2020-02-01 08:00:00,23,2,0",
        "亚洲,中国,山东省,青岛,2020-02-02 08:00:00,25,3,0",
        "亚洲,中国,吉林省,吉林,2020-02-02 08:00:00,1,0,0",
        "亚洲,中国,山东省,,2020-02-01 08:00:00,,,",
        "亚洲,中国,山东省,待明确地区,2020-02-01 08:00:00,3,0,0",
        "北美洲,美国,美国,,2020-02-01 08:00:00,,,",
    ]
    reception = receive("\n".join([header, *lines]).encode(), "DXYArea.csv", known)
    assert reception.layout == "dxy_area"
    assert rows_of(reception, "unit_code", "date", "confirmed") == [
        ("370200", datetime.date(2020, 2, 1), 24),
        ("370200", datetime.date(2020, 2, 2), 25),
        ("220200", datetime.date(2020, 2, 2), 1),
    ]
    assert aside(reception) == {TOTAL: 1, UNASSIGNED: 1, FOREIGN: 1, EARLIER: 1}


def test_dxyarea_gives_municipalities_from_the_totals_beside_their_districts(known: References) -> None:
    header = "provinceName,cityName,updateTime,province_confirmedCount,city_confirmedCount,city_curedCount"
    lines = [
        "北京市,朝阳区,2020-02-01 18:00:00,168,27,1",
        "北京市,朝阳区,2020-02-01 08:00:00,160,25,1",
        "北京市,海淀区,2020-02-01 17:00:00,165,33,1",
        "山东省,青岛,2020-02-01 17:00:00,225,24,2",
    ]
    reception = receive("\n".join([header, *lines]).encode(), "DXYArea.csv", known)
    assert rows_of(reception, "unit_code", "confirmed", "recovered") == [
        ("110000", 168, None),
        ("110105", 27, 1),
        ("110108", 33, 1),
        ("370200", 24, 2),
    ]
    assert reception.understood[-1].values == {"count": 1}


def test_jhu_csse_wide_time_series(known: References) -> None:
    rows = [
        ["Province/State", "Country/Region", "Lat", "Long", "1/22/20", "1/23/20"],
        ["Hubei", "China", 30.9, 112.2, 444, 444],
        ["Beijing", "China", 40.1, 116.4, 14, 22],
        ["Inner Mongolia", "China", 44, 113, 0, ""],
        ["Hong Kong", "China", 22.3, 114.2, 0, 2],
        ["", "Italy", 41.8, 12.5, 0, 0],
    ]
    reception = receive(csv_of(rows), "time_series_covid19_confirmed_global.csv", known)
    assert reception.layout == "jhu_csse"
    assert rows_of(reception, "unit_code", "date", "confirmed") == [
        ("420000", datetime.date(2020, 1, 22), 444),
        ("420000", datetime.date(2020, 1, 23), 444),
        ("110000", datetime.date(2020, 1, 22), 14),
        ("110000", datetime.date(2020, 1, 23), 22),
        ("150000", datetime.date(2020, 1, 22), 0),
    ]
    assert aside(reception) == {OUTSIDE: 1, FOREIGN: 1}


def test_a_jhu_table_of_deaths_is_no_table_of_cases(known: References) -> None:
    rows = [
        ["Province/State", "Country/Region", "Lat", "Long", "1/22/20"],
        ["Hubei", "China", 30.9, 112.2, 17],
    ]
    reception = receive(csv_of(rows), "time_series_covid19_deaths_global.csv", known)
    assert [(each.code, each.column) for each in reception.intake.report.findings] == [
        ("column_missing", "confirmed")
    ]


def test_oxcgrt_becomes_means_over_the_days_of_the_file(known: References) -> None:
    rows = [
        [
            "CountryName",
            "CountryCode",
            "RegionName",
            "RegionCode",
            "Jurisdiction",
            "Date",
            "StringencyIndex_Average",
        ],
        ["China", "CHN", "", "", "NAT_TOTAL", "20200101", 5],
        ["China", "CHN", "Anhui", "CHN_AH", "STATE_TOTAL", "20200101", 10],
        ["China", "CHN", "Anhui", "CHN_AH", "STATE_TOTAL", "20200102", 25],
        ["China", "CHN", "Shanghai", "CHN_SH", "STATE_TOTAL", "20200101", ""],
        ["Italy", "ITA", "", "", "NAT_TOTAL", "20200101", 0],
    ]
    reception = receive(csv_of(rows), "OxCGRT_compact_subnational_v1.csv", known)
    assert reception.layout == "oxcgrt"
    assert rows_of(reception, "unit_code", "indicator_code", "period", "value_type", "value") == [
        ("340000", "oxcgrt_stringency_mean", "2020-01-01..2020-01-02", "numeric", 17.5)
    ]
    assert aside(reception) == {TOTAL: 1, FOREIGN: 1}


def test_oxcgrt_over_a_whole_year_is_named_by_the_year(known: References) -> None:
    days = [f"{datetime.date(2020, 1, 1) + datetime.timedelta(days=day):%Y%m%d}" for day in range(366)]
    rows = [
        ["CountryName", "RegionName", "Date", "StringencyIndex"],
        *[["China", "Anhui", day, 3] for day in days],
    ]
    assert rows_of(receive(csv_of(rows), "a.csv", known), "period", "value") == [("2020", 3.0)]


def test_response_dates_of_tian_and_others(known: References) -> None:
    rows = [
        ["Code", "arr.time", "Bus.date", "Bus.resp", "Railway.date", "Enter.date"],
        [370200, 23, 28, 1, 99, 25],
        [652100, 50, 99, 0, 99, 27],
    ]
    reception = receive(xlsx_of(rows), "nCoV-data.xlsx", known)
    assert reception.layout == "tian_response_dates"
    found = rows_of(reception, "unit_code", "measure_code", "start_date", "status", "window_end")
    window = datetime.date(2020, 2, 19)
    assert found[:4] == [
        ("370200", "first_case_reported", datetime.date(2020, 1, 22), "implemented", window),
        ("370200", "suspend_intracity_public_transport", datetime.date(2020, 1, 27), "implemented", window),
        ("370200", "suspend_intercity_passenger_traffic", None, "not_implemented", window),
        ("370200", "close_entertainment_ban_gatherings", datetime.date(2020, 1, 24), "implemented", window),
    ]
    assert {row[0] for row in found[4:]} == {"650400"}


def test_a_bad_day_number_is_found_in_its_cell(known: References) -> None:
    rows = [["Code", "arr.time", "Bus.date", "Railway.date", "Enter.date"], ["370200", 23, "soon", 100, 25.5]]
    report = receive(csv_of(rows), "a.csv", known).intake.report
    assert [(each.code, each.row, each.column) for each in report.findings] == [
        ("value_not_date", 2, "Bus.date"),
        ("value_not_date", 2, "Railway.date"),
        ("value_not_date", 2, "Enter.date"),
    ]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_layouts_are_declared_whole_and_described(layout: object) -> None:
    assert layout in LAYOUTS
    known_fields = {
        *DATASETS[layout.dataset].column_names,  # type: ignore[attr-defined]
        *EXTRA_FIELDS,
    }  # fmt: skip
    assert set(layout.fields.values()) <= known_fields  # type: ignore[attr-defined]
    assert known_layout(tuple(layout.marks)) is layout  # type: ignore[attr-defined]
    assert layout.name in Path(PROJECT / "docs" / "LAYOUTS.md").read_text("utf-8")  # type: ignore[attr-defined]
