"""A folder of tiny source files in the producers' layouts."""

from pathlib import Path

import pandas as pd
import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    def daily(name: str, code: str, rows: list[tuple[str, str, int, int, int]], **more: list[str]) -> None:
        columns = ["date", code, "confirmed", "cured", "dead"]
        frame = pd.DataFrame(rows, columns=columns).assign(**more)
        frame["date"] = pd.to_datetime(frame["date"])
        frame.to_parquet(tmp_path / name)

    daily(
        "cases_city_daily.parquet",
        "city_code",
        [
            ("2020-01-20", "420100", 258, 25, 5),
            ("2020-01-21", "110000", 10, 0, 0),
            ("2020-01-22", "110000", 10, 0, 0),
        ],
        value_source=["gpl-covid", "canghailan", "carried_forward"],
    )
    daily(
        "cases_province_daily.parquet",
        "province_code",
        [
            ("2020-01-21", "110000", 10, 0, 0),
            ("2020-01-21", "420000", 270, 25, 6),
            ("2020-01-21", "810000", 1, 0, 0),
        ],
    )
    daily(
        "cases_municipality_district_daily.parquet",
        "district_code",
        [("2020-01-21", "110102", 1, 0, 0), ("2020-01-22", "110102", 1, 2, 0)],
    )
    pd.DataFrame({"row_name_zh": ["境外输入", "境外输入", "外地来京", "雄县"]}).to_parquet(
        tmp_path / "cases_special_rows_daily.parquet"
    )
    return tmp_path
