"""Scores as live formulas: weights, values and scores on three sheets; a changed weight moves a score."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from xlsxwriter.utility import xl_rowcol_to_cell

from charts.words import heading, in_language
from exports.brief_document import ScoreModel
from exports.cells import defused
from exports.score_formulas import (
    coverage_formula,
    covered_mean,
    mean_formula,
    ordered,
    raised_formula,
    row_range,
    scale_ends,
    score_formula,
)
from locales import Translator
from metrics.assessment import INDEX
from metrics.framework import Framework
from metrics.index import normalise_indicators

FIRST = 4
"""The row in which the first indicator or place stands, counted from 0."""

WEIGHT = 6
"""The column of the weights."""


@dataclass(frozen=True)
class Names:
    """The names of the three sheets of a model."""

    weights: str
    values: str
    scores: str


@dataclass(frozen=True)
class Looks:
    """The formats of cells that the sheets share."""

    title: Any
    head: Any
    text: Any
    number: Any
    given: Any
    note: Any


def dimension_row(framework: Framework) -> int:
    """Return the row of the first dimension's weight."""
    return FIRST + len(framework.scored_indicators) + 1


def rule_row(framework: Framework) -> int:
    """Return the row of the coverage rule; the floor of geometric means stands beneath it."""
    return dimension_row(framework) + len(framework.scored_dimensions) + 1


