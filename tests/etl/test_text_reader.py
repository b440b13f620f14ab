import duckdb
import pytest

from etl.findings import Report
from etl.text_reader import FIRST_BYTES, Head, receive_text, sniff_delimiter


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


@pytest.mark.parametrize("width", [FIRST_BYTES // 40, FIRST_BYTES // 2 + 1, FIRST_BYTES + 1])
def test_the_head_reads_on_where_the_first_rows_are_long(width: int) -> None:
    records = [["城" * (width // 3), str(number)] for number in range(41)]
    text = "".join(f"{','.join(record)}\n" for record in records).encode()
    head = Head(text, ",")
    assert head.records == records[:40]
    assert text[head.ends[-1] :] == f"{','.join(records[40])}\n".encode()


@pytest.mark.parametrize("cut", range(-5, 5))
def test_a_record_that_is_cut_off_in_the_first_part_is_read_whole(cut: int) -> None:
    long = "x" * (FIRST_BYTES - 12 + cut) + "城"
    head = Head(f"{long},1\na,2\n".encode(), ",", limit=1)
    assert head.records == [[long, "1"]]


def test_rows_keep_their_numbers_under_a_title() -> None:
    assert received("1,a\n\n2,b,9\n3,c\n", ["x", "y"], first_row=4) == [
        (4, "1", "a"),
        (7, "3", "c"),
        ("row_too_long", 6, "y"),
    ]


def test_tabs_and_quotes() -> None:
    assert received('"1\t2"\tb\n', ["x", "y"], delimiter="\t") == [(2, "1\t2", "b")]


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("1,a\n2,b\n", [2, 3]),
        ("1,a\n2,b", [2, 3]),
        ("1,a\n\n2,b\n", [2, 4]),
        ("\n1,a\n2,b", [3, 4]),
        ("1,a\n2,b\n\n\n", [2, 3]),
        ('1,"a\n\na"\n2,b\n', [2, 3]),
        # As many lines as rows and line ends in cells: what is blank still counts.
        ('1,"a\na"\n\n2,b', [2, 4]),
        ("1,a\r\n\r\n2,b\r\n", [2, 4]),
    ],
)
def test_blank_rows_count_whatever_else_breaks_lines(body: str, numbers: list[int]) -> None:
    assert [row[0] for row in received(body, ["x", "y"])] == numbers
