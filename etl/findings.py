"""What a check has to say about a file: a code, a place, what was expected and how to mend it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from etl.contract_types import Severity
from etl.finding_texts import FINDING_TEXTS
from locales import Language, Sentence

KEPT_FINDINGS = 1000
"""So many findings are kept whole; all are counted."""

SHOWN_VALUE_LENGTH = 200


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or noteworthy, with its place: row and column as the file has them.

    Rows are numbered from 1 as a spreadsheet numbers them. `sheet` is the sheet of a workbook or the member
    of an archive, where there is one.
    """

    code: str
    severity: Severity = "error"
    row: int | None = None
    column: str | None = None
    value: str | None = None
    expected: str = ""
    fix: str = ""
    values: dict[str, object] = field(default_factory=dict)
    sheet: str | None = None

    def as_dict(self, language: Language = "en") -> dict[str, Any]:
        """Return the finding with its texts in `language`, ready for JSON."""
        expected, fix = FINDING_TEXTS.get(self.code, (self.expected, self.fix))
        value = self.value
        if value is not None and len(value) > SHOWN_VALUE_LENGTH:
            value = value[:SHOWN_VALUE_LENGTH] + "…"
        values = {"value": value, **self.values}
        words = {
            "code": self.code,
            "severity": self.severity,
            "row": self.row,
            "column": self.column,
            "value": value,
            "expected": Sentence(expected, values).text(language),
            "fix": Sentence(fix, values).text(language),
        }
        return words if self.sheet is None else {**words, "sheet": self.sheet}


@dataclass
class Report:
    """Everything found in one file: all counted, the first thousand kept."""

    dataset: str
    rows: int = 0
    kept: list[Finding] = field(default_factory=list)
    counts: Counter[tuple[str, Severity]] = field(default_factory=Counter)

    def add(self, finding: Finding) -> None:
        """Count a finding and keep it while there is room."""
        self.count(finding.code, finding.severity, 1)
        self.keep([finding])

    def count(self, code: str, severity: Severity, number: int) -> None:
        """Count `number` findings that need not all be kept."""
        self.counts[code, severity] += number

    def keep(self, findings: list[Finding]) -> None:
        """Keep findings that are counted already."""
        self.kept.extend(findings)

    def _total(self, severity: Severity) -> int:
        return sum(number for (_code, kind), number in self.counts.items() if kind == severity)

    @property
    def errors(self) -> int:
        """Number of errors, kept or not."""
        return self._total("error")

    @property
    def warnings(self) -> int:
        """Number of warnings, kept or not."""
        return self._total("warning")

    @property
    def findings(self) -> list[Finding]:
        """The kept findings: errors first, then by row."""
        ordered = sorted(self.kept, key=lambda finding: (finding.severity != "error", finding.row or 0))
        return ordered[:KEPT_FINDINGS]
