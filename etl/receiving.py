"""Take one file from its bytes to a checked table: choose the table, recognise it, lay it out, check it."""

import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import duckdb
import pyarrow as pa

from etl.aliases import familiar_characters
from etl.checks import check
from etl.contract_types import N_, Dataset
from etl.contracts import DATASETS, SAMPLE_DATASETS, SAMPLE_GRADE, UPLOADABLE
from etl.findings import Finding, Report
from etl.header_findings import NAMED_COLUMNS, header_findings
from etl.intake import SAMPLE_MARK, Intake, References, Staged, register_references, staged_rows
from etl.long_table import (
    Places,
    lay_out,
    leave_out_empty,
    leave_out_headings,
    leave_out_remarks,
    leave_out_totals,
)
from etl.notations import read_notations
from etl.place_words import TOTAL
from etl.places import Question, sentences, settle_places
from etl.progress import Tell, silent
from etl.received import UNKNOWN, Options, Reception
from etl.recognition import Plan, recognise
from etl.row_steps import require_cumulative, sum_up, take_steps
from etl.sql import first_row
from etl.store import sha256
from etl.tables import Script, Table, TextTable, tables_of
from etl.workspace import workspace
from locales import Sentence

log = logging.getLogger(__name__)

REMARKS = N_("remarks under the table")
HEADINGS = N_("headings that are repeated inside the table")


def chosen_table(
    content: bytes, file_name: str, references: References, options: Options
) -> tuple[Table, Plan] | None:
    """Return the table of a file that is read, and what it is taken for; None if there is none."""
    return Receiving(content, file_name, references, options).choose()


