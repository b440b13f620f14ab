"""The two filled coding sheets of the sample data, by two invented coders."""

from pathlib import Path

from etl.store import SAMPLE_DATA


def filled_samples() -> list[Path]:
    """Return the files of the filled sheets, one for each coder."""
    return sorted(SAMPLE_DATA.glob("coding_sheet_*.xlsx"))
