"""Where the place stands: its scores with rank, band and what is expected of such a place."""

from typing import Any

import numpy as np

from charts.standing_words import like_for_like
from charts.words import heading, number
from exports.brief_charts import ChartSpec, band_words, rank_ranges, two_axis_points
from exports.brief_document import Block, Cell, Paragraph, Section, Table
from exports.brief_options import BriefOptions
from exports.brief_places import Places, Side
from exports.scores import Scores
from locales import Translator

AXES = ("F", "B")
"""Capacity across, timeliness upwards, as on the overview."""


def standing_section(
    scores: Scores, places: Places, sides: list[Side], options: BriefOptions, _: Translator
) -> Section:
    """Return the table of scores and, as the length allows, the rank bands and the two-axis chart."""
    blocks: list[Block] = []
    rows = [row for side in sides for row in _rows(side, places, _)]
    if rows:
        blocks.append(_table(rows, _))
    blocks.append(
        Paragraph(
            _(
                "A score measures reported coordination and resources against fixed goalposts. It does not"
                " measure effect, and it says nothing of how many people fell ill."
            ),
            "note",
        )
    )
    blocks += charts_of_standing(scores, places, sides, options, _)
    return Section("standing", _("Where {place} stands", place=places.name(options.unit)), tuple(blocks))


def charts_of_standing(
    scores: Scores, places: Places, sides: list[Side], options: BriefOptions, _: Translator
) -> list[ChartSpec]:
    """Return the charts that the length has room for: one of the place itself, or all."""
    found = []
    for side in sides:
        for code, stand in side.stands(places, _).items():
            spec = rank_ranges(
                side.rows(code, places), side.unit, stand.what, stand.of, lent=not side.own, _=_
            )
            found.append(_named(spec, f"ranks_{side.framework_name}_{code}"))
    if options.length == "one-page":
        return found[:1]
    if options.length == "five-slides":
        return found[:2]
    return [*found, *_two_axes(scores, places, sides, _)]


def _named(spec: ChartSpec, key: str) -> ChartSpec:
    return ChartSpec(**{**vars(spec), "key": key})


def _two_axes(scores: Scores, places: Places, sides: list[Side], _: Translator) -> list[ChartSpec]:
    side = next((one for one in sides if one.framework_name == "public_data"), None)
    if side is None:
        return []
    card = side.assessment.scorecard.dimensions
    known = card.dropna(subset=list(AXES))
    points = known.rename(columns={AXES[0]: "x", AXES[1]: "y"}).reset_index()
    points["name"] = places.frame.loc[points["unit_code"], "name"].to_numpy()
    names = {one.code: heading(one.name, _) for one in side.assessment.framework.dimensions}
    if points.empty:
        return []
    return [two_axis_points(points, side.unit, [names[code] for code in AXES], lent=not side.own, _=_)]


def _rows(side: Side, places: Places, _: Translator) -> list[tuple[Cell, ...]]:
    facts: Any = side.assessment.place_card(side.unit)
    rows: list[tuple[Cell, ...]] = []
    for code, stand in side.stands(places, _).items():
        own = facts.loc[code]
        expected, words = _expected(side, code, stand.beyond, _)
        rows.append(
            (
                Cell(
                    stand.what
                    if side.own
                    else _("{what} (of the city, {city})", what=stand.what, city=places.name(side.unit))
                ),
                Cell(number(stand.score, _, 1), float(stand.score)),
                Cell(band_words(own["rank"], own["low"], own["high"], _), float(own["rank"])),
                Cell(number(own["of"], _), float(own["of"])),
                Cell(expected),
                Cell(words),
                Cell(number(own["coverage"] * 100, _), float(own["coverage"] * 100)),
                Cell(own["worst_grade"] or "—"),
            )
        )
    return rows


def _expected(side: Side, code: str, beyond: int | None, _: Translator) -> tuple[str, str]:
    model = side.expectations[code].adjustment
    words = like_for_like(beyond, _)
    if model is None or beyond is None:
        return "—", words
    row: Any = model.frame.loc[side.unit]
    interval = _(
        "{expected} ({low}–{high})",
        expected=number(row["expected"], _),
        low=number(float(np.maximum(row["low"], 0)), _),
        high=number(float(np.minimum(row["high"], 100)), _),
    )
    return interval, words


def _table(rows: list[tuple[Cell, ...]], _: Translator) -> Table:
    return Table(
        "standing",
        _("Scores (0–100) with rank, rank band and what is expected of such a place"),
        (
            _("Score in"),
            _("Score"),
            _("Rank (band)"),
            _("Places ranked"),
            _("Expected"),
            _("Like for like"),
            _("Coverage (%)"),
            _("Worst grade"),
        ),
        tuple(rows),
        (False, True, True, True, True, False, True, False),
        (2.3, 0.8, 1.9, 0.9, 1.3, 2.1, 1.0, 0.8),
    )
