"""Valid files in every format, and what may happen to their bytes."""

import datetime

from hypothesis import strategies as st

from tests.etl.files import csv_of, parquet_of, xls_of, xlsx_of, zip_of

ROWS = [
    ["城市", "日期", "累计确诊", "死亡"],
    ["青岛", "2020-01-28", "1,234", "0"],
    ["北京市", "2020年1月29日", "5", "不详"],
    ["Hangzhou", "43859", "７", "1"],
]
DATED = [
    ROWS[0],
    *[[row[0], datetime.date(2020, 1, 28 + number), number, 0] for number, row in enumerate(ROWS[1:])],
]
WIDE = [["Province/State", "Country/Region", "Lat", "Long", "1/22/20"], ["Hubei", "China", 30.9, 112.2, 444]]

VALID: dict[str, bytes] = {
    "utf8.csv": csv_of(ROWS),
    "gbk.csv": csv_of(ROWS, "gbk"),
    "utf16.tsv": csv_of(ROWS, "utf-16", "\t"),
    "big5.csv": csv_of([["城市", "日期", "confirmed"], ["北京市", "2020-01-28", "5"]], "big5"),
    "wide.csv": csv_of(WIDE),
    "cases.xlsx": xlsx_of(DATED),
    "cases.xls": xls_of(DATED),
    "cases.parquet": parquet_of({"unit_code": ["370200"], "date": ["2020-01-28"], "confirmed": [5]}),
    "cases.zip": zip_of({"a.csv": csv_of(ROWS), "b.csv": csv_of(WIDE)}),
}

SNIPPETS = (
    b"\x00", b"\xff\xfe", b'"', b"\n", b"\r", b",", b";", b"=1+1", b"';DROP TABLE unit;--", b"<!DOCTYPE x>",
    b"PK\x03\x04",
    b"PAR1", b"../", "城市".encode(), "确诊".encode("gbk"), b"\xef\xbb\xbf", b"1/2/2020",
    b"99999999999999999999", b"\x7f\x80",
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return the name and the changed bytes of one of the valid files."""
    name = draw(st.sampled_from(sorted(VALID)))
    content = bytearray(VALID[name])
    for _ in range(draw(st.integers(1, 6))):
        position = draw(st.integers(0, max(len(content) - 1, 0)))
        match draw(st.sampled_from(["flip", "insert", "delete", "truncate", "double", "swap"])):
            case "flip" if content:
                content[position] ^= draw(st.integers(1, 255))
            case "insert":
                content[position:position] = draw(st.sampled_from(SNIPPETS))
            case "delete":
                del content[position : position + draw(st.integers(1, 64))]
            case "truncate":
                del content[position:]
            case "double":
                content[position:position] = content[position : position + draw(st.integers(1, 200))]
            case "swap":
                end = position + draw(st.integers(1, 32))
                content[position:end] = content[position:end][::-1]
    return name, bytes(content)
