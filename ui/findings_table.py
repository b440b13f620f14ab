"""Findings of a check as a table in the page's language."""

from collections.abc import Sequence

import pandas as pd

from etl.findings import Finding
from locales import Translator


def findings_table(findings: Sequence[Finding], _: Translator) -> pd.DataFrame:
    """Return row, column, value, what was expected and how to mend it, the errors first."""
    told = [finding.as_dict(_.language) for finding in findings]
    told.sort(key=lambda one: (one["severity"] != "error", one["row"] or 0))
    severities = {"error": _("error"), "warning": _("warning")}
    return pd.DataFrame(
        {
            _("Row"): pd.array([one["row"] for one in told], dtype="Int64"),
            _("Column"): [one["column"] or "" for one in told],
            _("Value"): [one["value"] or "" for one in told],
            _("Expected"): [one["expected"] for one in told],
            _("What to do"): [one["fix"] for one in told],
            _("Severity"): [severities[one["severity"]] for one in told],
            _("Code"): [one["code"] for one in told],
        }
    )
