"""Receive any file that holds a table: the front door of the upload page and of `etl.ingest`.

Nothing is stored here. `receive` answers with what it understood, what is wrong, what it has to ask, and the
checked table if nothing is wrong; `etl.batches.accept` stores that.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from etl.coding_sheet import read_coding_sheet
from etl.contract_types import N_, Dataset
from etl.contracts import DATASETS, UPLOADABLE
from etl.findings import Finding, Report
from etl.intake import Intake, References, intake
from etl.store import sha256
from locales import Sentence

UNKNOWN = Dataset("unknown", (), key=(), uploadable=False)
"""Stands where the dataset of a file could not be told; no table ever comes with it."""


@dataclass(frozen=True)
class Options:
    """What the analyst decided about a file; None leaves it to detection.

    `sheet` names a sheet of a workbook or a member of a ZIP archive. `names` maps names of places as written
    in the file to unit codes. `source` and `grade` hold for rows that name none.
    """

    dataset: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    source: str = "user_upload"
    grade: str = "C"


@dataclass(frozen=True)
class Question:
    """The name of a place that is unknown or that several places share: asked about, never guessed.

    `candidates` are unit codes, the likeliest first.
    """

    written: str
    rows: int
    first_row: int
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class Reception:
    """What became of a file: the checked table with its report, and how the file was read.

    `set_aside` gives each reason why rows were left out, with their number. Open `questions` are errors in
    the report too, so that a file with open questions cannot be accepted.
    """

    intake: Intake
    understood: tuple[Sentence, ...]
    layout: str | None
    sheets: tuple[str, ...]
    questions: tuple[Question, ...]
    set_aside: tuple[tuple[Sentence, int], ...]


def receive(
    content: bytes, file_name: str, references: References, options: Options | None = None
) -> Reception:
    """Read, recognise and check the bytes of a file; nothing is stored and no content raises."""
    options = options or Options()
    coded = _coding_sheet(content, file_name, references, options)
    if coded is not None:
        return coded
    with tempfile.TemporaryDirectory(prefix="reception-") as folder:
        path = Path(folder) / "received"
        path.write_bytes(content)
        best: Intake | None = None
        for name in [options.dataset] if options.dataset else UPLOADABLE:
            checked = intake(path, DATASETS[name], references, source=options.source, grade=options.grade)
            if best is None or checked.report.errors < best.report.errors:
                best = checked
    if best is None:
        report = Report(UNKNOWN.name)
        report.add(Finding("file_empty"))
        best = Intake(UNKNOWN, file_name, content, sha256(content), report, None)
    return Reception(replace(best, file_name=file_name), (), None, (), (), ())


def _coding_sheet(
    content: bytes, file_name: str, references: References, options: Options
) -> Reception | None:
    """Return what became of a filled coding sheet; None for any other file.

    A sheet may hold codings and documents: the dataset that is asked for is answered, codings by default.
    """
    sheet = read_coding_sheet(content, file_name, references, source=options.source, grade=options.grade)
    if sheet is None:
        return None
    wanted = [one for one in sheet.intakes if options.dataset in (None, one.dataset.name)]
    answer = (wanted or sheet.intakes)[0]
    others = [other for other in sheet.intakes if other is not answer]
    understood = (Sentence(N_("a filled coding sheet of the six dimensions")),)
    aside: list[tuple[Sentence, int]] = []
    if sheet.empty_rows:
        aside.append((Sentence(N_("rows of the coding sheet that were left open")), sheet.empty_rows))
    aside += [
        (
            Sentence(
                N_("rows for the dataset “{dataset}”, taken in by itself"), {"dataset": one.dataset.name}
            ),
            one.report.rows,
        )
        for one in others
    ]
    return Reception(answer, understood, "coding_sheet", (), (), tuple(aside))
