"""Line lists become unit-day tables: against counts made by hand, and row for row on both engines."""

import importlib.util
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from benchmarks.line_lists import write_line_list
from etl import linelist
from etl.contracts import DATASETS
from etl.intake import References, intake
from etl.linelist import aggregate, by_spark, main, statements
from etl.store import StoreError

HAND = (
    "case_id,unit_code,confirmed_on,outcome,outcome_on\n"
    "1,990101,2020-02-01,recovered,2020-02-03\n"
    "2,990101,2020-02-01,,\n"
    "3,990101,2020-02-04, Died ,2020-02-04\n"
    "4,990102,2020-02-03,recovered,2020-02-05\n"
)
EXPECTED = [
    ("990101", 1, 2, 0, 0),
    ("990101", 2, 2, 0, 0),
    ("990101", 3, 2, 1, 0),
    ("990101", 4, 3, 1, 1),
    ("990101", 5, 3, 1, 1),
    ("990102", 3, 1, 0, 0),
    ("990102", 4, 1, 0, 0),
    ("990102", 5, 1, 1, 0),
]
BAD = [
    ("99010,2020-02-01,,", "unit_code"),
    (",2020-02-01,,", "unit_code"),
    ("９９０１０１,2020-02-01,,", "unit_code"),
    ('"990101\n",2020-02-01,,', "unit_code"),
    ("990101,,,", "confirmed_on"),
    ("990101,2020-02-30,,", "confirmed_on"),
    ("990101,2020/02/01,,", "confirmed_on"),
    ("990101,2020-2-1,,", "confirmed_on"),
    ("990101,2019-11-30,,", "confirmed_on"),
    ("990101,2020-02-01,cured,2020-02-02", "outcome"),
    ("990101,2020-02-01,died,", "outcome_on"),
    ("990101,2020-02-01,,2020-02-02", "outcome_on"),
    ("990101,2020-02-02,died,2020-02-01", "outcome_on"),
    ("990101,2020-02-02,died,soon", "outcome_on"),
]
needs_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="pip install -r requirements-spark.txt, and Java",
)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def rows(days: linelist.Days) -> list[tuple[str, int, int, int, int]]:
    return [
        (row["unit_code"], row["date"].day, row["confirmed"], row["recovered"], row["deaths"])
        for row in days.table.to_pylist()
    ]


def test_counts_made_by_hand(tmp_path: Path) -> None:
    days = aggregate([written(tmp_path / "list.csv", HAND)])
    assert rows(days) == EXPECTED
    assert (days.counted, days.refused) == (4, {})


def test_counts_equal_a_loop_over_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    write_line_list(path, 5000)
    days = aggregate([path])
    changes: dict[str, Counter[tuple[str, date]]] = {
        name: Counter() for name in ("confirmed", "recovered", "deaths")
    }
    first: dict[str, date] = {}
    last = date.min
    for case in pq.read_table(path).to_pylist():
        unit, day = case["unit_code"], case["confirmed_on"]
        changes["confirmed"][unit, day] += 1
        first[unit] = min(first.get(unit, day), day)
        last = max(last, day, case["outcome_on"] or day)
        if case["outcome"]:
            name = "deaths" if case["outcome"] == "died" else "recovered"
            changes[name][unit, case["outcome_on"]] += 1
    expected = []
    for unit in sorted(first):
        sums = Counter[str]()
        day = first[unit]
        while day <= last:
            for name, counts in changes.items():
                sums[name] += counts[unit, day]
            expected.append((unit, day, sums["confirmed"], sums["recovered"], sums["deaths"]))
            day += timedelta(days=1)
    assert [tuple(row.values()) for row in days.table.to_pylist()] == expected


@pytest.mark.parametrize(("line", "column"), BAD)
def test_a_row_that_breaks_the_contract_is_refused_by_name(tmp_path: Path, line: str, column: str) -> None:
    text = "unit_code,confirmed_on,outcome,outcome_on\n" + line + "\n990101,2020-02-01,,\n"
    days = aggregate([written(tmp_path / "list.csv", text)])
    assert (days.counted, days.refused) == (1, {column: 1})


def test_nothing_is_written_while_rows_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "list.csv", HAND + "5,990101,2020-02-30,,\n")
    out = tmp_path / "days.parquet"
    assert main([str(path), "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert "refused              1  confirmed_on" in said.out
    assert "--skip-refused" in said.err
    assert not out.exists()
    assert main([str(path), "--out", str(out), "--skip-refused"]) == 0
    assert pq.read_table(out).num_rows == len(EXPECTED)


def test_no_outcome_at_all_is_missing_and_not_zero(tmp_path: Path) -> None:
    text = "unit_code,confirmed_on\n990101,2020-02-01\n990101,2020-02-02\n"
    days = aggregate([written(tmp_path / "list.csv", text)])
    assert rows(days) == [("990101", 1, 1, None, None), ("990101", 2, 2, None, None)]


def test_the_memory_limit_holds_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    write_line_list(path, 200_000)
    assert aggregate([path], memory_limit="100MB", threads=1).table.equals(aggregate([path]).table)


def test_the_table_is_what_ingest_takes(tmp_path: Path, references: References) -> None:
    text = HAND.replace("990101", "370215").replace("990102", "370200")
    out = tmp_path / "days.parquet"
    assert main([str(written(tmp_path / "list.csv", text)), "--out", str(out)]) == 0
    checked = intake(out, DATASETS["case_daily"], references, source="user_upload", grade="C")
    assert (checked.report.errors, checked.report.warnings, checked.report.rows) == (0, 0, len(EXPECTED))


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["list.csv", "list.parquet"], "one kind"),
        (["bare.csv"], "no column confirmed_on"),
        (["x.csv"], "read"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    tmp_path: Path, names: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "list.csv", HAND)
    written(tmp_path / "bare.csv", "unit_code\n990101\n")
    write_line_list(tmp_path / "list.parquet", 10)
    assert main([*(str(tmp_path / name) for name in names), "--out", str(tmp_path / "out.parquet")]) == 1
    assert words in capsys.readouterr().err


def test_both_statements_translate_to_spark() -> None:
    sqlglot = pytest.importorskip("sqlglot")
    for text in statements().values():
        assert "SELECT" in sqlglot.transpile(text, read="duckdb", write="spark")[0]


def test_spark_that_is_not_there_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    with pytest.raises(StoreError, match=r"requirements-spark\.txt"):
        by_spark([written(tmp_path / "list.csv", HAND)])


@needs_spark
@pytest.mark.filterwarnings("ignore")
def test_spark_and_duckdb_agree_row_for_row(tmp_path: Path) -> None:
    # Spark reads a file in parts, so a cell with a line break is two rows to it; both are refused.
    bad = "".join(f"{number},{line}\n" for number, (line, _) in enumerate(BAD) if "\n" not in line)
    small = written(tmp_path / "small.csv", HAND + bad)
    large = tmp_path / "large.parquet"
    write_line_list(large, 50_000)
    for files in ([small], [large]):
        ours, theirs = aggregate(files), aggregate(files, "spark", master="local[2]")
        assert theirs.table.equals(ours.table)
        assert (theirs.counted, theirs.refused) == (ours.counted, ours.refused)
