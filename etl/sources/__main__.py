"""Build the bundled tables from the public source files: `python -m etl.sources FOLDER [--out data]`."""

import argparse
import csv
import sys
from pathlib import Path

from etl.contracts import CASE_DAILY, INDICATOR_VALUE, MEASURE, RESOURCE, UNIT
from etl.sources.account import Account
from etl.sources.cases import build_bulletins, build_daily
from etl.sources.files import read_recodes, write_csv, write_parquet
from etl.sources.indicators import build_indicators
from etl.sources.measures import build_measures
from etl.sources.resources import build_census, build_resources
from etl.sources.units import build_units
from etl.store import BUNDLED_DATA

QUALITY_FILES = "tables of known flaws: what they say of the other files is in corrections and annotations"


def build_tables(folder: Path, out: Path) -> list[Account]:
    """Write every bundled table under `out` and return the accounts of all source files."""
    tables = out / "tables"
    recodes = read_recodes(BUNDLED_DATA / "recodes.csv")
    units, accounts = build_units(folder, recodes)
    write_csv(units, UNIT, tables / "unit.csv")
    daily, daily_accounts = build_daily(folder)
    write_parquet(daily, CASE_DAILY, tables / "case_daily.parquet")
    bulletins, bulletin_accounts = build_bulletins(folder)
    write_csv(bulletins, CASE_DAILY, tables / "case_daily.qingdao_districts.csv")
    measures, measure_accounts = build_measures(folder, recodes)
    write_csv(measures, MEASURE, tables / "measure.csv")
    resources, resource_accounts = build_resources(folder)
    write_csv(resources, RESOURCE, tables / "resource.city.csv")
    census, census_accounts = build_census(folder, recodes)
    write_parquet(census, RESOURCE, tables / "resource.census.parquet")
    indicators, indicator_accounts = build_indicators(folder)
    write_csv(indicators, INDICATOR_VALUE, tables / "indicator_value.csv")
    accounts += daily_accounts + bulletin_accounts + measure_accounts
    accounts += resource_accounts + census_accounts + indicator_accounts
    accounts += [_quality(path) for path in sorted(folder.glob("quality_*"))]
    write_accounts(accounts, out / "accounts.csv")
    return accounts


def _quality(path: Path) -> Account:
    rows = len(path.read_text("utf-8").splitlines()) - 1 if path.suffix == ".csv" else 1
    account = Account(path.name, rows)
    account.leave(QUALITY_FILES, rows)
    return account


def write_accounts(accounts: list[Account], path: Path) -> None:
    """Write what became of every row of every source file, which the build prints again."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, ["file", "read", "fate", "where_or_why", "rows"], lineterminator="\n")
        writer.writeheader()
        for account in accounts:
            writer.writerows(account.rows())


def main(arguments: list[str] | None = None) -> int:
    """Build the tables and print the accounts."""
    parser = argparse.ArgumentParser(prog="python -m etl.sources", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=BUNDLED_DATA, metavar="DIR")
    options = parser.parse_args(arguments)
    for account in build_tables(options.folder, options.out):
        print(f"{account.file}: {account.read} rows read")
        for row in account.rows():
            print(f"    {row['fate']:<10} {row['rows']:>7}  {row['where_or_why']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
