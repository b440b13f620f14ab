"""What separates the place from a benchmark: in words, in native units with certainty, and drawn."""

from typing import Any

import pandas as pd

from charts.gap_frame import comparable_dimensions
from charts.gap_headline import gap_sentences
from charts.gap_words import native, signed
from charts.look import each
from charts.peer_words import peers_sentence
from charts.widest_gaps_words import expected_words, sureness
from charts.words import is_missing
from exports.brief_charts import gap_bars, score_dots
from exports.brief_document import Block, Cell, Paragraph, Section, Table
from exports.brief_options import BriefOptions
from exports.brief_places import Gap, Places
from locales import Translator


def gap_section(places: Places, gap: Gap | None, options: BriefOptions, _: Translator) -> Section:
    """Return sentences, table and charts of the gap, or the reason why there is none to show."""
    title = _("Gaps")
    if gap is None:
        words = _(
            "{place} is no place that these frameworks compare (development zones and places without a"
            " city have no figures of this kind).",
            place=places.name(options.unit),
        )
        return Section("gaps", title, (Paragraph(words),))
    title = _("Gaps of {place} to “{benchmark}”", place=gap.sides.own, benchmark=gap.sides.benchmark)
    dimensions = comparable_dimensions(gap.side.assessment, gap.analysis)
    rows = gap.rows(_)
    if not dimensions:
        words = _(
            "{place} has too few figures for a score here, or the benchmark has none to compare. That"
            " is not assessed, not zero.",
            place=gap.sides.own,
        )
        return Section("gaps", title, (Paragraph(words),))
    sentences = gap_sentences(rows, gap.analysis, gap.side.assessment, dimensions, gap.sides, _)
    blocks: list[Block] = [Paragraph(f"{one.lead} {one.rest}") for one in sentences]
    if gap.sides.lent:
        blocks.append(
            Paragraph(
                _(
                    "These are figures of {city}, under which {place} acted; they are never the district’s"
                    " own gap.",
                    city=gap.sides.own,
                    place=gap.sides.focus,
                )
            )
        )
    pair = (gap.sides.own, gap.sides.benchmark)
    blocks.append(gap_bars(rows, *pair, lent=gap.sides.lent, _=_))
    if options.length == "full":
        blocks.append(score_dots(rows, *pair, lent=gap.sides.lent, _=_))
    blocks.append(gap_table(gap, rows, options, _))
    side = gap.side
    who = peers_sentence(side.rule, side.level, len(side.peers), gap.sides.own, _)
    named = _(", ").join(places.name(code) for code in side.peers)
    if options.length == "full" and named:
        who += " " + _("They are {places}.", places=named)
    blocks.append(Paragraph(who, "note"))
    return Section("gaps", title, tuple(blocks))


def gap_table(gap: Gap, rows: pd.DataFrame, options: BriefOptions, _: Translator) -> Table:
    """Return every indicator, the widest gap first, those that cannot be compared last."""
    ordered = rows.sort_values("gap", ascending=False, kind="stable", na_position="last")
    long = options.length == "full"
    cells = [_cells(gap, row, long, _) for row in each(ordered)]
    columns: list[tuple[str, bool, float]] = [
        (_("Indicator"), False, 2.3),
        (_("Unit"), False, 1.3),
        (_("Own value"), True, 1.4 if long else 0.9),
        (_("Benchmark"), True, 1.15),
        (_("To close"), True, 0.9),
        (_("Points behind"), True, 0.9),
        (_("How sure"), False, 1.3),
    ]
    if long:
        columns.append((_("Expected of such a place"), False, 1.8))
    headings, numeric, widths = zip(*columns, strict=True)
    return Table(
        "gaps",
        _("Gaps in the unit of each indicator; points are of the indicator’s score, + = behind"),
        headings,
        tuple(cells),
        numeric,
        widths,
    )


def _cells(gap: Gap, row: Any, long: bool, _: Translator) -> tuple[Cell, ...]:
    side, code = gap.side, str(row.Index)
    value = _value(row.value, _)
    if long and not is_missing(row.low):
        limits = _(
            "{value} ({low}–{high})", value=value.text, low=native(row.low, _), high=native(row.high, _)
        )
        value = Cell(limits, value.value)
    cells = [
        Cell(row.name),
        Cell(row.unit),
        value,
        _value(row.benchmark, _),
        _value(row.to_close, _),
        Cell("—") if is_missing(row.gap) else Cell(signed(row.gap, _), float(row.gap)),
        Cell(how_sure(gap, code, row.gap, row.probability, _)),
    ]
    if long:
        cells.append(Cell(expected_words(side.expectations, side.unit, code, _)))
    return tuple(cells)


def how_sure(gap: Gap, code: str, points: float, probability: float, _: Translator) -> str:
    """Return how sure a gap is; ahead and no difference are said as such."""
    if is_missing(points):
        return _("not assessed")
    if points <= 0 or is_missing(probability):
        return _("no difference") if points == 0 or is_missing(probability) else _("ahead")
    return sureness(gap.side.assessment, gap.side.unit, code, probability, _)


def _value(value: float, _: Translator) -> Cell:
    return Cell(_("not assessed")) if is_missing(value) else Cell(native(float(value), _), float(value))
