import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.cells import FORMULA_START, PLAIN_NUMBER, csv_bytes, defused, safe_file_name

FORMULAS = [
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1",
    "\r=1",
    " =1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "|x",
    "%x",
    "\n=1",
    "\u200b=1",
    "\x00=1",
    "\u202e=1",
    "'=1",
    '"=1',
    "−1+2",
    "\u2060@x",
]
MARKS = st.sampled_from("=+-@＝＋－＠|%−")
UNSEEN = st.text(st.sampled_from(" \t\r\n\x00\x0b\u200b\u200e\u202e\u2060\ufeff\u00a0\u3000'\""), max_size=3)


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_begins_with_what_a_spreadsheet_runs(cell: str) -> None:
    assert defused(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell", ["-3.5", "+4", "1e5", "-1e-5", "即墨区", "370215", "", "a=b", -2, -2.5, None, True]
)
def test_numbers_and_words_stay(cell: object) -> None:
    assert defused(cell) is cell


@given(UNSEEN, MARKS, st.text(max_size=8))
def test_a_mark_behind_whatever_is_unseen_is_defused_unless_it_begins_a_plain_number(
    before: str, mark: str, after: str
) -> None:
    cell = before + mark + after
    result = str(defused(cell))
    assert result == ("'" + cell if not PLAIN_NUMBER.match(cell) else cell)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_keep_their_sign_and_value_through_a_csv(value: float) -> None:
    table = pd.DataFrame({"value": [value], "text": [str(value)]})
    row = list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"))))[1]
    assert [float(cell) for cell in row] == [value, value]


@given(st.lists(st.lists(st.text(max_size=10), min_size=2, max_size=2), max_size=4), st.text(max_size=10))
def test_no_cell_or_heading_of_a_csv_can_be_run(rows: list[list[str]], heading: str) -> None:
    table = pd.DataFrame(rows, columns=[heading, "other"], dtype=object)
    text = csv_bytes(table).decode("utf-8-sig", "surrogatepass")
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            assert not FORMULA_START.match(cell) or cell.startswith("'") or PLAIN_NUMBER.match(cell)


def test_a_csv_opens_rightly_in_a_chinese_spreadsheet_and_keeps_codes() -> None:
    table = pd.DataFrame({"=代码": ["010001"], "日期": pd.to_datetime(["2020-02-06"]), "例": [-8]})
    text = csv_bytes(table)
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig").splitlines() == ["'=代码,日期,例", "010001,2020-02-06,-8"]


def test_missing_cells_stay_empty_and_equal_headings_keep_their_columns() -> None:
    table = pd.DataFrame([["=a", None, 1.5], [None, "b", None]], columns=["x", "x", "n"])
    assert csv_bytes(table).decode("utf-8-sig") == "x,x,n\r\n'=a,,1.5\r\n,b,\r\n"


def test_a_table_without_rows_or_columns_is_a_file_all_the_same() -> None:
    assert csv_bytes(pd.DataFrame({"a": []})).decode("utf-8-sig") == "a\r\n"
    assert csv_bytes(pd.DataFrame()).decode("utf-8-sig").strip() == ""


def test_categories_and_text_columns_are_defused_too() -> None:
    table = pd.DataFrame({"kind": pd.Categorical(["=x"]), "text": pd.array(["@y"], dtype="string")})
    assert csv_bytes(table).decode("utf-8-sig").splitlines()[1] == "'=x,'@y"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\x", "C-x"),
        ("=1+1", "1+1"),
        ("-rf", "rf"),
        ("@a", "a"),
        ("a\nb", "a-b"),
        ("\u202egnp.x", "gnp.x"),
        ("NUL", "file-NUL"),
        ("com1.csv", "file-com1.csv"),
        ("", "file"),
        ("...", "file"),
        ("青岛市 即墨区", "青岛市-即墨区"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_file_name_is_no_path_option_or_formula(name: str, expected: str) -> None:
    assert safe_file_name(name) == expected


@given(st.text(max_size=120))
def test_every_file_name_is_safe_and_stays_so(name: str) -> None:
    safe = safe_file_name(name)
    assert safe
    assert not set(safe) & set('<>:"/\\|?*%`$;\r\n\t\0')
    assert not FORMULA_START.match(safe)
    assert safe.strip(". ") == safe
    assert safe_file_name(safe) == safe
