"""How time and memory grow with the number of places: as many as now, ten times, a hundred times.

    python -m benchmarks.growth --factors 1,10,100

Beside the real cities, copies of them under codes that no real place has and names that say so, each with a
year of daily cases, stand in a data folder of their own that is thrown away. Every step runs in a fresh
process; the slope is the exponent of growth of processor time between two sizes (1: it grows as the number
does), which other work on the machine distorts least.
"""

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.record import Record, limit, peak_mb, show
from etl import score_reads
from etl.snapshot import Snapshot, build_version, snapshot_file
from etl.store import BUNDLED_DATA, PROJECT, make_folders
from exports.scores import assess_level, bundled_framework

FIRST_CODE = 800_000
SLOPE_LIMIT = 1.2
"""A little above 1: sorting and caches of the processor make growth slightly more than proportional."""

PLACES = (
    "SELECT unit_code AS own, row_number() OVER (ORDER BY unit_code) - 1 AS number FROM unit"
    " WHERE level = 'prefecture'"
)


def grown_data(folder: Path, factor: int) -> Path:
    """Copy the bundled data and add `factor` − 1 copies of every city as test places; return the folder."""
    data = folder / "data"
    shutil.copytree(BUNDLED_DATA, data)
    if factor == 1:
        return data
    with duckdb.connect() as con:
        con.execute(
            "CREATE TABLE unit AS SELECT * FROM read_csv($file, all_varchar=true)",
            {"file": str(data / "tables" / "unit.csv")},
        )
        con.execute(f"CREATE TABLE place AS {PLACES}")
        con.execute(
            "CREATE TABLE copies AS SELECT own,"
            f" ({FIRST_CODE} + turn * (SELECT count(*) FROM place) + number)::VARCHAR AS code"
            f" FROM place, range({factor - 1}) AS turns(turn)"
        )
        # Copies of what the source got wrong need copies of the corrections.
        for path in (*sorted((data / "tables").iterdir()), data / "corrections.csv"):
            _grow_file(con, path)
    return data


def _grow_file(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    parquet = path.suffix == ".parquet"
    read = "read_parquet($file)" if parquet else "read_csv($file, all_varchar=true)"
    con.execute(f"CREATE OR REPLACE TABLE rows AS SELECT * FROM {read}", {"file": str(path)})
    changed = "code AS unit_code"
    if path.stem == "unit":
        changed += ", '测试' || name_zh AS name_zh, 'Test ' || name_en AS name_en"
        changed += ", '测试' || name_short_zh AS name_short_zh"
    if path.stem == "corrections":
        changed += ", correction_id || '_' || code AS correction_id"
    grown = (
        f"SELECT * FROM rows UNION ALL BY NAME SELECT rows.* REPLACE ({changed})"
        " FROM rows JOIN copies ON rows.unit_code = copies.own"
    )
    kind = "(FORMAT parquet)" if parquet else "(FORMAT csv, HEADER)"
    con.execute(f"COPY ({grown}) TO '{path}' {kind}")


def measure(step: str, data: Path, store: Path) -> dict[str, float]:
    """Run one step in this process; return its seconds, its processor seconds, and its peak memory."""
    if step == "build":
        started = time.perf_counter(), time.process_time()
        make_folders(store)
        version = build_version(store, [], data)
        (store / "version").write_text(version, "utf-8")
        return _since(started)
    version = (store / "version").read_text("utf-8")
    snapshot = Snapshot(snapshot_file(store, version), version)
    started = time.perf_counter(), time.process_time()
    if step == "score":
        assess_level(snapshot, bundled_framework("public_data"), "prefecture")
    else:
        score_reads.case_series(snapshot)
    return _since(started)


def _since(started: tuple[float, float]) -> dict[str, float]:
    clock, processors = started
    return {
        "seconds": time.perf_counter() - clock,
        "processors": time.process_time() - processors,
        "mb": peak_mb(),
    }


def measured(step: str, data: Path, store: Path) -> dict[str, float]:
    """Run one step in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.growth", "--step", step]
    command += ["--data", str(data), "--store", str(store)]
    output = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(output.splitlines()[-1]))


WORDS = {
    "build": "snapshot built from all tables",
    "score": "all cities scored, with rank bands",
    "read": "daily cases of all cities read",
}


def records(factors: tuple[int, ...] = (1, 10)) -> Iterator[Record]:
    """Return time, memory and slope of each step at each size."""
    results: dict[tuple[str, int], dict[str, float]] = {}
    for factor in factors:
        with tempfile.TemporaryDirectory(prefix="growth-") as name:
            folder = Path(name)
            data = grown_data(folder, factor)
            for step in WORDS:
                results[step, factor] = measured(step, data, folder / "store")
    for step, words in WORDS.items():
        for before, factor in zip((None, *factors), factors, strict=False):
            result = results[step, factor]
            yield Record("growth", f"{words}, cities × {factor}", result["seconds"], "s")
            processors = f"{words}, cities × {factor}: of the processors"
            yield Record("growth", processors, result["processors"], "s")
            yield Record("growth", f"{words}, cities × {factor}: peak memory", result["mb"], "MB")
            if before is not None:
                earlier = results[step, before]
                slope = math.log(result["processors"] / earlier["processors"]) / math.log(factor / before)
                yield limit("growth", f"{words}: slope × {before} to × {factor}", slope, "", SLOPE_LIMIT)


def main() -> None:
    """Print the growth, or one step of it as JSON."""
    parser = argparse.ArgumentParser(description="Measure growth with the number of places.")
    parser.add_argument("--factors", default="1,10,100")
    parser.add_argument("--step", choices=tuple(WORDS))
    parser.add_argument("--data", type=Path)
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(measure(options.step, options.data, options.store)))
        return
    sys.exit(min(show(records(tuple(int(factor) for factor in options.factors.split(",")))), 1))


if __name__ == "__main__":
    main()
