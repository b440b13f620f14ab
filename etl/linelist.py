"""Turn raw case line lists into the unit-day table that `etl.ingest --dataset case_daily` takes.

    python -m etl.linelist FILES… --out cases.parquet [--engine duckdb|spark] [--memory-limit 4GB]

A line list has one row a case, in CSV (UTF-8, with a header) or Parquet, all files alike:

    unit_code      six-digit GB/T 2260 code of the place, required
    confirmed_on   day of confirmation, year-month-day, required
    outcome        recovered, died, or empty while it is not known
    outcome_on     day of the outcome; required with an outcome, never before the confirmation

Other columns are not read, but no cell of a CSV may hold a line break; a case that stands in the list twice
counts twice. The same SQL (etl/linelist.sql) runs on DuckDB, which spills to disk beyond its memory limit, or
on Apache Spark, locally or on a cluster (`--master`); docs/SCALING.md says when. Counts are cumulative, with
a row for every day from a unit's first case to the last day of the list. A list without any outcome gives no
recoveries and deaths rather than zeros.

Exit status: 0 written, 1 rows were refused (nothing is written unless `--skip-refused`), 2 wrong usage.
"""

import argparse
import csv
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from etl.contract_types import N_
from etl.sql import quoted
from etl.store import StoreError

Engine = Literal["duckdb", "spark"]
COLUMNS = ("unit_code", "confirmed_on", "outcome", "outcome_on")
REQUIRED = COLUMNS[:2]
STATEMENTS = Path(__file__).with_name("linelist.sql")
MARK = "-- statement: "
REFUSALS = {
    "unit_code": "the place is not a six-digit code",
    "confirmed_on": "the day of confirmation is missing or no day of this epidemic",
    "outcome": "the outcome is neither recovered nor died",
    "outcome_on": "the day of the outcome is missing, unreadable, or before the confirmation",
}


@dataclass(frozen=True)
class Days:
    """The unit-day table, and what became of every row: cases counted, and refused by column."""

    table: pa.Table
    counted: int
    refused: dict[str, int] = field(default_factory=dict)


def statements() -> dict[str, str]:
    """Return the SQL texts by name, as DuckDB reads them."""
    parts = STATEMENTS.read_text("utf-8").split(MARK)[1:]
    return {name: text for name, _, text in (part.partition("\n") for part in parts)}


def header(path: Path) -> list[str]:
    """Return the column names of a line list; raise StoreError if it has not those that it needs."""
    try:
        if path.suffix == ".parquet":
            names = list(pq.read_schema(path).names)
        else:
            with path.open(encoding="utf-8-sig", newline="") as handle:
                names = next(csv.reader(handle), [])
    except (OSError, UnicodeDecodeError, pa.ArrowException) as error:
        raise StoreError(N_("{file} cannot be read as a line list."), file=path.name) from error
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise StoreError(
            N_("{file} has no column {column}: a line list has {columns}."),
            file=path.name,
            column=missing[0],
            columns=", ".join(COLUMNS),
        )
    return names


def _one_kind(files: list[Path]) -> tuple[bool, list[str]]:
    """Tell whether the files are Parquet, and which columns of the contract all of them have."""
    kinds = {path.suffix == ".parquet" for path in files}
    if len(kinds) != 1:
        raise StoreError(N_("Give line lists of one kind at a time: all CSV or all Parquet."))
    headers = [header(path) for path in files]
    if any(set(names) & set(COLUMNS) != set(headers[0]) & set(COLUMNS) for names in headers):
        raise StoreError(N_("The line lists have different columns: give those alike at a time."))
    return kinds.pop(), [name for name in COLUMNS if name in headers[0]]


def _projection(present: list[str]) -> str:
    cells = (quoted(name) if name in present else f"CAST(NULL AS VARCHAR) AS {name}" for name in COLUMNS)
    return "SELECT " + ", ".join(cells)