class ScoreSheets:
    """The three sheets of one model, written one after the other."""

    def __init__(
        self, book: Any, model: ScoreModel, names: Names, looks: Looks, translate: Translator
    ) -> None:
        self.book, self.model, self.names, self.looks, self.translate = book, model, names, looks, translate
        self.framework = model.framework
        self.indicators = ordered(model.framework)
        self.dimensions = list(model.framework.scored_dimensions)
        rule = model.framework.index
        self.straight = model.framework.within == "arithmetic"
        self.straight_index = rule is None or rule.aggregation == "arithmetic"
        # Blocks of columns: scores, what their means add up, coverage, dimensions, what the index adds up.
        count = len(self.indicators)
        self.helpers = 2 + (0 if self.straight else count)
        self.coverage = self.helpers + count
        self.scored = self.coverage + len(self.dimensions)
        self.raised = self.scored + (0 if self.straight_index else len(self.dimensions))
        self.index = self.raised + len(self.dimensions)

    def write(self) -> None:
        """Write weights, values and scores with their chart."""
        self._write_weights(self._sheet(self.names.weights))
        self._write_values(self._sheet(self.names.values))
        sheet = self._sheet(self.names.scores)
        self._write_heads(sheet)
        for row in range(FIRST, FIRST + len(self.model.places)):
            self._write_row(sheet, row)
        self._add_chart(sheet)

    def _sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _text(self, sheet: Any, row: int, column: int, words: str, look: Any = None) -> None:
        sheet.write_string(row, column, str(defused(words)), look or self.looks.text)

    def _write_weights(self, sheet: Any) -> None:
        _, framework, looks = self.translate, self.framework, self.looks
        title = _(
            "What is scored in “{framework}”, version {version}",
            framework=in_language(framework.name, _),
            version=framework.version,
        )
        self._text(sheet, 0, 0, title, looks.title)
        told = _("Change a weight in the coloured cells: the scores on the next sheets follow.")
        self._text(sheet, 1, 0, told, self.book.add_format({"font_color": "#55626C"}))
        heads = [_("Code"), _("Indicator"), _("Dimension"), _("Unit"), _("Floor, or best value")]
        for column, words in enumerate([*heads, _("Target, or slope"), _("Weight")]):
            self._text(sheet, FIRST - 1, column, words, looks.head)
        names = {one.code: heading(one.name, _) for one in framework.dimensions}
        for row, one in enumerate(self.indicators, FIRST):
            texts = (one.code, heading(one.name, _), names[one.dimension], in_language(one.unit, _))
            for column, words in enumerate(texts):
                self._text(sheet, row, column, words)
            for column, end in enumerate(scale_ends(one), 4):
                sheet.write_number(row, column, end, looks.number)
            sheet.write_number(row, WEIGHT, one.weight, looks.given)
        for row, dimension in enumerate(self.dimensions, dimension_row(framework)):
            self._text(sheet, row, 0, dimension.code)
            self._text(sheet, row, 1, _("Dimension: {dimension}", dimension=names[dimension.code]))
            sheet.write_number(row, WEIGHT, dimension.weight, looks.given)
        row = rule_row(framework)
        self._text(sheet, row, 1, _("Least share of the weight that must be assessed"))
        sheet.write_number(row, WEIGHT, framework.coverage, looks.given)
        self._text(sheet, row + 1, 1, _("Scores are raised to this before a geometric mean"))
        sheet.write_number(row + 1, WEIGHT, framework.floor, looks.given)
        for column, width in enumerate((8, 40, 24, 24, 14, 14, 12)):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(FIRST, 0)

    def _write_places(self, sheet: Any) -> None:
        _ = self.translate
        for column, words in enumerate([_("Code"), _("Place")]):
            self._text(sheet, FIRST - 1, column, words, self.looks.head)
        for row, (code, name) in enumerate(self.model.places.items(), FIRST):
            self._text(sheet, row, 0, code)
            self._text(sheet, row, 1, name)
        sheet.set_column(0, 0, 9)
        sheet.set_column(1, 1, 34)
        sheet.freeze_panes(FIRST, 2)

    def _write_values(self, sheet: Any) -> None:
        _ = self.translate
        self._text(sheet, 0, 0, _("Values in native units; an empty cell is not assessed"), self.looks.title)
        self._write_places(sheet)
        for column, one in enumerate(self.indicators, 2):
            words = _("{name} ({unit})", name=heading(one.name, _), unit=in_language(one.unit, _))
            self._text(sheet, FIRST - 1, column, words, self.looks.head)
            for row, code in enumerate(self.model.places, FIRST):
                value: Any = self.model.values.at[code, one.code]
                if not np.isnan(value):
                    sheet.write_number(row, column, float(value), self.looks.number)
        sheet.set_column(2, 1 + len(self.indicators), 18)

    def _write_heads(self, sheet: Any) -> None:
        _, looks = self.translate, self.looks
        self._text(sheet, 0, 0, _("Scores (0–100) as live formulas"), looks.title)
        self._text(sheet, 2, 1, _("Weight"))
        self._write_places(sheet)
        for position, one in enumerate(self.indicators):
            self._text(sheet, FIRST - 1, 2 + position, heading(one.name, _), looks.head)
            self._put(sheet, 2, 2 + position, "=" + self._weight(FIRST + position), one.weight)
            if not self.straight:
                self._text(sheet, FIRST - 1, self.helpers + position, _("for the mean"), looks.head)
        first = dimension_row(self.framework)
        for position, dimension in enumerate(self.dimensions):
            name = heading(dimension.name, _)
            words = _("Coverage of {dimension}", dimension=name)
            self._text(sheet, FIRST - 1, self.coverage + position, words, looks.head)
            self._text(sheet, FIRST - 1, self.scored + position, name, looks.head)
            self._put(
                sheet, 2, self.scored + position, "=" + self._weight(first + position), dimension.weight
            )
            if not self.straight_index:
                self._text(sheet, FIRST - 1, self.raised + position, _("for the mean"), looks.head)
        if self.framework.index is not None:
            self._text(sheet, FIRST - 1, self.index, _("Index"), looks.head)
        sheet.set_column(2, self.index, 14)

    def _weight(self, row: int, column: int = WEIGHT) -> str:
        return f"'{self.names.weights}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def _put(self, sheet: Any, row: int, column: int, formula: str, known: float) -> None:
        """Write a formula with the value that the engine gave, for programs that do not compute."""
        value = "" if np.isnan(known) else float(known)
        sheet.write_formula(row, column, formula, self.looks.number, value)

    def _write_row(self, sheet: Any, row: int) -> None:
        model, framework = self.model, self.framework
        code = list(model.places)[row - FIRST]
        known: Any = normalise_indicators(model.values.loc[[code]], framework).loc[code]
        rules = rule_row(framework)
        least, floor = self._weight(rules), self._weight(rules + 1)
        for position, one in enumerate(self.indicators):
            value = f"'{self.names.values}'!{xl_rowcol_to_cell(row, 2 + position)}"
            ends = (self._weight(FIRST + position, 4), self._weight(FIRST + position, 5))
            self._put(sheet, row, 2 + position, score_formula(one, value, *ends), known[one.code])
            if not self.straight:
                cell = xl_rowcol_to_cell(row, 2 + position)
                formula = raised_formula(cell, framework.within, floor)
                self._put(sheet, row, self.helpers + position, formula, np.nan)
        start = 0
        for position, dimension in enumerate(self.dimensions):
            members = [one for one in self.indicators if one.dimension == dimension.code]
            weights = row_range(2, 2 + start, len(members), fixed=True)
            own = row_range(row, 2 + start, len(members))
            share = sum(one.weight for one in members if not np.isnan(known[one.code]))
            share /= sum(one.weight for one in members)
            self._put(sheet, row, self.coverage + position, "=" + coverage_formula(weights, own), share)
            mean = mean_formula(weights, row_range(row, self.helpers + start, len(members)), framework.within)
            covered = xl_rowcol_to_cell(row, self.coverage + position)
            score: Any = model.scores.at[code, dimension.code]
            self._put(sheet, row, self.scored + position, covered_mean(covered, least, mean), score)
            start += len(members)
        if framework.index is not None:
            self._write_index(sheet, row, code, (least, floor))

    def _write_index(self, sheet: Any, row: int, code: str, rules: tuple[str, str]) -> None:
        rule, count = self.framework.index, len(self.dimensions)
        assert rule is not None  # noqa: S101  only called where there is an index
        least, floor = rules
        if not self.straight_index:
            for position in range(count):
                cell = xl_rowcol_to_cell(row, self.scored + position)
                self._put(
                    sheet, row, self.raised + position, raised_formula(cell, rule.aggregation, floor), np.nan
                )
        weights = row_range(2, self.scored, count, fixed=True)
        covered = f"({coverage_formula(weights, row_range(row, self.scored, count))})"
        mean = mean_formula(weights, row_range(row, self.raised, count), rule.aggregation)
        needed = "1" if rule.needs_every_dimension else least
        score: Any = self.model.scores.at[code, INDEX]
        self._put(sheet, row, self.index, covered_mean(covered, needed, mean), score)

    def _add_chart(self, sheet: Any) -> None:
        """Draw the scores of all places from the live cells, so that the chart moves with a weight."""
        _ = self.translate
        chart = self.book.add_chart({"type": "bar"})
        last = FIRST + len(self.model.places) - 1
        whole = self.framework.index is not None
        first = self.index if whole else self.scored
        for column in range(first, first + (1 if whole else len(self.dimensions))):
            chart.add_series(
                {
                    "name": [self.names.scores, FIRST - 1, column],
                    "categories": [self.names.scores, FIRST, 1, last, 1],
                    "values": [self.names.scores, FIRST, column, last, column],
                }
            )
        chart.set_y_axis({"reverse": True, "crossing": "max"})
        chart.set_x_axis({"min": 0, "max": 100, "name": _("score, 0–100")})
        title = _("Scores (0–100) as live formulas")
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_legend({"position": "top"})
        chart.set_size({"width": 720, "height": 150 + 30 * len(self.model.places)})
        sheet.insert_chart(last + 3, 1, chart, {"description": title})
