"""Build the store from the bundled tables: `python -m etl.build [--store DIR]`."""

import argparse
import csv
import sys
from pathlib import Path

import duckdb

from etl.bundle import Bundle, bundled_files, load_bundle
from etl.contracts import DATASETS
from etl.receipts import active, read_batches
from etl.snapshot import build_and_publish, open_snapshot
from etl.store import BUNDLED_DATA, StoreError, data_of, default_store, is_sandbox, locked


def main(arguments: list[str] | None = None) -> int:
    """Check the bundled tables, publish the snapshot, print what it holds and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m etl.build", description=__doc__)
    parser.add_argument("--store", type=Path, default=default_store(), metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        data = data_of(options.store)
        bundle = load_bundle(data)
        with locked(options.store):
            build_and_publish(options.store, active(read_batches(options.store)), bundle=bundle)
        if not is_sandbox(options.store):
            _print_origins()
        _print_checks(bundle, data)
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


def _print_origins() -> None:
    """Print what became of every row of the public source files when the bundled tables were made."""
    with (BUNDLED_DATA / "accounts.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            print(f"source   {row['file']:<38} {row['fate']:<9} {row['rows']:>7}  {row['where_or_why']}")


def _print_checks(bundle: Bundle, data: Path) -> None:
    """Print rows read, kept and refused of every bundled file, with the warnings of its contract."""
    for name in DATASETS:
        for path in bundled_files(data, name):
            checked = bundle.intakes[path.name]
            kept = checked.table.num_rows if checked.table is not None else 0
            read = checked.report.rows
            print(f"bundled  {path.name:<38} read {read:>7}  kept {kept:>7}  refused {read - kept}")
            for (code, severity), number in sorted(checked.report.counts.items()):
                print(f"         {severity} {code}: {number}")


if __name__ == "__main__":
    sys.exit(main())