def by_duckdb(
    files: list[Path], *, memory_limit: str = "", threads: int | None = None, spill: Path | None = None
) -> Days:
    """Aggregate with DuckDB; beyond `memory_limit` it spills into the folder `spill`."""
    parquet, present = _one_kind(files)
    names = [str(path) for path in files]
    texts = statements()
    with tempfile.TemporaryDirectory(prefix="linelist-", dir=spill) as folder, duckdb.connect() as con:
        con.execute("SET preserve_insertion_order = false")
        con.execute("SET temp_directory = ?", [folder])
        if memory_limit:
            con.execute("SET memory_limit = ?", [memory_limit])
        if threads:
            con.execute("SET threads = ?", [threads])
        read = (
            "read_parquet($files)"
            if parquet
            else "read_csv($files, header=true, all_varchar=true, delim=',')"
        )
        grouped = texts["grouped"].replace("FROM line_list", f"FROM ({_projection(present)} FROM {read})")
        con.execute(f"CREATE TEMP TABLE grouped AS {grouped}", {"files": names})
        refused = con.execute(
            "SELECT coalesce(refused_for, ''), sum(cases)::BIGINT FROM grouped GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        table = con.sql(texts["days"]).to_arrow_table()
    return _days(table, dict(refused))


def by_spark(files: list[Path], *, master: str = "local[*]", memory_limit: str = "") -> Days:
    """Aggregate with Apache Spark on `master`; raises StoreError where its packages or Java are missing."""
    try:
        import sqlglot  # noqa: PLC0415  optional
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise StoreError(
            N_("Spark needs two packages: pip install -r requirements-spark.txt, and Java 17 or newer.")
        ) from error
    parquet, present = _one_kind(files)
    texts = {
        name: sqlglot.transpile(text, read="duckdb", write="spark")[0] for name, text in statements().items()
    }
    builder: Any = SparkSession.builder
    builder = builder.master(master).appName("line list")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        # The grouped table is small: as many parts as cores, not two hundred.
        "spark.sql.shuffle.partitions": "8",
        "spark.sql.adaptive.enabled": "true",
        **({"spark.driver.memory": memory_limit.lower().removesuffix("b")} if memory_limit else {}),
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # whatever keeps Java from starting is told in one sentence, and logged
        raise StoreError(N_("Spark cannot be started: Java 17 or newer is needed.")) from error
    try:
        names = [str(path) for path in files]
        reader = session.read
        raw = reader.parquet(*names) if parquet else reader.csv(names, header=True, quote='"', escape='"')
        raw.selectExpr(*_spark_projection(present)).createOrReplaceTempView("line_list")
        grouped = session.sql(texts["grouped"]).cache()
        grouped.createOrReplaceTempView("grouped")
        refused = {
            row["refused_for"] or "": int(row["cases"])
            for row in session.sql(
                "SELECT refused_for, sum(cases) AS cases FROM grouped GROUP BY 1"
            ).collect()
        }
        table = session.sql(texts["days"]).toArrow()
    finally:
        session.stop()
    return _days(table, refused)


def _spark_projection(present: list[str]) -> list[str]:
    return [name if name in present else f"CAST(NULL AS STRING) AS {name}" for name in COLUMNS]


def _days(table: pa.Table, rows: dict[str, int]) -> Days:
    kinds = [pa.string(), pa.date32(), *([pa.int64()] * 3)]
    names = ("unit_code", "date", "confirmed", "recovered", "deaths")
    schema = pa.schema(list(zip(names, kinds, strict=True)))
    refused = {name: rows[name] for name in REFUSALS if name in rows}
    return Days(table.select(names).cast(schema), rows.get("", 0), refused)


def aggregate(files: list[Path], engine: Engine = "duckdb", **options: Any) -> Days:
    """Return the unit-day table of some line lists; both engines give the same, row for row."""
    return by_duckdb(files, **options) if engine == "duckdb" else by_spark(files, **options)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m etl.linelist", description="Turn case line lists into a unit-day table."
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.parquet")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    parser.add_argument("--memory-limit", default="", metavar="SIZE", help="such as 4GB")
    parser.add_argument("--master", default="local[*]", metavar="URL", help="where Spark runs")
    parser.add_argument("--skip-refused", action="store_true", help="write although rows are refused")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    more = {"master": options.master} if options.engine == "spark" else {}
    try:
        days = aggregate(options.files, options.engine, memory_limit=options.memory_limit, **more)
    except (StoreError, duckdb.Error, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for column, count in days.refused.items():
        print(f"refused  {count:>13,}  {column}: {REFUSALS[column]}")
    print(f"counted  {days.counted:>13,}  cases in {time.perf_counter() - started:.1f} s")
    if days.refused and not options.skip_refused:
        print("nothing written: mend these rows, or leave them out with --skip-refused", file=sys.stderr)
        return 1
    pq.write_table(days.table, options.out, compression="zstd")
    print(f"written  {days.table.num_rows:>13,}  unit-days to {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
