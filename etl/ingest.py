"""Check a file and, if asked, accept it: `python -m etl.ingest FILE [--dataset NAME] [--accept] [--json]`.

The same files are recognised as on the upload page. A question about the name of a place is answered with
`--name 写法=代码`, once for each name; an empty code leaves the rows of that name out.

Exit status: 0 clean (warnings allowed), 1 errors found and nothing stored, 2 wrong usage.
"""

import argparse
import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.audit import attempt
from etl.batches import Accepted, accept, current_user, failure
from etl.contracts import GRADES, UPLOADABLE
from etl.encodings import CHOICES
from etl.file_kinds import read_bytes
from etl.findings import Finding
from etl.intake import REFERENCE_TABLES, SAMPLE_MARK, References
from etl.reception import Options, Reception, receive
from etl.snapshot import Snapshot, open_snapshot
from etl.store import StoreBusyError, StoreError, default_store
from locales import LANGUAGES, Language

log = logging.getLogger(__name__)
UPLOAD_SOURCE = "user_upload"
UPLOAD_GRADE = "C"


def references_of(snapshot: Snapshot) -> References:
    """Return the tables of a snapshot that contracts refer to."""
    found = {name: snapshot.table(name) for name in REFERENCE_TABLES}
    return found | {SAMPLE_MARK: pa.table({})} if snapshot.is_sample else found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m etl.ingest", description="Check a file, and accept it if asked."
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--dataset",
        choices=UPLOADABLE,
        metavar="NAME",
        help=f"told from the file if absent: {', '.join(UPLOADABLE)}",
    )
    parser.add_argument("--sheet", metavar="NAME", help="sheet of a workbook or file in an archive")
    parser.add_argument("--encoding", choices=CHOICES, metavar="NAME", help=", ".join(CHOICES))
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        type=_answer,
        metavar="WRITTEN=CODE",
        help="unit code of a name that is unknown or ambiguous; may be given several times",
    )
    parser.add_argument("--store", type=Path, default=default_store(), metavar="DIR")
    parser.add_argument(
        "--source", default=UPLOAD_SOURCE, metavar="ID", help="source_id of rows that name none"
    )
    parser.add_argument("--grade", default=UPLOAD_GRADE, choices=GRADES, help="grade of rows that name none")
    parser.add_argument(
        "--origin", default="", metavar="TEXT", help="where the file comes from; kept in the receipt"
    )
    parser.add_argument("--accept", action="store_true", help="store the file if it has no errors")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the findings")
    return parser


def _answer(text: str) -> tuple[str, str]:
    written, sign, code = text.rpartition("=")
    if not sign or not written:
        raise argparse.ArgumentTypeError("write NAME=CODE")
    return written, code.strip()


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s", handlers=[logging.NullHandler()])
    options = _parser().parse_args(arguments)
    accepted: Accepted | None = None
    version: str | None = None
    received: Reception | None = None
    problem: Finding | None = None
    try:
        snapshot = open_snapshot(options.store)
        version = snapshot.version
        references = references_of(snapshot)
        snapshot.close()
        if options.source not in references["source"]["source_id"].to_pylist():
            problem = Finding(
                "reference_unknown", column="source_id", value=options.source, values={"table": "source"}
            )
        else:
            content = read_bytes(options.file)
            if isinstance(content, Finding):
                problem = content
            else:
                received = receive(content, options.file.name, references, _decisions(options))
                if options.accept and received.intake.table is not None:
                    with attempt(options.store, current_user(), "accept", received.intake.file_name):
                        accepted = accept(options.store, received.intake, current_user(), options.origin)
                    version = accepted.version
    except StoreBusyError:
        problem = Finding("store_busy")
    except (StoreError, OSError, duckdb.Error) as error:
        problem = failure(error)
    result = _result(options.dataset, received, accepted, version, problem=problem, language=options.lang)
    print(json.dumps(result, ensure_ascii=False) if options.json else _readable(result))
    return 1 if result["errors"] else 0


def _decisions(options: argparse.Namespace) -> Options:
    return Options(
        dataset=options.dataset,
        sheet=options.sheet,
        encoding=options.encoding,
        names=dict(options.name),
        source=options.source,
        grade=options.grade,
    )


def _result(
    dataset: str | None,
    received: Reception | None,
    accepted: Accepted | None,
    version: str | None,
    *,
    problem: Finding | None,
    language: Language,
) -> dict[str, Any]:
    checked = received.intake if received else None
    findings = list(checked.report.findings) if checked else []
    errors = checked.report.errors if checked else 0
    warnings = checked.report.warnings if checked else 0
    if problem is not None:
        findings.insert(0, problem)
        errors += 1
    if accepted is not None and not accepted.new:
        findings.insert(0, Finding("already_stored", "warning", values={"batch": accepted.batch_id}))
        warnings += 1
    return {
        "dataset": checked.dataset.name if checked else dataset,
        "rows": checked.report.rows if checked else 0,
        "errors": errors,
        "warnings": warnings,
        "accepted": accepted is not None,
        "batch_id": accepted.batch_id if accepted else None,
        "version": version,
        "findings": [finding.as_dict(language) for finding in findings],
        **_account(received, language),
    }


def _account(received: Reception | None, language: Language) -> dict[str, Any]:
    """Say how the file was read: what was understood, set aside and is still to be asked."""
    return {
        "layout": received.layout if received else None,
        "sheets": list(received.sheets) if received else [],
        "understood": [sentence.text(language) for sentence in received.understood] if received else [],
        "set_aside": [{"reason": reason.text(language), "rows": rows} for reason, rows in received.set_aside]
        if received
        else [],
        "questions": [asdict(question) for question in received.questions] if received else [],
    }


def _readable(result: dict[str, Any]) -> str:
    lines = [f"read     {sentence}" for sentence in result["understood"]]
    lines += [f"left out {entry['rows']} rows: {entry['reason']}" for entry in result["set_aside"]]
    lines += [
        f"{finding['severity']:<8} row {finding['row'] or '-':<7} {finding['column'] or '-':<18}"
        f" {finding['code']}: {finding['value']!r}; {finding['fix']}"
        for finding in result["findings"]
    ]
    fate = f"accepted as {result['batch_id']}" if result["accepted"] else "not stored"
    counts = f"{result['rows']} rows, {result['errors']} errors, {result['warnings']} warnings"
    lines.append(f"{result['dataset']}: {counts}, {fate}, version {result['version']}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
