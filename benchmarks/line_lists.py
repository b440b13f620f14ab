"""Line lists of places that do not exist, seeded, as many rows as wanted; written out of core by DuckDB."""

from pathlib import Path

import duckdb

UNITS = 3000
DAYS = 365
FIRST_DAY = "2020-01-01"


def write_line_list(path: Path, rows: int, seed: int = 2020) -> None:
    """Write `rows` made-up cases of `UNITS` test units (codes from 990000) over a year to Parquet or CSV.

    Every fourth outcome is not known; of the others one in fifty died. Rows depend on seed and number.
    """
    kind = "(FORMAT parquet, COMPRESSION zstd)" if path.suffix == ".parquet" else "(FORMAT csv, HEADER)"
    with duckdb.connect() as con:
        con.execute("SET preserve_insertion_order = false")
        con.execute("SET memory_limit = '4GB'")
        con.execute(
            f"COPY (WITH drawn AS (SELECT i, hash(i * 7919 + {seed}) AS h FROM range({rows}) AS r(i)),"
            f" placed AS (SELECT i, h, (990000 + h % {UNITS})::VARCHAR AS unit_code,"
            f" DATE '{FIRST_DAY}' + ((h >> 20) % {DAYS})::INTEGER AS confirmed_on,"
            " (h >> 40) % 4 = 0 AS unknown, (h >> 44) % 50 = 0 AS died, ((h >> 50) % 40)::INTEGER AS wait"
            " FROM drawn)"
            " SELECT 'T' || i AS case_id, unit_code, confirmed_on,"
            " CASE WHEN unknown THEN NULL WHEN died THEN 'died' ELSE 'recovered' END AS outcome,"
            " CASE WHEN NOT unknown THEN confirmed_on + wait END AS outcome_on"
            f" FROM placed) TO '{path}' {kind}"
        )
