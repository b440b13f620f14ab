"""What would help and who does it well: the arithmetic of closing a gap, and what the sources record."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.gap_words import UNCERTAIN, native, signed
from charts.look import each
from charts.words import heading, in_language, is_missing, number
from exports.brief_document import Block, Bullets, Cell, Paragraph, Section, Table
from exports.brief_options import BriefOptions
from exports.brief_places import Gap, Places
from exports.practice import Records, facts_of, leaders
from exports.scores import Scores
from locales import Translator
from metrics.gap_analysis import effort_to_score
from metrics.problems import MetricError

SHOWN = {"one-page": 2, "five-slides": 3, "full": 100}
LEADERS = {"one-page": 1, "five-slides": 1, "full": 3}
CODED = {"one-page": 6, "five-slides": 8, "full": 100}
"""Indicators, places and cells to code that each length has room for."""


@dataclass(frozen=True)
class Practice:
    """What the sources record of the places ahead, with the grades and sources that it rests on."""

    bullets: tuple[Bullets, ...]
    grades: tuple[str, ...]
    sources: tuple[str, ...] = ()


def practice_of(
    scores: Scores, places: Places, gap: Gap | None, options: BriefOptions, _: Translator
) -> Practice:
    """Return one list for each indicator in which the place is behind, the widest gap first."""
    if gap is None:
        return Practice((), ())
    provinces = places.frame[f"province_{_.language}"].fillna("").to_dict()
    records = Records(scores.snapshot, {str(code): str(name) for code, name in provinces.items()}, _)
    rows = gap.rows(_)
    behind = rows[rows["contribution"] > 0].sort_values("contribution", ascending=False)
    shown = list(each(behind.head(SHOWN[options.length])))
    ahead = {
        str(row.Index): leaders(
            gap.side.assessment, gap.side.unit, str(row.Index), gap.side.peers, gap.against
        )
        for row in shown
    }
    own = [gap.side.unit] if options.length == "full" else []
    told = {code: [*best[: LEADERS[options.length]], *own] for code, (best, _level) in ahead.items()}
    facts = facts_of(records, [(unit, code) for code, units in told.items() for unit in units])
    bullets, grades, sources = [], [], []
    for row in shown:
        code = str(row.Index)
        best, level = ahead[code]
        items = []
        for unit in told[code]:
            known = facts[unit, code]
            items.append(_told(places, gap, unit, row, [fact.text for fact in known], _))
            grades += [fact.grade for fact in known]
            sources += [fact.source_id for fact in known]
        if not best:
            items = [_("No place of the group is ahead here; the benchmark is no place of the group.")]
        elif level > len(best):
            items.insert(0, _("{count} places of the group share the best score.", count=number(level, _)))
        bullets.append(Bullets(_lead(gap, row, _), tuple(items)))
    return Practice(tuple(bullets), tuple(grades), tuple(dict.fromkeys(sources)))


def _lead(gap: Gap, row: Any, _: Translator) -> str:
    unsure = UNCERTAIN[0] <= row.probability <= UNCERTAIN[1]
    return _(
        "{indicator}: {own} {value}, benchmark {benchmark} ({unit}), {points} points",
        indicator=row.name,
        own=gap.sides.own,
        value=native(row.value, _),
        benchmark=native(row.benchmark, _),
        unit=row.unit,
        points=signed(row.contribution, _),
    ) + (_("; the gap is uncertain") if unsure else "")


def _told(places: Places, gap: Gap, unit: str, row: Any, known: list[str], _: Translator) -> str:
    value: Any = gap.side.assessment.values.at[unit, row.Index]
    place = _(
        "{place}: {value} ({unit})", place=places.name(unit), value=native(float(value), _), unit=row.unit
    )
    listed = _("; ").join(known) if known else _("no row behind this value is held")
    return _("{place} — {facts}.", place=place, facts=listed)


def help_section(
    places: Places, gap: Gap | None, practice: Practice, options: BriefOptions, _: Translator
) -> Section:
    """Return the least-effort path to the benchmark and the practice of those ahead, or what to code."""
    title = _("What would help, and who does it well")
    if gap is None:
        return Section("help", title, (Paragraph(_("Nothing can be compared, so nothing can be advised.")),))
    blocks: list[Block] = []
    if options.lens == "six":
        blocks += _to_code(gap, options, _)
    rows = gap.rows(_)
    if rows.empty and not blocks:
        blocks.append(Paragraph(_("Without a score there is no gap to close; figures have to come first.")))
    if not rows.empty:
        blocks += _paths(gap, rows, options, _)
        if practice.bullets:
            blocks += practice.bullets
            blocks.append(
                Paragraph(
                    _(
                        "Only what the data hold: dated measures, counts with their year, coded evidence."
                        " That a place scores higher does not say that what it did was the reason, nor that"
                        " it was worth its cost."
                    ),
                    "note",
                )
            )
        else:
            blocks.append(
                Paragraph(_("{place} is behind the benchmark in no indicator.", place=gap.sides.own))
            )
    return Section("help", title, tuple(blocks))


def _paths(gap: Gap, rows: pd.DataFrame, options: BriefOptions, _: Translator) -> list[Block]:
    """Return for each dimension that lies behind what would draw it level with the benchmark."""
    blocks: list[Block] = []
    names = {one.code: heading(one.name, _) for one in gap.side.assessment.framework.dimensions}
    for code in dict.fromkeys(rows["dimension"]):
        total: Any = gap.analysis.totals.loc[code]
        if not total["gap"] > 0:
            continue
        goal = float(total["benchmark_score"])
        try:
            path, _effort = effort_to_score(gap.side.assessment, gap.side.unit, str(code), goal)
        except MetricError:
            continue
        raised = rows.join(path[path["points"] > 0.05], how="inner")
        if raised.empty:
            continue
        lead = _(
            "To draw level with “{benchmark}” in {dimension} ({score} of 100), with every point costing the"
            " same",
            benchmark=gap.sides.benchmark,
            dimension=names[str(code)],
            score=number(goal, _, 1),
        )
        if options.length == "full":
            blocks.append(_path_table(raised, lead, str(code), _))
        else:
            blocks.append(Bullets(lead, tuple(_step(row, _) for row in each(raised))))
    if blocks:
        blocks.append(
            Paragraph(
                _("This is arithmetic on a score, not a forecast of what a measure would bring."), "note"
            )
        )
    return blocks


def _step(row: Any, _: Translator) -> str:
    return _(
        "{indicator}: from {value} to {goal} ({unit})",
        indicator=row.name,
        value=native(row.value, _),
        goal=native(row.to, _),
        unit=row.unit,
    )


def _path_table(raised: pd.DataFrame, lead: str, code: str, _: Translator) -> Table:
    return Table(
        f"path_{code}",
        lead,
        (_("Indicator"), _("Unit"), _("Value"), _("To reach"), _("Points to add")),
        tuple(
            (
                Cell(row.name),
                Cell(row.unit),
                Cell(native(row.value, _), float(row.value)),
                Cell(native(row.to, _), float(row.to)),
                Cell(number(row.points, _, 1), float(row.points)),
            )
            for row in each(raised)
        ),
        (False, False, True, True, True),
        (2.6, 1.6, 1.0, 1.0, 1.0),
    )


def _to_code(gap: Gap, options: BriefOptions, _: Translator) -> list[Block]:
    """Return which cells of the whole framework have to be coded before it speaks of the place."""
    assessed = gap.side.assessment
    open_cells = [
        one
        for one in assessed.framework.scored_indicators
        if is_missing(assessed.values.at[gap.side.unit, one.code])
    ]
    if not open_cells:
        return []
    caption = _.plural(
        "{count} cell of {place} has to be measured or coded by two coders, with an excerpt of the document",
        "{count} cells of {place} have to be measured or coded by two coders, with excerpts of the documents",
        len(open_cells),
        place=gap.sides.own,
    )
    shown = open_cells[: CODED[options.length]]
    table = Table(
        "to_code",
        caption,
        (_("Code"), _("Indicator"), _("What is needed"), _("From")),
        tuple(
            (
                Cell(one.code),
                Cell(heading(one.name, _)),
                Cell(in_language(one.definition, _)),
                Cell(in_language(one.source, _)),
            )
            for one in shown
        ),
        (False, False, False, False),
        (0.6, 1.8, 3.2, 2.2),
    )
    left = len(open_cells) - len(shown)
    more = _.plural(
        "{count} more cell is listed in the full brief.",
        "{count} more cells are listed in the full brief.",
        left,
    )
    return [table, *([Paragraph(more, "note")] if left else [])]
