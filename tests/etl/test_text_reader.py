import duckdb
import pytest

from etl.findings import Report
from etl.text_reader import Head, receive_text, sniff_delimiter


def received(
    body: str, labels: list[str], first_row: int = 2, delimiter: str = ","
) -> list[tuple[object, ...]]:
    report = Report("case_daily")
    with duckdb.connect(":memory:") as con:
        rows = receive_text(con, body.encode(), labels, first_row, report, delimiter=delimiter)
        assert rows is not None
        found = con.execute(f"SELECT {rows} AS number, * FROM received ORDER BY 1").fetchall()
    return [*found, *[(finding.code, finding.row, finding.column) for finding in report.findings]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_splits_most_evenly(delimiter: str) -> None:
    text = delimiter.join(["城市", "日期", "a,b;c"]) + "\n" + delimiter.join(["x", "y", "z"]) * 3 + "\n"
    assert sniff_delimiter(text.replace("a,b;c", '"a,b;c"').encode()) == delimiter


def test_one_column_is_left_whole() -> None:
    assert sniff_delimiter("城市\n青岛\n".encode()) == ","
    assert sniff_delimiter(b"") == ","


def test_the_head_knows_where_each_record_ends() -> None:
    text = '城市,日期\r\n"a\nb",1\r\nc,2\r\n'.encode()
    head = Head(text, ",")
    assert head.records == [["城市", "日期"], ["a\nb", "1"], ["c", "2"]]
    assert text[head.ends[1] :] == b"c,2\r\n"
    assert head.ends[-1] == len(text)


def test_rows_keep_their_numbers_under_a_title() -> None:
    assert received("1,a\n\n2,b,9\n3,c\n", ["x", "y"], first_row=4) == [
        (4, "1", "a"),
        (7, "3", "c"),
        ("row_too_long", 6, "y"),
    ]


def test_tabs_and_quotes() -> None:
    assert received('"1\t2"\tb\n', ["x", "y"], delimiter="\t") == [(2, "1\t2", "b")]
