"""Small uploads of visibly made-up figures, checked against a test's own store."""

from pathlib import Path

from etl.contracts import DATASETS
from etl.ingest import references_of
from etl.intake import Intake, intake
from etl.snapshot import open_snapshot

RESOURCES = "unit_code,resource_code,year,value,unit\n"
DOCTORS = RESOURCES + "370200,licensed_doctors,2019,99999,persons\n"
"""Counts for Qingdao in the capacity of cities: a new row, as its source is another."""


def checked_file(store: Path, folder: Path, content: str, dataset: str = "resource") -> Intake:
    """Check a CSV text against the data that the store publishes."""
    path = folder / "upload.csv"
    path.write_text(content, "utf-8")
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    return intake(path, DATASETS[dataset], references, source="user_upload", grade="C")
