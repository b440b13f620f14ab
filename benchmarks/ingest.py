"""Time what it takes to check and accept a million rows of eight columns, against DuckDB's bare COPY.

The rows are synthetic counts (they obey the contract; speed does not depend on them) under real unit codes.
Peers run the same checks where they can: pandera on all rows, frictionless on a part, extrapolated.
Run from the top folder: python -m benchmarks.ingest [--rows 1000000] [--shuffled]
"""

import argparse
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.record import Record, heading, show
from etl.batches import accept
from etl.ingest import references_of
from etl.intake import References
from etl.reception import receive
from etl.snapshot import open_snapshot, publish

ROWS = 1_000_000
REPEATS = 5
FRICTIONLESS_ROWS = 20_000
TARGET = 3.0
GROUP = "ingest"
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
class Time:
    """How long something took: on the clock, and of all processors.

    The second hardly depends on what else a machine does.
    """

    seconds: float
    processors: float

    def __add__(self, other: "Time") -> "Time":
        return Time(self.seconds + other.seconds, self.processors + other.processors)

    def __sub__(self, other: "Time") -> "Time":
        return self + other.times(-1)

    def times(self, factor: float) -> "Time":
        return Time(self.seconds * factor, self.processors * factor)


def shortest(times: list[Time]) -> Time:
    """Return the shortest of several times, each kind by itself."""
    return Time(min(one.seconds for one in times), min(one.processors for one in times))


class Race:
    """Runs something and the bare COPY in turn, so that both meet the same machine."""

    def __init__(self, path: Path, database: Path) -> None:
        self._path = path
        self._database = database
        self._copied: list[Time] = []

    def copy(self) -> None:
        """Load the file into a typed table of a database file: the least that any loading takes."""
        self._database.unlink(missing_ok=True)
        with duckdb.connect(str(self._database)) as con:
            con.execute(f"CREATE TABLE bare ({COLUMNS})")
            con.execute(f"COPY bare FROM '{self._path}' (HEADER)")

    @property
    def bare(self) -> Time:
        """The shortest of all COPYs so far."""
        return shortest(self._copied)

    def run(self, work: Callable[[], object], prepare: Callable[[], object] = lambda: None) -> Time:
        """Return the shortest of several times of `work`, with a COPY before each."""
        took: list[Time] = []
        for _ in range(REPEATS):
            self._copied.append(timed(self.copy))
            prepare()
            took.append(timed(work))
        return shortest(took)


def timed(work: Callable[[], object]) -> Time:
    seconds, processors = time.perf_counter(), time.process_time()
    work()
    return Time(time.perf_counter() - seconds, time.process_time() - processors)


def accepting(race: Race, content: bytes, references: References, store: Path) -> Time:
    """Return the time of accepting a checked file into a fresh copy of a store and publishing that."""
    checked = receive(content, "rows.csv", references).intake
    assert checked.table is not None, checked.report.findings[:3]
    target = store.with_name("target")

    def prepare() -> None:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(store, target)

    return race.run(lambda: accept(target, checked, "benchmark"), prepare)


def pandera_time(race: Race, path: Path, references: References) -> Time | None:
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


def frictionless_time(race: Race, path: Path, rows: int) -> Time | None:
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


def records(rows: int = ROWS, *, shuffled: bool = False) -> Iterator[Record]:
    """Return every time beside the bare COPY's, and beside the peers' where they are installed."""
    with tempfile.TemporaryDirectory(prefix="bench-ingest-") as name:
        folder = Path(name)
        store = folder / "store"
        publish(store)
        snapshot = open_snapshot(store)
        references = references_of(snapshot)
        snapshot.close()
        path = folder / "rows.csv"
        write_rows(path, references, rows, shuffled=shuffled)
        content = path.read_bytes()
        race = Race(path, folder / "bare.duckdb")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        checked = race.run(lambda: receive(path.read_bytes(), "rows.csv", references))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        size = f"{rows:,} rows × 8"
        yield Record(GROUP, f"{size}: the same, extra memory", grown, "MB", "the file", len(content) / 2**20)
        first_row = content[: content.index(b"\n", content.index(b"\n") + 1) + 1]
        one = accepting(race, first_row, references, store)
        whole = accepting(race, content, references, store)
        beyond, bare = checked + whole - one, race.bare
        for what, took, target in (
            ("read, recognised and checked", checked, None),
            ("checked, accepted and published", checked + whole, None),
            ("the same beyond the bundled data", beyond, TARGET),
        ):
            yield Record(
                GROUP, f"{size}: {what}", took.seconds, "s", "bare COPY", bare.seconds, at_most=target
            )
        what = f"{size}: processor time of that"
        yield Record(GROUP, what, beyond.processors, "s", "bare COPY", bare.processors, at_most=TARGET)
        yield Record(GROUP, "accepting one row: all bundled data built", one.seconds, "s")
        for peer, theirs in (
            ("pandera, the same checks", pandera_time(race, path, references)),
            (f"frictionless, from {FRICTIONLESS_ROWS:,} rows", frictionless_time(race, path, rows)),
        ):
            if theirs is not None:
                yield Record(GROUP, f"{size}: read and checked", checked.seconds, "s", peer, theirs.seconds)


def main() -> None:
    """Print every time and its ratio to the bare COPY."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ingest")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--shuffled", action="store_true", help="rows in no order")
    options = parser.parse_args()
    print(heading())
    sys.exit(min(show(records(options.rows, shuffled=options.shuffled)), 1))


if __name__ == "__main__":
    main()
