"""What a check has to say about a file: a code, a place, what was expected and how to mend it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from etl.contract_types import N_, Severity
from locales import Language, Sentence

KEPT_FINDINGS = 1000
"""So many findings are kept whole; all are counted."""

SHOWN_VALUE_LENGTH = 200

FINDING_TEXTS: dict[str, tuple[str, str]] = {
    "file_missing": (N_("an existing file"), N_("Check the path of the file.")),
    "file_unreadable": (N_("a file that can be read"), N_("Check the rights of the file: {reason}.")),
    "file_empty": (
        N_("a file with a header and rows"),
        N_("Export the table again: this file holds 0 bytes."),
    ),
    "file_too_large": (N_("at most {limit} MB"), N_("Split the table into several files.")),
    "file_is_archive": (
        N_("a CSV or Parquet file"),
        N_("This is a {kind}. Unpack it, or save the sheet as “CSV UTF-8”, and give that file."),
    ),
    "file_not_table": (
        N_("a CSV or Parquet file"),
        N_("This is a {kind}, whatever its name says. Give the table."),
    ),
    "parquet_damaged": (N_("a whole Parquet file"), N_("The file is truncated or damaged: write it again.")),
    "parquet_nested": (
        N_("plain columns"),
        N_("Column “{column}” holds lists or records: flatten it first."),
    ),
    "encoding_not_utf8": (
        N_("text in UTF-8"),
        N_("The file looks like {encoding}. Save it as “CSV UTF-8” and give it again."),
    ),
    "nul_character": (
        N_("text without NUL characters"),
        N_("The file is binary or damaged: export the table again."),
    ),
    "csv_unreadable": (N_("a CSV file"), N_("The table cannot be read from this row on: {reason}.")),
    "header_missing": (N_("a first row with column names"), N_("Start the file with: {columns}.")),
    "rows_missing": (
        N_("at least one row under the header"),
        N_("Add the rows: the file holds only its header."),
    ),
    "wrong_delimiter": (N_("commas between columns"), N_("Save the table with commas between the columns.")),
    "too_many_columns": (
        N_("at most {limit} columns"),
        N_("Keep only the columns of this dataset: {columns}."),
    ),
    "header_duplicate": (N_("every column name once"), N_("Rename or remove one of the columns “{column}”.")),
    "column_missing": (N_("a column “{column}”"), N_("Add the column “{column}”: {meaning}.")),
    "column_unknown": (
        N_("only columns of this dataset"),
        N_("The column is not stored. Rename it if it is one of: {columns}."),
    ),
    "row_too_short": (
        N_("{count} columns in every row"),
        N_("Add the missing columns or commas of this row."),
    ),
    "row_too_long": (
        N_("{count} columns in every row"),
        N_("Quote the cell that holds a comma, or remove the extra cell."),
    ),
    "quote_open": (N_("quotation marks in pairs"), N_("Close the quotation mark that opens in this row.")),
    "row_oversized": (
        N_("rows of at most 2 MB"),
        N_("Shorten the row: a quotation mark may be missing before it."),
    ),
    "value_missing": (N_("a value"), N_("Fill in the cell: {meaning}.")),
    "value_not_integer": (N_("a whole number"), N_("Write digits only.")),
    "value_not_number": (N_("a number"), N_("Write digits with a decimal point, nothing else.")),
    "value_not_whole": (N_("a whole number"), N_("Remove the decimals: this column counts.")),
    "thousands_separator": (N_("a number without separators"), N_("Write {suggestion} instead.")),
    "percent_sign": (
        N_("a number without a percent sign"),
        N_("Write {suggestion} instead; the unit is in the column."),
    ),
    "full_width_digits": (N_("half-width digits"), N_("Write {suggestion} instead.")),
    "surrounding_space": (N_("a value without spaces around it"), N_("Write “{suggestion}” instead.")),
    "missing_marker": (
        N_("an empty cell where nothing is known"),
        N_("Empty the cell: “{value}” is a word, not a value."),
    ),
    "value_infinite": (N_("a finite number"), N_("Correct the number or empty the cell.")),
    "value_not_date": (N_("a date such as 2020-01-28"), N_("Write the date as year-month-day.")),
    "date_format": (
        N_("a date such as 2020-01-28"),
        N_("Write the date as year-month-day with two digits each."),
    ),
    "date_serial": (
        N_("a date such as 2020-01-28"),
        N_("Excel has stored a day number: write {suggestion} instead."),
    ),
    "date_impossible": (N_("a day that exists"), N_("The calendar has no such day: correct the date.")),
    "value_not_boolean": (N_("true or false"), N_("Write true or false.")),
    "value_too_small": (
        N_("at least {minimum}"),
        N_("Correct the value: it lies below the smallest possible one."),
    ),
    "value_too_large": (
        N_("at most {maximum}"),
        N_("Correct the value: it lies above the largest possible one."),
    ),
    "value_too_long": (N_("at most {limit} characters"), N_("Shorten the text.")),
    "value_not_allowed": (N_("one of: {choices}"), N_("Choose one of: {choices}.")),
    "value_malformed": (N_("{hint}"), N_("Write {hint}.")),
    "code_lost_zero": (
        N_("a six-digit code kept as text"),
        N_("Format the column as text before saving, then write the six digits."),
    ),
    "code_is_name": (N_("a six-digit code"), N_("Write {suggestion} instead of the name.")),
    "control_character": (
        N_("text without control characters"),
        N_("Remove the invisible characters and type the text again."),
    ),
    "formula": (N_("a value, not a formula"), N_("Replace the formula by its result.")),
    "reference_unknown": (
        N_("a value that “{table}” knows"),
        N_("Correct the value, or add it to “{table}” first."),
    ),
    "code_unknown": (
        N_("a code of the list “{lists}”"),
        N_("Use a known code. The nearest is {suggestion}."),
    ),
    "key_duplicate": (
        N_("one row for each {key}"),
        N_("Row {other} has the same {key}: keep one of the two."),
    ),
    "sheet_unreadable": (N_("a sheet that can be read"), N_("Sheet “{sheet}” cannot be read: {reason}.")),
    "sheet_too_long": (N_("at most {limit} rows"), N_("Split the sheet “{sheet}” into several files.")),
    "sheet_column_missing": (
        N_("a column “{column}”"),
        N_("Sheet “{sheet}” has lost this column: copy your rows into a new template."),
    ),
    "sheet_empty": (
        N_("at least one answered row"),
        N_("Fill in a level, a count or a reason in the sheet “{sheet}”."),
    ),
    "indicator_not_coded": (
        N_("an indicator that is coded from documents"),
        N_("Use one of: {codes}. Other indicators come from data."),
    ),
    "coder_missing": (N_("the name of the coder"), N_("Fill in who coded this row.")),
    "coder_reserved": (
        N_("the name of a person"),
        N_("“{value}” is kept for values that two coders agreed on: fill in the coder’s name."),
    ),
    "window_not_days": (
        N_("a day such as 2020-01-24"),
        N_("Write both days of the window as year-month-day."),
    ),
    "window_reversed": (
        N_("a day on or after {start}"),
        N_("The window ends before it begins: correct one of the two days."),
    ),
    "count_expected": (
        N_("no level: this indicator is computed from counts"),
        N_("Empty the level and fill in the count instead."),
    ),
    "level_expected": (N_("a level: this indicator is a rubric"), N_("Empty the count and give a level.")),
    "count_not_whole": (
        N_("a whole number from 0 up"),
        N_("Count persons, tasks or cases in whole numbers."),
    ),
    "count_above_total": (N_("a count of at most {total}"), N_("Correct the count or the total.")),
    "count_without_evidence": (
        N_("evidence for every count above 0"),
        N_("Fill in the title of the source and an excerpt."),
    ),
    "too_few_cases": (
        N_("at least {least} cases"),
        N_("A share of {n} says too little: count more, or give a reason why there is no value."),
    ),
    "residents_unknown": (
        N_("a place whose residents are known"),
        N_("The data have no number of residents for this place, so no rate can be computed."),
    ),
    "tasks_not_all": (N_("all {count} listed tasks"), N_("Answer each of the {count} tasks once.")),
    "task_unanswered": (
        N_("yes or no for lead, support and deadline"),
        N_("Answer all three in row {row} of the sheet of tasks."),
    ),
    "counted_twice": (
        N_("an empty cell: the count comes from the other sheet"),
        N_("Empty this cell, or empty the rows of the place in the other sheet."),
    ),
    "actors_missing": (
        N_("counts in the sheet of actors"),
        N_("Count the documented tasks of each kind of actor there."),
    ),
    "actors_not_whole": (
        N_("whole numbers from 0 up"),
        N_("Correct row {row} of the sheet of actors."),
    ),
    "already_stored": (
        N_("a file that is not stored yet"),
        N_("Nothing to do: batch {batch} holds the same bytes."),
    ),
    "store_busy": (
        N_("a store that nobody else is writing to"),
        N_("Somebody else is writing: try again in a moment."),
    ),
    "store_failed": (N_("a store that can be written"), N_("Nothing was stored. {reason}")),
}
"""Expected and fix of each code that a contract's own rules do not carry."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or noteworthy, with its place. Row 1 is the header."""

    code: str
    severity: Severity = "error"
    row: int | None = None
    column: str | None = None
    value: str | None = None
    expected: str = ""
    fix: str = ""
    values: dict[str, object] = field(default_factory=dict)

    def as_dict(self, language: Language = "en") -> dict[str, Any]:
        """Return the finding with its texts in `language`, ready for JSON."""
        expected, fix = FINDING_TEXTS.get(self.code, (self.expected, self.fix))
        value = self.value
        if value is not None and len(value) > SHOWN_VALUE_LENGTH:
            value = value[:SHOWN_VALUE_LENGTH] + "…"
        values = {"value": value, **self.values}
        return {
            "code": self.code,
            "severity": self.severity,
            "row": self.row,
            "column": self.column,
            "value": value,
            "expected": Sentence(expected, values).text(language),
            "fix": Sentence(fix, values).text(language),
        }


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
