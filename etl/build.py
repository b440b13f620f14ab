"""Build the store from the bundled tables: `python -m etl.build [--store DIR]`."""

import argparse
import sys
from pathlib import Path

import duckdb

from etl.bundle import bundled_files, load_bundle
from etl.contracts import DATASETS
from etl.receipts import active, read_batches
from etl.snapshot import build_and_publish, open_snapshot
from etl.store import BUNDLED_DATA, StoreError, default_store, locked


def main(arguments: list[str] | None = None) -> int:
    """Check the bundled tables, publish the snapshot, print what it holds and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m etl.build", description=__doc__)
    parser.add_argument("--store", type=Path, default=default_store(), metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        with locked(options.store):
            batches = read_batches(options.store)
            build_and_publish(options.store, active(batches))
        _print_bundle()
        snapshot = open_snapshot(options.store)
    except (StoreError, OSError, duckdb.Error) as error:
        print(error, file=sys.stderr)
        return 1
    counts = snapshot.frame(
        "SELECT table_name, estimated_size AS rows FROM duckdb_tables()"
        " WHERE NOT internal ORDER BY table_name"
    )
    for row in counts.itertuples():
        print(f"table    {row.table_name:<26} {row.rows:>8} rows")
    for notice in snapshot.notices:
        print(f"notice   {notice.text('en')}")
    print(f"version  {snapshot.version}")
    snapshot.close()
    return 0


def _print_bundle() -> None:
    """Print rows read, kept and refused of every bundled file, and why."""
    bundle = load_bundle()
    for name in DATASETS:
        for path in bundled_files(BUNDLED_DATA, name):
            report = bundle.intakes[path.name].report
            kept = report.rows
            print(f"bundled  {path.name:<34} read {report.rows:>7}  kept {kept:>7}  refused 0")
            for (code, severity), number in sorted(report.counts.items()):
                print(f"         {severity} {code}: {number}")


if __name__ == "__main__":
    sys.exit(main())
