"""Check a filled coding sheet: findings by row and column, and the tables that `etl.batches.accept` stores.

Counts become values here; everything else is held to the contracts of `indicator_value` and `document`, as
any other file is. A sheet with one error stores nothing.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from etl.coding_cells import Row, open_workbook, read_rows
from etl.coding_headings import (
    ACTOR_COLUMNS,
    CODING,
    DOCUMENTS,
    KIND_WORDS,
    MEASURED,
    MISSING_WORDS,
    SHEETS,
    TASK_COLUMNS,
    Heading,
    both,
)
from etl.coding_plan import (
    LEVEL,
    RECONCILED,
    Coded,
    coded_indicators,
    is_own_code,
    own_measure,
    own_rubric,
)
from etl.coding_values import Counts, Problem, value_of
from etl.contracts import DATASETS, DOCUMENT, INDICATOR_VALUE
from etl.findings import Finding, Report
from etl.intake import Intake, References, intake
from etl.store import sha256

VALUES = ("level", "numerator", "denominator", "value")
ANSWERS = (*VALUES, "missing_reason", "excerpt", "reference")
ASKED = (*CODING, *MEASURED)
HELPED = ("A2", "C5")
SHEET_COLUMNS = {"value": "level", "period": "window_start", "value_type": "indicator_code"}
"""Where a column of the contract has another name in the sheet."""

CHOICES: dict[str, dict[str, str]] = {
    "missing_reason": {both(words).replace(",", ""): key for key, words in MISSING_WORDS.items()},
    "source_kind": {both(words).replace(",", ""): key for key, words in KIND_WORDS.items()},
}


@dataclass(frozen=True)
class CodingSheet:
    """A checked sheet. `codings` and `documents` are None where the sheet holds none of them.

    `empty_rows` counts the rows of the template that were left open.
    """

    codings: Intake | None
    documents: Intake | None
    empty_rows: int

    @property
    def intakes(self) -> tuple[Intake, ...]:
        """What would be stored."""
        return tuple(one for one in (self.codings, self.documents) if one is not None)

    @property
    def errors(self) -> int:
        """Number of errors in all parts."""
        return sum(one.report.errors for one in self.intakes)


def read_coding_sheet(
    content: bytes, file_name: str, references: References, *, source: str = "user_upload", grade: str = "C"
) -> CodingSheet | None:
    """Read and check the bytes of a coding sheet; None if they are none. Nothing is stored."""
    book = open_workbook(content)
    if book is None:
        return None
    report, document_report = Report(INDICATOR_VALUE.name), Report(DOCUMENT.name)
    rows = read_rows(book, "coding", ASKED, report)
    counts = Counts(
        references,
        read_rows(book, "tasks", TASK_COLUMNS, report),
        read_rows(book, "actors", ACTOR_COLUMNS, report),
    )
    filled = [row for row in rows if _is_answered(row, counts)]
    records, numbers = _codings(filled, _known(references), counts, report)
    documents = read_rows(book, "documents", DOCUMENTS, document_report)
    if not filled and not documents:
        report.add(Finding("sheet_empty", row=2, values={"sheet": SHEETS["coding"]}))
    shared = _Shared(content, file_name, references, source, grade)
    codings = (
        shared.check("indicator_value", records, numbers, CODING, report) if filled or not documents else None
    )
    listed = None
    if documents or document_report.errors:
        records = [_document(row) for row in documents]
        listed = shared.check(
            "document", records, [row.number for row in documents], DOCUMENTS, document_report
        )
    return CodingSheet(codings, listed, len(rows) - len(filled))


def _is_answered(row: Row, counts: Counts) -> bool:
    return any(row.get(key) for key in ANSWERS) or (
        row.get("indicator_code") in HELPED and counts.has(row.get("indicator_code"), row.get("unit_code"))
    )


def _known(references: References) -> dict[str, Coded]:
    """Return what people code: indicators of the six dimensions, and those that came with a framework."""
    vocabulary = references["vocabulary"]
    known = dict(coded_indicators())
    if {"unit_zh", "unit_en"} <= set(vocabulary.column_names):
        for one in vocabulary.select(["code", "unit_zh", "unit_en"]).to_pylist():
            if is_own_code(one["code"]):
                unit = {"zh": str(one["unit_zh"] or ""), "en": str(one["unit_en"] or "")}
                known[one["code"]] = (
                    own_rubric(one["code"]) if unit == LEVEL else own_measure(one["code"], unit)
                )
    return known


def _codings(
    rows: Sequence[Row], known: Mapping[str, Coded], counts: Counts, report: Report
) -> tuple[list[dict[str, str]], list[int]]:
    """Return the rows as the contract has them, with their numbers; one without a value is a finding only."""
    records, numbers = [], []
    for row in rows:
        problems: list[Problem] = []
        record = _coding(row, known, counts, problems)
        for problem in problems:
            heading = next(one for one in ASKED if one.key == problem.key)
            report.add(
                Finding(
                    problem.code,
                    row=row.number,
                    column=f"{heading.zh} {heading.en}",
                    value=row.get(problem.key) or None,
                    values=problem.values,
                )
            )
        if record is not None:
            records.append(record)
            numbers.append(row.number)
    return records, numbers


def _coding(
    row: Row, known: Mapping[str, Coded], counts: Counts, problems: list[Problem]
) -> dict[str, str] | None:
    indicator = known.get(row.get("indicator_code"))
    if indicator is None:
        codes = ", ".join(known)
        problems.append(Problem("indicator_not_coded", "indicator_code", {"codes": codes}))
        return None
    if not row.get("coder"):
        problems.append(Problem("coder_missing", "coder"))
    elif row.get("coder").casefold() == RECONCILED:
        problems.append(Problem("coder_reserved", "coder"))
    record = {
        "unit_code": row.get("unit_code"),
        "indicator_code": indicator.code,
        "value_type": "ordinal" if indicator.is_rubric else "numeric",
        "period": _period(row, problems),
    }
    for key in (
        "reference",
        "issuer",
        "document_number",
        "document_date",
        "url",
        "excerpt",
        "coder",
        "confidence",
    ):
        record[key] = row.get(key)
    record["note"] = row.get("note")
    for key, words in CHOICES.items():
        record[key] = words.get(row.get(key).replace(",", ""), row.get(key))
    if record["missing_reason"] and not any(row.get(key) for key in VALUES):
        return record if not problems else None
    answer = value_of(indicator, row, counts, problems)
    if problems or answer is None:
        return None
    value, numerator, denominator = answer
    return record | {"value": value, "numerator": numerator, "denominator": denominator}


def _period(row: Row, problems: list[Problem]) -> str:
    start, end = row.get("window_start"), row.get("window_end")
    for key, day in (("window_start", start), ("window_end", end)):
        if not _is_day(day):
            problems.append(Problem("window_not_days", key))
    if _is_day(start) and _is_day(end) and end < start:
        problems.append(Problem("window_reversed", "window_end", {"start": start}))
    return f"{start}..{end}"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _document(row: Row) -> dict[str, str]:
    record = {key: row.get(key) for key in ("unit_code", "issued_on", "title", "issuers", "url")}
    # The same document in two coders' sheets is one document.
    words = "|".join(record[key] for key in ("unit_code", "issued_on", "title", "issuers"))
    return record | {"document_id": row.get("document_id") or f"doc-{sha256(words.encode())[:16]}"}


@dataclass(frozen=True)
class _Shared:
    """What both parts of a sheet are checked with."""

    content: bytes
    file_name: str
    references: References
    source: str
    grade: str

    def check(
        self,
        dataset: str,
        records: Sequence[Mapping[str, str]],
        numbers: Sequence[int],
        headings: Sequence[Heading],
        report: Report,
    ) -> Intake:
        """Hold the records to their contract; `report` has what was found before."""
        columns = DATASETS[dataset].column_names
        if not records:
            return Intake(DATASETS[dataset], self.file_name, self.content, sha256(self.content), report, None)
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
        with tempfile.TemporaryDirectory(prefix="coding-") as folder:
            path = Path(folder) / "codings.csv"
            path.write_text(text.getvalue(), "utf-8", newline="")
            checked = intake(path, DATASETS[dataset], self.references, source=self.source, grade=self.grade)
        merged = _merged(report, checked.report, numbers, _labels(headings))
        merged.rows = len(records)
        return replace(
            checked,
            file_name=self.file_name,
            content=self.content,
            sha256=sha256(self.content),
            report=merged,
            table=None if merged.errors else checked.table,
        )


def _labels(headings: Sequence[Heading]) -> Callable[[str | None], str | None]:
    known = {heading.key: f"{heading.zh} {heading.en}" for heading in headings}
    return lambda column: known.get(SHEET_COLUMNS.get(column or "", column or ""), column)


def _merged(
    own: Report, checked: Report, numbers: Sequence[int], label: Callable[[str | None], str | None]
) -> Report:
    """Return one report in rows and headings of the sheet."""
    for (code, severity), number in checked.counts.items():
        own.count(code, severity, number)

    def moved(row: int | None) -> int | None:
        return numbers[row - 2] if row is not None and 2 <= row < len(numbers) + 2 else row

    findings = []
    for one in checked.kept:
        values = dict(one.values)
        other = values.get("other")
        if isinstance(other, int):
            values["other"] = moved(other)
        findings.append(replace(one, row=moved(one.row), column=label(one.column), values=values))
    own.keep(findings)
    return own
