"""Line lists of many rows on DuckDB with a memory limit, and on local Spark where it is installed.

    python -m benchmarks.linelist --rows 10000000,100000000
    python -m benchmarks.linelist --rows 10000000 --engine both

With both engines the unit-days of one must be those of the other, row for row.

The rows are made up (benchmarks.line_lists). The peer is the bare count of the same file's rows by place: the
least that any aggregation does.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.line_lists import write_line_list
from benchmarks.record import Record, limit, show
from benchmarks.volume import timed
from etl.linelist import Engine

BARE = (
    "import duckdb, sys; con = duckdb.connect();"
    " con.execute('SELECT unit_code, count(*) FROM read_parquet($f) GROUP BY 1',"
    " {'f': sys.argv[1]}).fetchall()"
)
APART = (
    "SELECT count(*) FROM ((FROM read_parquet(?) EXCEPT ALL FROM read_parquet(?))"
    " UNION ALL (FROM read_parquet(?) EXCEPT ALL FROM read_parquet(?)))"
)
MEMORY = "2GB"
ENGINES: tuple[Engine, ...] = ("duckdb", "spark")


def records(rows: int, engines: tuple[Engine, ...] = ("duckdb",), memory: str = MEMORY) -> Iterator[Record]:
    """Return the time and memory of one line list on each engine, and in how many rows these differ."""
    with tempfile.TemporaryDirectory(prefix="linelist-") as name:
        path = Path(name) / "list.parquet"
        write_line_list(path, rows)
        size = path.stat().st_size / 2**20
        bare, _ = timed(["-c", BARE, str(path)])
        made: list[Path] = []
        for engine in engines:
            out = Path(name) / f"{engine}.parquet"
            command = ["-m", "etl.linelist", str(path), "--out", str(out), "--engine", engine]
            seconds, peak = timed([*command, "--memory-limit", memory])
            made.append(out)
            what = f"{rows:,} cases ({size:,.0f} MB Parquet) on {engine}, limit {memory}"
            yield Record("line list", what, seconds, "s", "bare count by place in DuckDB", bare)
            yield Record("line list", f"{rows:,} cases on {engine}: rows a second", rows / seconds, "rows/s")
            if engine == "duckdb":
                memory_of = f"{rows:,} cases on {engine}: peak memory"
                yield Record("line list", memory_of, peak, "MB", "size of the file", size)
        if len(made) == len(ENGINES):
            with duckdb.connect() as con:
                apart = con.execute(APART, [str(path) for path in (*made, *reversed(made))]).fetchall()
            what = f"{rows:,} cases: unit-days that only one of the engines has"
            yield limit("line list", what, apart[0][0], "rows", 0)


def main() -> None:
    """Aggregate line lists and print the table."""
    parser = argparse.ArgumentParser(description="Aggregate long line lists.")
    parser.add_argument("--rows", default="10000000,100000000")
    parser.add_argument("--engine", choices=(*ENGINES, "both"), default="duckdb")
    parser.add_argument("--memory-limit", default=MEMORY)
    options = parser.parse_args()
    engines = ENGINES if options.engine == "both" else (options.engine,)
    for rows in options.rows.split(","):
        try:
            show(records(int(rows), engines, options.memory_limit))
        except AssertionError as error:
            print(f"  {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
