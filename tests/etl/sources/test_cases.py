from pathlib import Path

import pytest

from etl.sources.cases import build_bulletins, build_daily


def test_rows_keep_their_source_and_gaps_are_marked(folder: Path) -> None:
    rows, accounts = build_daily(folder)
    found = rows.set_index(["unit_code", "date"])
    assert found.loc[("420100", "2020-01-20"), ["source_id", "grade", "observed"]].tolist() == [
        "gpl2020",
        "B",
        "true",
    ]
    assert found.loc[("110000", "2020-01-22"), ["source_id", "observed"]].tolist() == ["canghailan", "false"]
    assert ("110000", "2020-01-21") in found.index
    assert len(rows) == 5
    aside = {reason: count for account in accounts for reason, count in account.set_aside.items()}
    assert sorted(aside.values()) == [1, 1, 1, 1, 1, 2]


def test_a_municipality_that_differs_from_its_province_row_stops_the_build(folder: Path) -> None:
    import pandas as pd

    path = folder / "cases_province_daily.parquet"
    frame = pd.read_parquet(path)
    frame.loc[0, "confirmed"] = 11
    frame.to_parquet(path)
    with pytest.raises(ValueError, match="differs from its city row"):
        build_daily(folder)


def test_of_two_bulletins_on_a_day_the_later_counts(tmp_path: Path) -> None:
    header = (
        "as_of,district_code,district_zh,confirmed_cum,cured_cum,city_total,sum_of_districts,"
        "url,source,source_id,grade\n"
    )
    line = (
        "2020-01-31 {time},370215,即墨区,{count},0.0,21,21,"
        "http://a.cn/1,Daily; by district of treating hospital,b,B\n"
    )
    content = header + line.format(time="12:00", count=2) + line.format(time="24:00", count=3)
    (tmp_path / "qingdao_district_cases.csv").write_text(content, "utf-8")
    rows, accounts = build_bulletins(tmp_path)
    assert rows[["date", "confirmed", "recovered", "deaths"]].to_dict("records") == [
        {"date": "2020-01-31", "confirmed": "3", "recovered": "0", "deaths": ""}
    ]
    assert (
        rows["reference"].item()
        == "Daily (bulletin as of 2020-01-31 24:00, by district of the treating hospital)"
    )
    assert sum(accounts[0].set_aside.values()) == 1
