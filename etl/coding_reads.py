"""What the page on coding reads: every coder's rows, and who issued which document."""

import pandas as pd

from etl.coding_plan import OWN_CODE, RECONCILED, coded_indicators
from etl.snapshot import Snapshot

_CODINGS = """
SELECT unit_code, indicator_code, period, value_type, value, missing_reason, coder, confidence, excerpt,
       reference, issuer, document_number, document_date, source_kind, url, note, source_id, grade, batch_id
FROM indicator_value
WHERE coder IS NOT NULL
  AND (list_contains($indicators, indicator_code) OR regexp_full_match(indicator_code, $own))
ORDER BY unit_code, indicator_code, period, coder
"""

_SIGNATURES = """
SELECT document_id, unnest(list_distinct(issuers)) AS issuer, issued_on, title, source_id
FROM document
WHERE unit_code = $unit
ORDER BY document_id, issuer
"""


def codings(snapshot: Snapshot) -> pd.DataFrame:
    """Return what every coder gave for every cell of every place, reconciled values among them.

    Rubrics that a handed-in framework brought along belong to it.
    """
    return snapshot.frame(_CODINGS, {"indicators": list(coded_indicators()), "own": OWN_CODE})


def signatures(snapshot: Snapshot, unit: str) -> pd.DataFrame:
    """Return one row for each document of a place and each body that issued it."""
    return snapshot.frame(_SIGNATURES, {"unit": unit})


def open_differences(rows: pd.DataFrame) -> pd.DataFrame:
    """Return those of the rows whose cell two coders coded differently and nobody has reconciled.

    A cell is a place, an indicator and a period.
    """
    cell = ["unit_code", "indicator_code", "period"]
    if rows.empty:
        return rows
    keyed = rows.assign(answer=rows["value"].map(str) + rows["missing_reason"].fillna(""))
    answers = keyed.groupby(cell)["answer"].transform("nunique")
    reconciled = rows["coder"].eq(RECONCILED).groupby([rows[name] for name in cell]).transform("any")
    return rows[(answers > 1) & ~reconciled]