class Receiving:
    """One file on its way from bytes to a checked table."""

    def __init__(self, content: bytes, file_name: str, references: References, options: Options) -> None:
        self._content = content
        self._file_name = file_name
        self._references = references
        self._options = options
        self._tell: Tell = silent
        self._report = Report(options.dataset or UNKNOWN.name)
        self._understood: list[Sentence] = []
        self._sheets: list[str] = []
        self._questions: list[Question] = []
        self._set_aside: Counter[str] = Counter()
        self._plan: Plan | None = None
        self._checked: pa.Table | None = None
        self._staged: Staged | None = None
        # References of a sandbox hold the file to its contracts, under which every row is sample data.
        self._sample = SAMPLE_MARK in references
        self._contracts = SAMPLE_DATASETS if self._sample else DATASETS

    def run(self, tell: Tell = silent) -> Reception:
        """Return what became of the file; `tell` is told each step."""
        self._tell = tell
        with ThreadPoolExecutor(1) as beside:
            digesting = beside.submit(sha256, self._content)
            try:
                self._choose_and_check()
            except Exception as error:
                # The parsers see bytes that nobody foresaw: the log keeps the traceback.
                log.exception("a file could not be read")
                reason = type(error).__name__
                self._report.add(Finding("file_not_understood", row=1, values={"reason": reason}))
        self._place_every_finding()
        name = self._report.dataset
        dataset = self._contracts[name] if name in UPLOADABLE else UNKNOWN
        table = None if self._report.errors else self._checked
        layout = self._plan.layout.name if self._plan and self._plan.layout else None
        return Reception(
            Intake(
                dataset,
                self._file_name,
                self._content,
                digesting.result(),
                self._report,
                table,
                self._sample,
                self._staged,
            ),
            tuple(self._understood),
            layout,
            tuple(self._sheets),
            tuple(self._questions),
            tuple((Sentence(reason), rows) for reason, rows in self._set_aside.items() if rows),
        )

    def _place_every_finding(self) -> None:
        """Point findings about the whole file at its first cell, so that each can be shown somewhere."""
        labels = self._plan.header.labels if self._plan else ()
        first = next(iter(labels), "") or "#1"
        self._report.kept = [
            replace(finding, row=finding.row or 1, column=finding.column or first)
            for finding in self._report.kept
        ]

    def _choose_and_check(self) -> None:
        if self._options.dataset is not None and self._options.dataset not in UPLOADABLE:
            self._report.add(
                Finding("dataset_unknown", row=1, value=self._options.dataset, values=_datasets())
            )
            return
        chosen = self.choose()
        if chosen is None:
            return
        table, plan = chosen
        if self._options.dataset is None and plan.missing and not plan.is_likely:
            self._understood = [*table.notes, *self._understood]
            unclear = Finding("dataset_unclear", row=plan.header.last, values=_datasets(), sheet=table.sheet)
            self._report.add(unclear)
            return
        self._plan = plan
        self._report.dataset = plan.dataset
        self._say_what_was_understood(table, plan)
        if self._refuse_header(table, plan):
            return
        with workspace() as con:
            register_references(con, self._references)
            self._check(con, table, plan)

    def choose(self) -> tuple[Table, Plan] | None:
        """Return the first table that fits, else the one that fits best; findings if there is none."""
        best: tuple[Table, Plan] | None = None
        refused: Finding | None = None
        left: list[str] = []
        stem = self._file_name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        for table in tables_of(self._content, self._file_name, self._script()):
            if isinstance(table, Finding):
                refused = refused or table
                continue
            if table.sheet is not None:
                self._sheets.append(table.sheet)
            if table.hidden:
                self._understood.append(Sentence(N_("Sheet “{sheet}” is hidden."), {"sheet": table.sheet}))
            if self._options.sheet not in (None, table.sheet):
                continue
            self._tell(Sentence(N_("Recognising the columns")))
            plan = recognise(table.head, [stem, table.sheet or ""], self._options.dataset, table.day_zero)
            if plan is None:
                continue
            if best is not None and not best[1].missing and not best[0].hidden:
                if not plan.missing and not table.hidden and table.sheet is not None:
                    left.append(table.sheet)
                continue
            if best is None or (not table.hidden, plan.rank) > (not best[0].hidden, best[1].rank):
                best = table, plan
        if best is None:
            self._report.add(self._nothing_found(refused))
        elif left:
            names = ", ".join(left[:NAMED_COLUMNS]) + ("…" if len(left) > NAMED_COLUMNS else "")
            values: dict[str, object] = {"sheet": best[0].sheet or ""}
            self._report.add(Finding("tables_left", "warning", row=1, value=names, values=values))
        return best

    def _script(self) -> Script:
        if self._content.isascii():
            return Script(self._options.encoding)
        units = self._references.get("unit")
        names = units["name_zh"].to_pylist() if units is not None else []
        return Script(self._options.encoding, familiar_characters().union(*map(str, names)))

    def _nothing_found(self, refused: Finding | None) -> Finding:
        if self._options.sheet is not None and self._options.sheet not in self._sheets and self._sheets:
            known = ", ".join(self._sheets)
            return Finding("sheet_unknown", row=1, value=self._options.sheet, values={"sheets": known})
        return refused or Finding("header_missing", row=1, values={"columns": "…"})

    def _say_what_was_understood(self, table: Table, plan: Plan) -> None:
        said = list(table.notes)
        header = plan.header
        if table.sheet is not None:
            said.append(Sentence(N_("Table read: {sheet}."), {"sheet": table.sheet}))
        if header.last > header.first:
            rows = {"first": header.first, "last": header.last}
            said.append(Sentence(N_("The header stands in rows {first} and {last}."), rows))
        elif header.first > 1:
            said.append(Sentence(N_("The header stands in row {first}."), {"first": header.first}))
        if plan.layout is not None:
            said.append(Sentence(N_("Layout: {title}."), {"title": Sentence(plan.layout.title)}))
        if self._options.dataset is None:
            meaning = Sentence(DATASETS[plan.dataset].meaning)
            said.append(Sentence(N_("Taken for: {dataset}."), {"dataset": meaning}))
        days = sorted(part.constants["date"] for part in plan.across if "date" in part.constants)
        if days:
            values = {"count": len(days), "first": days[0], "last": days[-1]}
            text = N_("Days across: {count}, from {first} to {last}; each becomes a row of its own.")
            said.append(Sentence(text, values))
        if plan.layout is not None and plan.unused:
            labels = [header.labels[position] for position in plan.unused if header.labels[position]]
            names = ", ".join(labels[:NAMED_COLUMNS]) + ("…" if len(labels) > NAMED_COLUMNS else "")
            said.append(Sentence(N_("Columns that are not stored: {columns}."), {"columns": names}))
        self._understood = said + self._understood

    def _refuse_header(self, table: Table, plan: Plan) -> bool:
        """Report what is wrong with the header; return whether reading on makes no sense."""
        found = header_findings(plan, self._references.get("unit"))
        for finding in found:
            self._report.add(replace(finding, sheet=table.sheet))
        return (
            self._report.counts["too_many_columns", "error"] + self._report.counts["dataset_unclear", "error"]
            > 0
        )

    def _check(self, con: duckdb.DuckDBPyConnection, table: Table, plan: Plan) -> None:
        dataset, report = self._contracts[plan.dataset], self._report
        rows = table.receive(con, plan.header, report)
        if rows is None:
            report.keep([replace(finding, sheet=table.sheet) for finding in _taken(report)])
            return
        leave_out_empty(con, len(plan.header.labels))
        self._set_aside[REMARKS] += leave_out_remarks(con, len(plan.header.labels))
        self._set_aside[HEADINGS] += leave_out_headings(con, plan.header.labels)
        self._set_aside[TOTAL] += leave_out_totals(con, plan)
        (count,) = first_row(con, "SELECT count(*) FROM received") or (0,)
        self._tell(Sentence(N_("Checking {rows} rows"), {"rows": f"{count:,}"}))
        places = Places(plan, table.sheet)
        early = len(report.kept)
        lay_out(con, plan, dataset, rows, self._given(dataset))
        if "unit_code" in dataset.column_names and dataset.name != "unit":
            units = self._references.get("unit", pa.table({"unit_code": []}))
            settled = settle_places(con, plan, units, self._options.names, report)
            self._questions = [
                replace(question, first_row=places.row(question.first_row)) for question in settled.questions
            ]
            self._set_aside.update(settled.set_aside)
            self._understood += sentences(settled)
        self._understood += take_steps(con, plan, self._set_aside)
        decimal_comma = isinstance(table, TextTable) and table.delimiter == ";"
        clean = read_notations(con, dataset, plan, report, decimal_comma=decimal_comma) - plan.summed
        self._understood += sum_up(con, plan, report)
        self._understood += require_cumulative(con, plan, report)
        settled_columns = clean | set(plan.missing)
        self._checked = check(con, dataset, report, asked=bool(self._questions), settled=settled_columns)
        self._staged = staged_rows(con, dataset, report, report.kept[early:])
        places.locate(report, early)

    def _given(self, dataset: Dataset) -> dict[str, str]:
        grade = SAMPLE_GRADE if self._sample else self._options.grade
        given = {"source_id": self._options.source, "grade": grade}
        if dataset.name == "source":
            del given["source_id"]
        defaults = {column.name: column.default for column in dataset.columns if column.default is not None}
        return {name: value for name, value in {**defaults, **given}.items() if name in dataset.column_names}


def _taken(report: Report) -> list[Finding]:
    taken, report.kept = report.kept, []
    return taken


def _datasets() -> dict[str, object]:
    return {"datasets": ", ".join(UPLOADABLE)}
