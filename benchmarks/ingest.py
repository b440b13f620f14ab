"""Time what it takes to check and accept a million rows of eight columns, against DuckDB's bare COPY.

The rows are synthetic counts (they obey the contract; speed does not depend on them) under real unit codes.
Peers run the same checks where they can: pandera on all rows, frictionless on a part, extrapolated.
Run from the top folder: python -m benchmarks.ingest [--rows 1000000] [--shuffled]
"""

import argparse
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.batches import accept
from etl.ingest import references_of
from etl.intake import References
from etl.reception import receive
from etl.snapshot import open_snapshot, publish

ROWS = 1_000_000
REPEATS = 5
FRICTIONLESS_ROWS = 20_000
TARGET = 3.0
COLUMNS = (
    "unit_code VARCHAR, date DATE, confirmed BIGINT, recovered BIGINT, deaths BIGINT, observed BOOLEAN,"
    " source_id VARCHAR, grade VARCHAR"
)


def write_rows(path: Path, references: References, rows: int, *, shuffled: bool) -> None:
    """Write a table of cumulative counts: as many days for each unit as the number of rows needs."""
    with duckdb.connect(":memory:") as con:
        con.register("unit", references["unit"])
        days = -(-rows // references["unit"].num_rows)
        order = "hash(unit_code, day)" if shuffled else "unit_code, day"
        query = (
            "SELECT unit_code, (DATE '2019-12-01' + day::INTEGER)::VARCHAR AS date,"
            " (number % 50 + day) * 2 AS confirmed, (number % 50 + day) // 2 AS recovered,"
            " day // 50 AS deaths,"
            " 'true' AS observed, 'user_upload' AS source_id, 'C' AS grade"
            " FROM (SELECT unit_code, row_number() OVER (ORDER BY unit_code) AS number FROM unit),"
            f" range({days}) AS days(day) ORDER BY {order} LIMIT {rows}"
        )
        con.execute(f"COPY ({query}) TO '{path}' (HEADER)")


@dataclass(frozen=True)
class Took:
    """Seconds on the clock, and of all processors: the second hardly depends on what else a machine does."""

    wall: float
    processors: float

    def minus(self, other: "Took") -> "Took":
        return Took(self.wall - other.wall, self.processors - other.processors)

    def plus(self, other: "Took") -> "Took":
        return Took(self.wall + other.wall, self.processors + other.processors)


def fastest(work: Callable[[], object], prepare: Callable[[], object] = lambda: None) -> Took:
    """Return the shortest of several times."""
    walls, processors = [], []
    for _ in range(REPEATS):
        prepare()
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return Took(min(walls), min(processors))


def bare_copy(path: Path, database: Path) -> Took:
    """Return the time of COPY into a typed table of a database file, the least that any loading takes."""

    def work() -> None:
        with duckdb.connect(str(database)) as con:
            con.execute(f"CREATE TABLE bare ({COLUMNS})")
            con.execute(f"COPY bare FROM '{path}' (HEADER)")

    return fastest(work, lambda: database.unlink(missing_ok=True))


def accepting(content: bytes, references: References, store: Path) -> Took:
    """Return the time of accepting a checked file into a fresh copy of a store and publishing that."""
    checked = receive(content, "rows.csv", references).intake
    assert checked.table is not None, checked.report.findings[:3]
    target = store.with_name("target")

    def prepare() -> None:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(store, target)

    return fastest(lambda: accept(target, checked, "benchmark"), prepare)


def pandera_time(path: Path, references: References) -> Took | None:
    """Return the time of the same checks with pandera on a table read as text, None where it is absent."""
    try:
        import pandas as pd  # noqa: PLC0415
        import pandera.pandas as pa  # noqa: PLC0415  optional
    except ImportError:
        return None
    counts = {
        name: pa.Column(int, pa.Check.in_range(0, 100_000_000))
        for name in ("confirmed", "recovered", "deaths")
    }
    schema = pa.DataFrameSchema(
        {
            "unit_code": pa.Column(str, pa.Check.isin(references["unit"]["unit_code"].to_pylist())),
            "date": pa.Column("datetime64[us]", pa.Check.ge(pd.Timestamp("2019-12-01"))),
            **counts,
            "observed": pa.Column(bool),
            "source_id": pa.Column(str, pa.Check.isin(references["source"]["source_id"].to_pylist())),
            "grade": pa.Column(str, pa.Check.isin(["A", "B", "C"])),
        },
        checks=pa.Check(lambda frame: frame["recovered"] + frame["deaths"] <= frame["confirmed"]),
        unique=["unit_code", "date"],
    )

    def work() -> None:
        frame = pd.read_csv(path, dtype=str)
        frame["date"] = pd.to_datetime(frame["date"], format="%Y-%m-%d").astype("datetime64[us]")
        for name in counts:
            frame[name] = frame[name].astype("int64")
        frame["observed"] = frame["observed"].map({"true": True, "false": False})
        schema.validate(frame, lazy=True)

    return fastest(work)


def frictionless_time(path: Path, rows: int) -> Took | None:
    """Return the time of the same cell checks with frictionless on a part, extrapolated to all rows."""
    try:
        from frictionless import Resource, Schema  # noqa: PLC0415  optional
    except ImportError:
        return None
    counts = [
        {"name": name, "type": "integer", "constraints": {"required": True, "minimum": 0}}
        for name in ("confirmed", "recovered", "deaths")
    ]
    text = {"type": "string", "constraints": {"required": True}}
    schema = Schema.from_descriptor(
        {
            "fields": [
                {"name": "unit_code", **text},
                {"name": "date", "type": "date"},
                *counts,
                {"name": "observed", "type": "boolean"},
                {"name": "source_id", **text},
                {"name": "grade", "type": "string", "constraints": {"enum": ["A", "B", "C"]}},
            ],
            "primaryKey": ["unit_code", "date"],
        }
    )
    part = path.with_name("part.csv")
    with path.open(encoding="utf-8") as source:
        part.write_text(
            "".join(line for line, _ in zip(source, range(FRICTIONLESS_ROWS + 1), strict=False)), "utf-8"
        )
    wall, processor = time.perf_counter(), time.process_time()
    report = Resource(path=part.name, basepath=str(part.parent), schema=schema).validate()
    assert report.valid, report.flatten(["message"])[:3]
    times = rows / FRICTIONLESS_ROWS
    return Took((time.perf_counter() - wall) * times, (time.process_time() - processor) * times)


def say(name: str, took: Took | None, base: Took, remark: str = "") -> None:
    if took is None:
        print(f"  {name:<52} absent: pip install -r benchmarks/requirements.txt")
    else:
        ratios = (
            f"{took.wall / base.wall:7.2f} x COPY ({took.processors / base.processors:.2f} x its processors)"
        )
        print(f"  {name:<52} {took.wall:8.3f} s {ratios}{remark}")


def main() -> None:
    """Print every time and its ratio to the bare COPY."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ingest")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--shuffled", action="store_true", help="rows in no order")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-ingest-") as name:
        folder = Path(name)
        store = folder / "store"
        publish(store)
        snapshot = open_snapshot(store)
        references = references_of(snapshot)
        snapshot.close()
        path = folder / "rows.csv"
        write_rows(path, references, options.rows, shuffled=options.shuffled)
        content = path.read_bytes()
        print(f"{options.rows:,} rows x 8 columns, {len(content) / 1e6:.0f} MB, shortest of {REPEATS}:")
        copied = bare_copy(path, folder / "bare.duckdb")
        say("bare COPY into a typed table", copied, copied)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        checked = fastest(lambda: receive(path.read_bytes(), "rows.csv", references))
        verdict = "" if checked.wall <= TARGET * copied.wall else f", above the target of {TARGET:g}"
        say("read, recognised and checked", checked, copied, verdict)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(f"  {'extra memory at the peak of checking':<52} {grown:8.0f} MB")
        one = accepting(content[: content.index(b"\n", content.index(b"\n") + 1) + 1], references, store)
        whole = accepting(content, references, store)
        say("accepting one row: the snapshot of all bundled data", one, copied)
        say("accepting all rows, beyond that", whole.minus(one), copied)
        say("checked and accepted, beyond that", checked.plus(whole).minus(one), copied)
        say("checked and accepted, snapshot published", checked.plus(whole), copied)
        say("pandera, the same checks", pandera_time(path, references), copied)
        remark = f", extrapolated from {FRICTIONLESS_ROWS:,} rows"
        say("frictionless, cells and key", frictionless_time(path, options.rows), copied, remark)


if __name__ == "__main__":
    main()
