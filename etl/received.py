"""What goes into a reception and what comes out of it: declarations, shared by what reads a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.contract_types import Dataset
from etl.intake import Intake
from etl.places import Question
from locales import Sentence

UNKNOWN = Dataset("unknown", (), key=(), uploadable=False)
"""Stands where the dataset of a file could not be told; no table ever comes with it."""


@dataclass(frozen=True)
class Options:
    """What the analyst decided about a file; None leaves it to detection.

    `sheet` names a sheet of a workbook or a member of a ZIP archive. `names` maps names of places as a
    `Question` has them to unit codes; an empty code leaves the rows of that name out. `source` and `grade`
    hold for rows that name none.
    """

    dataset: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    source: str = "user_upload"
    grade: str = "C"


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
