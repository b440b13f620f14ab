"""Findings in the page's language, as sentences and as tables."""

import pandas as pd

from etl.contracts import DATASETS
from etl.findings import Finding, Report
from locales import Translator
from ui.raw_words import column_names


def finding_sentence(finding: Finding, _: Translator) -> str:
    """Return a finding as one sentence: where, what was expected, what to do."""
    told = finding.as_dict(_.language)
    place = _("Row {row}, column {column}", row=told["row"] or "–", column=column_words(told["column"], _))
    return _("{place}: expected {expected}. {fix}", place=place, expected=told["expected"], fix=told["fix"])


def column_words(column: object, _: Translator) -> str:
    """Return a column as the file has it, with what it means where it is one of a contract."""
    name = "" if column is None else str(column)
    known = {one for dataset in DATASETS.values() for one in dataset.column_names}
    words = column_names(_).get(name)
    return _("{heading} ({column})", heading=words, column=name) if words and name in known else name or "–"


def severity_words(_: Translator) -> dict[str, str]:
    """Return what each severity is called."""
    return {"error": _("Error"), "warning": _("Warning")}


def findings_table(report: Report, _: Translator) -> pd.DataFrame:
    """Return the kept findings, one row each, with code, severity, place, value, expected and fix."""
    columns = ["code", "severity", "row", "column", "value", "expected", "fix"]
    told = [finding.as_dict(_.language) for finding in report.findings]
    return pd.DataFrame([{name: one[name] for name in columns} for one in told], columns=columns)


def grouped_findings(report: Report, _: Translator) -> pd.DataFrame:
    """Return one row a kind of finding: code, severity, count (all of them), rows, expected, fix."""
    listed = findings_table(report, _)
    groups = []
    for (code, severity), count in report.counts.items():
        own = listed[(listed["code"] == code) & (listed["severity"] == severity)]
        found = [int(row) for row in own["row"].dropna().unique()]
        shown = _(", ").join(str(row) for row in found[:8]) + (" …" if len(found) > 8 else "")
        first = own.iloc[0] if len(own) else None
        groups.append(
            {
                "code": code,
                "severity": severity,
                "count": count,
                "rows": shown,
                "expected": "" if first is None else first["expected"],
                "fix": "" if first is None else first["fix"],
            }
        )
    ordered = sorted(groups, key=lambda group: (group["severity"] != "error", -int(str(group["count"]))))
    return pd.DataFrame(ordered, columns=["code", "severity", "count", "rows", "expected", "fix"])
