"""Receive any file that holds a table: the front door of the upload page and of `etl.ingest`.

Nothing is stored here. `receive` answers with what it understood, what is wrong, what it has to ask, and the
checked table if nothing is wrong; `etl.batches.accept` stores that.
"""

import logging

from etl.archives import is_workbook, open_archive, read_member
from etl.coding_headings import SHEETS
from etl.coding_sheet import read_coding_sheet
from etl.contract_types import N_
from etl.findings import Finding
from etl.intake import References
from etl.places import Question
from etl.progress import Tell, silent
from etl.received import UNKNOWN, Options, Reception
from etl.receiving import Receiving
from etl.tables import ZIP_MAGIC
from etl.workbooks import read_open_workbook
from locales import Sentence

log = logging.getLogger(__name__)

__all__ = ["UNKNOWN", "Options", "Question", "Reception", "receive"]


def receive(
    content: bytes,
    file_name: str,
    references: References,
    options: Options | None = None,
    *,
    tell: Tell = silent,
) -> Reception:
    """Read, recognise and check the bytes of a file; nothing is stored, and no content raises.

    A finding names the row and the column label of the file as it is: of a table with days across, the row of
    the place and the label of the day; of a workbook or archive, the sheet or member too. `tell` is told each
    step.
    """
    options = options or Options()
    tell(Sentence(N_("Reading the file")))
    coded = None
    try:
        if _may_be_coding_sheet(content, file_name):
            coded = _coding_sheet(content, file_name, references, options)
    except Exception:
        # What is no sheet of codings after all is read as any other file, which reports what is wrong.
        log.exception("a workbook could not be read as a coding sheet")
    return coded or Receiving(content, file_name, references, options).run(tell)


def _may_be_coding_sheet(content: bytes, file_name: str) -> bool:
    """Tell whether a workbook within the limits names the sheet of codings, before it is parsed as one."""
    if not content.startswith(ZIP_MAGIC):
        return False
    archive = open_archive(content, file_name)
    if isinstance(archive, Finding) or not is_workbook(archive):
        return False
    names = read_member(archive, "xl/workbook.xml")
    if isinstance(names, Finding) or SHEETS["coding"].encode() not in names:
        return False
    return not isinstance(read_open_workbook(content, archive, file_name), Finding)


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
    understood = (Sentence(N_("a filled coding sheet")),)
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
