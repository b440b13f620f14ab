"""Ten million rows through the command line, from file to published snapshot, beside DuckDB's bare COPY.

    python -m benchmarks.volume --rows 10000000

The rows are made-up resources under real codes, for a store that is thrown away: ten million daily counts
would need more days than have passed. Both run in processes of their own, so that each one's peak memory is
its own.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.record import Record, peak_mb, show
from etl.ingest import references_of
from etl.intake import References
from etl.snapshot import open_snapshot, publish
from etl.store import PROJECT

ROWS = 10_000_000
LOOK_SECONDS = 0.02
MOST_COPIES = 12.0
"""Reading, checking, storing, merging and publishing, in multiples of the bare COPY."""

COLUMNS = (
    "unit_code VARCHAR, resource_code VARCHAR, year BIGINT, value DOUBLE, unit VARCHAR, sample_size BIGINT,"
    " source_id VARCHAR, grade VARCHAR"
)
ROWS_QUERY = """
SELECT unit_code, code AS resource_code, year, (hash(unit_code, code, year) % 100000) / 4 AS value,
    'persons' AS unit, NULL AS sample_size, cited.source_id, 'C' AS grade
FROM (SELECT source_id FROM source ORDER BY source_id LIMIT 4) AS cited,
    unit,
    (SELECT code FROM vocabulary WHERE list = 'resource' AND code NOT LIKE 'sample%'),
    range(2000, 2027) AS years(year)
ORDER BY cited.source_id, unit_code, resource_code, year
"""

COPY = (
    "import duckdb, sys; con = duckdb.connect(sys.argv[2]);"
    f" con.execute('CREATE TABLE bare ({COLUMNS})');"
    " con.execute(f\"COPY bare FROM '{sys.argv[1]}' (HEADER)\")"
)


def write_rows(path: Path, references: References, rows: int) -> None:
    """Write a table of resources of eight columns."""
    with duckdb.connect(":memory:") as con:
        for name, table in references.items():
            con.register(name, table)
        con.execute(f"COPY ({ROWS_QUERY} LIMIT {rows}) TO '{path}' (HEADER)")
        written = con.sql(f"SELECT count(*) FROM read_csv('{path}', all_varchar=true)").fetchall()[0][0]
        assert written == rows, f"there are codes for {written:,} rows only"


def timed(command: list[str]) -> tuple[float, float]:
    """Run a command; return its seconds, and its peak memory in megabytes."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], cwd=PROJECT, stdout=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, peak_mb(process.pid))
        time.sleep(LOOK_SECONDS)
    assert process.returncode == 0, f"{command} ended with {process.returncode}"
    return time.perf_counter() - started, peak


def records(rows: int = ROWS) -> Iterator[Record]:
    """Return time and memory of the ingest beside those of COPY."""
    with tempfile.TemporaryDirectory(prefix="volume-") as name:
        folder = Path(name)
        store, path = folder / "store", folder / "rows.csv"
        publish(store)
        snapshot = open_snapshot(store)
        references = references_of(snapshot)
        snapshot.close()
        write_rows(path, references, rows)
        copied, copy_mb = timed(["-c", COPY, str(path), str(folder / "bare.duckdb")])
        ingest = ["-m", "etl.ingest", str(path), "--dataset", "resource", "--accept", "--store", str(store)]
        taken, taken_mb = timed(ingest)
    what = f"{rows:,} rows, from the command line to the snapshot"
    yield Record("volume", what, taken, "s", "bare COPY", copied, at_most=MOST_COPIES)
    yield Record("volume", f"{rows:,} rows: peak memory", taken_mb, "MB", "bare COPY", copy_mb)
    yield Record("volume", "rows a second", rows / taken, "rows/s", "bare COPY", rows / copied)


def main() -> None:
    """Run the ingest and print its table."""
    parser = argparse.ArgumentParser(description="Ingest very many rows.")
    parser.add_argument("--rows", type=int, default=ROWS)
    options = parser.parse_args()
    sys.exit(min(show(records(options.rows)), 1))


if __name__ == "__main__":
    main()
