"""What is wrong with the header of a table, once its columns are recognised."""

import pyarrow as pa

from etl.contracts import DATASETS
from etl.findings import Finding
from etl.gazetteer import Gazetteer
from etl.recognition import COLUMN_LIMIT, Plan
from locales import Sentence

NAMED_COLUMNS = 12
"""So many columns are named in one sentence."""


def header_findings(plan: Plan, units: pa.Table | None) -> list[Finding]:
    """Return what has to be mended in a header; `units` are the known places, None where there are none.

    A header with a finding "too_many_columns" is not worth reading on.
    """
    dataset = DATASETS[plan.dataset]
    known = ", ".join(dataset.column_names)
    row, labels = plan.header.last, plan.header.labels
    if len(labels) > COLUMN_LIMIT:
        return [Finding("too_many_columns", row=row, values={"limit": COLUMN_LIMIT, "columns": known})]
    found = [
        Finding("header_duplicate", row=row, column=labels[position], values={"column": labels[position]})
        for position in plan.twice
    ]
    found += [
        Finding("day_unclear", row=row, column=labels[position], value=labels[position])
        for position in plan.unclear
    ]
    places = _named(_places_across(plan, units))
    if places:
        # Every column that is missing or unknown follows from the shape of the table.
        return [*found, Finding("places_across", row=row, value=places, values={"places": places})]
    for name in plan.missing:
        meaning = Sentence(dataset.column(name).meaning)
        values: dict[str, object] = {"column": name, "meaning": meaning}
        found.append(Finding("column_missing", row=row, column=name, values=values))
    if plan.layout is None:
        found += [_unknown_column(plan, position, known) for position in plan.unused]
    return found


def _places_across(plan: Plan, units: pa.Table | None) -> list[str]:
    """Return the names of columns that are places, where the column of places is missing."""
    if units is None or "unit_code" not in plan.missing:
        return []
    gazetteer = Gazetteer(units)
    # Where no row is a header that is known, one of numbers and a day may have been taken for it.
    labels = [*plan.header.titles, *(plan.header.labels[position] for position in plan.unused)]
    found = [label for label in labels if label and gazetteer.find(label)]
    return found if len(found) > 1 else []


def _named(labels: list[str]) -> str:
    return ", ".join(labels[:NAMED_COLUMNS]) + ("…" if len(labels) > NAMED_COLUMNS else "")


def _unknown_column(plan: Plan, position: int, known: str) -> Finding:
    label = plan.header.labels[position]
    return Finding(
        "column_unknown",
        "warning",
        row=plan.header.last,
        column=label or f"#{position + 1}",
        value=label,
        values={"columns": known},
    )
