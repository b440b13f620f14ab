from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from etl.contracts import CASE_DAILY
from etl.sources.files import read_recodes, read_text, records, whole_number, write_csv, write_parquet

FRAME = pd.DataFrame(
    {
        "unit_code": ["370200", "010000"],
        "date": ["2020-01-02", "2020-01-01"],
        "confirmed": ["1", ""],
        "grade": "A",
    }
)


def test_everything_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("code,name\n010000,NA\n,\n", "utf-8")
    assert records(read_text(path)) == [{"code": "010000", "name": "NA"}, {"code": "", "name": ""}]


def test_tables_are_sorted_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    assert write_csv(FRAME, CASE_DAILY, tmp_path / "a.csv") == 2
    lines = (tmp_path / "a.csv").read_bytes().decode().splitlines()
    assert lines[1].startswith("010000,2020-01-01,,")
    for name in ("a.parquet", "b.parquet"):
        write_parquet(FRAME.sample(frac=1, random_state=1), CASE_DAILY, tmp_path / name)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    table = pq.read_table(tmp_path / "a.parquet")
    assert table.column("confirmed").to_pylist() == [None, 1]
    assert str(table.schema.field("date").type) == "date32[day]"


@pytest.mark.parametrize(("text", "whole"), [("12.0", "12"), ("1.50", "1.50"), ("abc.0", "abc.0"), ("", "")])
def test_only_whole_numbers_lose_their_point(text: str, whole: str) -> None:
    assert whole_number(text) == whole


def test_recodes_map_old_codes_to_new(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("old_code,new_code,reason_zh,reason_en\n220381,220184,x,y\n", "utf-8")
    assert read_recodes(path) == {"220381": "220184"}
