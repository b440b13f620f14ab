"""The values that coders agreed on after they had differed: a file beside what each of them gave."""

import csv
import io

import pandas as pd

from etl.coding_plan import RECONCILED
from etl.contracts import INDICATOR_VALUE

FILE_NAME = "reconciled.csv"


def reconciled_file(agreed: pd.DataFrame, reason: str) -> bytes:
    """Return the file that holds agreed values, for the front door of all files.

    `agreed` has one row of `etl.coding_reads.codings` for each cell: that of the coder whose answer stands.
    Its evidence is kept; the coder becomes the reserved one, and `reason` the remark.
    """
    # A sandbox and the real data each give the grade themselves.
    columns = [name for name in INDICATOR_VALUE.column_names if name != "grade" and name in agreed.columns]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    for row in agreed.to_dict("records"):
        writer.writerow(
            {name: _text(row[name]) for name in columns} | {"coder": RECONCILED, "note": reason.strip()}
        )
    return text.getvalue().encode()


def _text(value: object) -> str:
    if value is None or bool(pd.isna(value)):  # type: ignore[call-overload]
        return ""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)
