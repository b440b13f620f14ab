"""Figures in every year and from every source, as trends are drawn from them."""

import pandas as pd

from etl.snapshot import Snapshot


def resource_years(snapshot: Snapshot, units: list[str], codes: list[str]) -> pd.DataFrame:
    """Return some resources of some places in every year and from every source.

    One row each, with unit_code, resource_code, year, value, source_id and grade.
    """
    return snapshot.frame(
        "SELECT unit_code, resource_code, year, value, source_id, grade FROM resource"
        " WHERE list_contains($units, unit_code) AND list_contains($codes, resource_code)"
        " AND value IS NOT NULL AND year IS NOT NULL"
        " ORDER BY list_position($units, unit_code), resource_code, source_id, year",
        {"units": units, "codes": codes},
    )


def indicator_years(snapshot: Snapshot, units: list[str], codes: list[str]) -> pd.DataFrame:
    """Return the own values of some indicators of some places in every period, with the year it begins in.

    One row each, with unit_code, indicator_code, year, value, source_id and grade.
    """
    return snapshot.frame(
        "SELECT unit_code, indicator_code, try_cast(left(period, 4) AS INTEGER) AS year, value, source_id,"
        " grade FROM indicator_cell"
        " WHERE list_contains($units, unit_code) AND list_contains($codes, indicator_code)"
        " AND value IS NOT NULL AND inherited_from IS NULL"
        " AND try_cast(left(period, 4) AS INTEGER) IS NOT NULL"
        " ORDER BY list_position($units, unit_code), indicator_code, source_id, year",
        {"units": units, "codes": codes},
    )
