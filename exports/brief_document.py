"""A brief as plain data: sections of paragraphs, bullets, tables and charts, the same for every format."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from exports.brief_charts import ChartSpec
from exports.brief_options import BriefOptions
from exports.brief_sources import SourceRecord
from metrics.framework import Framework


@dataclass(frozen=True)
class Cell:
    """What a table shows, and the number behind it, unrounded, where there is one."""

    text: str
    value: float | None = None


@dataclass(frozen=True)
class Table:
    """A table with its caption. numeric: which columns hold numbers; widths: parts of the whole width."""

    key: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[bool, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `kind` is text, lead (said first, larger) or note (small)."""

    text: str
    kind: str = "text"


@dataclass(frozen=True)
class Bullets:
    """A list beneath a line that says what it lists."""

    lead: str
    items: tuple[str, ...]


Block = Paragraph | Bullets | Table | ChartSpec


@dataclass(frozen=True)
class Section:
    """A part of the brief; `short` is its heading where there is little room."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class ScoreModel:
    """What a workbook needs to compute scores again: framework, names, native values and the scores so far.

    places: names by code, the place itself first. values: places x scored indicators, NaN = not assessed.
    scores: places x scored dimensions, and "index" where there is one.
    """

    title: str
    framework: Framework
    places: dict[str, str]
    values: pd.DataFrame
    scores: pd.DataFrame


@dataclass(frozen=True)
class Brief:
    """One brief in one language, all words made. `watermark` is empty where nothing asks for one."""

    options: BriefOptions
    title: str
    subtitle: str
    place: str
    version: str
    prepared: str
    watermark: str
    headline: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[SourceRecord, ...]
    models: tuple[ScoreModel, ...]

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Go through all blocks with the section that each stands in."""
        for section in self.sections:
            for block in section.blocks:
                yield section, block

    @property
    def charts(self) -> list[ChartSpec]:
        """All charts in their order."""
        return [block for _section, block in self.blocks() if isinstance(block, ChartSpec)]

    @property
    def tables(self) -> list[Table]:
        """All tables in their order."""
        return [block for _section, block in self.blocks() if isinstance(block, Table)]
