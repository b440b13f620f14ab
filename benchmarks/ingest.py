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
class Ratio:
    """How many times the bare COPY something took: on the clock, and of all processors.

    The second hardly depends on what else a machine does. `seconds` is the time on the clock.
    """

    seconds: float
    wall: float
    processors: float

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.seconds + other.seconds, self.wall + other.wall, self.processors + other.processors)

    def __sub__(self, other: "Ratio") -> "Ratio":
        return self + Ratio(-other.seconds, -other.wall, -other.processors)

    def times(self, factor: float) -> "Ratio":
        return Ratio(self.seconds * factor, self.wall * factor, self.processors * factor)


class Race:
    """Runs something and the bare COPY in turn, so that both meet the same machine."""

    def __init__(self, path: Path, database: Path) -> None:
        self._path = path
        self._database = database

    def copy(self) -> None:
        """Load the file into a typed table of a database file: the least that any loading takes."""
        self._database.unlink(missing_ok=True)
        with duckdb.connect(str(self._database)) as con:
            con.execute(f"CREATE TABLE bare ({COLUMNS})")
            con.execute(f"COPY bare FROM '{self._path}' (HEADER)")

    def run(self, work: Callable[[], object], prepare: Callable[[], object] = lambda: None) -> Ratio:
        """Return the shortest of several times of `work`, as ratios to the shortest of the COPYs between."""
        took: list[tuple[float, float]] = []
        copied: list[tuple[float, float]] = []
        for _ in range(REPEATS):
            copied.append(timed(self.copy))
            prepare()
            took.append(timed(work))
        wall, processors = (min(values) for values in zip(*took, strict=True))
        copy_wall, copy_processors = (min(values) for values in zip(*copied, strict=True))
        return Ratio(wall, wall / copy_wall, processors / copy_processors)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    wall, processors = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processors


def accepting(race: Race, content: bytes, references: References, store: Path) -> Ratio:
    """Return the time of accepting a checked file into a fresh copy of a store and publishing that."""
    checked = receive(content, "rows.csv", references).intake
    assert checked.table is not None, checked.report.findings[:3]
    target = store.with_name("target")

    def prepare() -> None:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(store, target)

    return race.run(lambda: accept(target, checked, "benchmark"), prepare)


def pandera_time(race: Race, path: Path, references: References) -> Ratio | None:
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

    return race.run(work)


def frictionless_time(race: Race, path: Path, rows: int) -> Ratio | None:
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

    def work() -> None:
        report = Resource(path=part.name, basepath=str(part.parent), schema=schema).validate()
        assert report.valid, report.flatten(["message"])[:3]

    return race.run(work).times(rows / FRICTIONLESS_ROWS)


def say(name: str, ratio: Ratio | None, remark: str = "") -> None:
    if ratio is None:
        print(f"  {name:<52} absent: pip install -r benchmarks/requirements.txt")
    else:
        times = f"{ratio.wall:7.2f} x COPY ({ratio.processors:.2f} x its processors)"
        print(f"  {name:<52} {ratio.seconds:8.3f} s {times}{remark}")


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
        race = Race(path, folder / "bare.duckdb")
        say("bare COPY into a typed table", race.run(race.copy))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        checked = race.run(lambda: receive(path.read_bytes(), "rows.csv", references))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        say("read, recognised and checked", checked, f", {grown:.0f} MB extra")
        one = accepting(
            race, content[: content.index(b"\n", content.index(b"\n") + 1) + 1], references, store
        )
        whole = accepting(race, content, references, store)
        say("accepting one row: the snapshot of all bundled data", one)
        say("accepting all rows, beyond that", whole - one)
        both = checked + whole - one
        say("checked and accepted, beyond that", both, "" if both.wall <= TARGET else f", target {TARGET:g}")
        say("checked and accepted, snapshot published", checked + whole)
        say("pandera, the same checks", pandera_time(race, path, references))
        remark = f", extrapolated from {FRICTIONLESS_ROWS:,} rows"
        say("frictionless, cells and key", frictionless_time(race, path, options.rows), remark)


if __name__ == "__main__":
    main()
