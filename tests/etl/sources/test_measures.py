from pathlib import Path

import pytest

from etl.sources.measures import build_measures

HEADER = "city_code,city_zh,measure,date,date_end,status,detail,source,url,source_id,grade\n"
PROVINCE = "code,name_zh,date_or_year,indicator,value,unit,source,url,note,source_id,grade\n"


def write(tmp_path: Path, rows: str) -> None:
    (tmp_path / "response_measures.csv").write_text(HEADER + rows, "utf-8")
    (tmp_path / "governance_province.csv").write_text(
        PROVINCE + "370000,山东省,2020-01-24,level1_response_start,1,event,S,,,gpl2020,B\n", "utf-8"
    )


def test_measures_not_taken_keep_the_end_of_their_window(tmp_path: Path) -> None:
    write(
        tmp_path,
        "370200,青岛市,bus,,,not_implemented_by_2020-02-19,99 in source,S,,tian2020,B\n"
        "220381,公主岭市,bus,2020-01-27,,implemented,,S,http://a.cn; http://b.cn,tian2020,B\n"
        "000000,全国,testing_regime_change_1,2020-01-18,,implemented,,S,,gpl2020,B\n",
    )
    rows, accounts = build_measures(tmp_path, {"220381": "220184"})
    found = rows.set_index("unit_code")
    assert found.loc["370200", ["status", "start_date", "window_end"]].tolist() == [
        "not_implemented",
        "",
        "2020-02-19",
    ]
    assert found.loc["220184", ["url", "note"]].tolist() == ["http://a.cn", "also http://b.cn"]
    assert found.loc["370000", ["measure_code", "start_date"]].tolist() == ["level1_response", "2020-01-24"]
    assert sum(accounts[0].set_aside.values()) == 1


def test_a_window_that_is_not_declared_stops_the_build(tmp_path: Path) -> None:
    write(tmp_path, "370200,青岛市,bus,,,not_implemented_by_2020-03-01,,S,,tian2020,B\n")
    with pytest.raises(ValueError, match="not the one declared"):
        build_measures(tmp_path, {})
