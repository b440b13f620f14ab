"""Line lists of many rows on DuckDB with a memory limit, and on local Spark where it is installed.

    python -m benchmarks.linelist --rows 10000000,100000000
    python -m benchmarks.linelist --rows 10000000 --engine spark

The rows are made up (benchmarks.line_lists). The peer is the bare count of the same file's rows by place: the
least that any aggregation does.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.line_lists import write_line_list
from benchmarks.record import Record, show
from benchmarks.volume import timed

BARE = (
    "import duckdb, sys; con = duckdb.connect();"
    " con.execute('SELECT unit_code, count(*) FROM read_parquet($f) GROUP BY 1',"
    " {'f': sys.argv[1]}).fetchall()"
)
MEMORY = "2GB"


def records(rows: int, engine: str = "duckdb", memory: str = MEMORY) -> Iterator[Record]:
    """Return the time and memory of one line list on one engine."""
    with tempfile.TemporaryDirectory(prefix="linelist-") as name:
        path, out = Path(name) / "list.parquet", Path(name) / "days.parquet"
        write_line_list(path, rows)
        size = path.stat().st_size / 2**20
        bare, _ = timed(["-c", BARE, str(path)])
        command = ["-m", "etl.linelist", str(path), "--out", str(out), "--engine", engine]
        seconds, peak = timed([*command, "--memory-limit", memory])
    what = f"{rows:,} cases ({size:,.0f} MB Parquet) on {engine}, limit {memory}"
    yield Record("line list", what, seconds, "s", "bare count by place in DuckDB", bare)
    yield Record("line list", f"{rows:,} cases on {engine}: rows a second", rows / seconds, "rows/s")
    if engine == "duckdb":
        yield Record(
            "line list", f"{rows:,} cases on {engine}: peak memory", peak, "MB", "size of the file", size
        )


def main() -> None:
    """Aggregate line lists and print the table."""
    parser = argparse.ArgumentParser(description="Aggregate long line lists.")
    parser.add_argument("--rows", default="10000000,100000000")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    parser.add_argument("--memory-limit", default=MEMORY)
    options = parser.parse_args()
    for rows in options.rows.split(","):
        try:
            show(records(int(rows), options.engine, options.memory_limit))
        except AssertionError as error:
            print(f"  {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
