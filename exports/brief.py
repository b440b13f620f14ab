"""Write a brief: `python -m exports.brief --unit 370215 --lang zh --format pdf --out FILE [--store DIR]`.

Exit status: 0 written, 1 nothing written for the reason printed, 2 wrong usage.
"""

import argparse
import logging
import sys
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb

from etl.contract_types import N_
from etl.snapshot import open_snapshot
from etl.store import REASONS, StoreError, default_store
from exports.brief_content import build_brief
from exports.brief_document import Brief
from exports.brief_docx import docx_bytes
from exports.brief_html import html_bytes
from exports.brief_options import FORMATS, LENGTHS, LENSES, SECTIONS, BriefError, BriefOptions, Format
from exports.brief_pptx import pptx_bytes
from exports.brief_typst import pdf_bytes
from exports.brief_xlsx import xlsx_bytes
from exports.brief_zip import zip_bytes
from exports.cells import safe_file_name
from exports.problems import ExportError
from exports.scores import Scores, SnapshotScores, own_frameworks
from locales import LANGUAGES, Sentence, translator
from metrics.gap_analysis import RULES as BENCHMARKS
from metrics.peer_rules import RULES as PEER_RULES

log = logging.getLogger(__name__)

_WORKERS = ThreadPoolExecutor(2, thread_name_prefix="brief")
"""Of many readers who ask at once, two are served at a time, always by the same two threads: memory that each
of many threads has used once would stay with it."""

MAKERS: dict[Format, Callable[[Brief], bytes]] = {
    "pptx": pptx_bytes,
    "docx": docx_bytes,
    "pdf": pdf_bytes,
    "xlsx": xlsx_bytes,
    "html": html_bytes,
    "zip": zip_bytes,
}


MIME_TYPES: dict[Format, str] = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "zip": "application/zip",
}


def brief_bytes(brief: Brief, kind: Format) -> bytes:
    """Return a brief in a format. Raises ExportError with one sentence where it cannot be made."""
    try:
        return _WORKERS.submit(MAKERS[kind], brief).result()
    except (OSError, RuntimeError, ValueError) as error:
        if isinstance(error, ExportError):
            raise
        log.exception("The brief cannot be made as %s", kind)
        raise ExportError(
            Sentence(
                N_("The brief could not be made as {format}; the log says why. Choose another format."),
                {"format": kind.upper()},
            )
        ) from error


def make_file(scores: Scores, options: BriefOptions, kind: Format) -> tuple[Brief, bytes]:
    """Build a brief and return it with its file. Raises BriefError or ExportError."""
    brief = _WORKERS.submit(build_brief, scores, options).result()
    return brief, brief_bytes(brief, kind)


def brief_file_name(brief: Brief, kind: Format) -> str:
    """Return the name of a brief's file: place, what it is, day and data version."""
    _ = translator(brief.options.language)
    words = _("{place}-brief-{day}", place=brief.place, day=brief.options.prepared.isoformat())
    return f"{safe_file_name(words, fallback='brief')}-{brief.version}.{kind}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m exports.brief", description="Write a brief of a place.")
    parser.add_argument("--unit", required=True, metavar="CODE", help="six-digit code of a city or county")
    parser.add_argument("--lang", choices=LANGUAGES, default="zh")
    parser.add_argument("--format", choices=FORMATS, required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--store", type=Path, default=default_store(), metavar="DIR")
    parser.add_argument("--length", choices=LENGTHS, default=LENGTHS[0])
    parser.add_argument(
        "--lens",
        default=LENSES[0],
        metavar="LENS|FRAMEWORK",
        help=f"whose figures the gaps are of: {', '.join(LENSES)}, or the code of a framework handed in",
    )
    parser.add_argument(
        "--peers", default="", metavar="RULE|CODES", help=f"{', '.join(PEER_RULES)}, or codes with commas"
    )
    parser.add_argument(
        "--against", default="median", metavar="RULE|CODE", help=f"{', '.join(BENCHMARKS)}, or a code"
    )
    parser.add_argument(
        "--sections", default=",".join(SECTIONS), metavar="NAMES", help=f"of {', '.join(SECTIONS)}"
    )
    parser.add_argument("--date", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    parser.add_argument("--version", default=None, metavar="VERSION", help="a kept older version of the data")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s", handlers=[logging.NullHandler()])
    asked = _parser().parse_args(arguments)
    options = BriefOptions(
        unit=asked.unit,
        language=asked.lang,
        prepared=asked.date or date.today(),
        lens=asked.lens,
        peers=_listed(asked.peers),
        against=asked.against,
        length=asked.length,
        sections=_listed(asked.sections),
    )
    try:
        snapshot = open_snapshot(asked.store, asked.version)
        scores = SnapshotScores(snapshot, own_frameworks(asked.store))
        try:
            brief, content = make_file(scores, options, asked.format)
        finally:
            snapshot.close()
        _write(asked.out, content)
    except (StoreError, BriefError, ExportError) as error:
        print(error.sentence.text(asked.lang), file=sys.stderr)
        return 1
    except OSError as error:
        log.exception("The brief cannot be written")
        reason = REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
        problem = Sentence(
            N_("{file} cannot be written: {reason}. Choose another folder or free some space."),
            {"file": str(asked.out), "reason": Sentence(reason)},
        )
        print(problem.text(asked.lang), file=sys.stderr)
        return 1
    except duckdb.Error:
        log.exception("The data cannot be read")
        problem = Sentence(N_("The database engine reports an error; the log has its text."))
        print(problem.text(asked.lang), file=sys.stderr)
        return 1
    print(f"{asked.out}: {len(content)} bytes, data version {brief.version}")
    return 0


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _write(path: Path, content: bytes) -> None:
    """Write a file in one piece: whoever opens it sees the old one or the whole new one."""
    partial = path.with_name(f".{uuid.uuid4().hex}{path.suffix}")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
