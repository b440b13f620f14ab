"""The figures of a gap with their tables: waterfall, native units, like for like, obstacles, priorities."""

import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.gap_dumbbell import dumbbell
from charts.gap_headline import gap_sentences
from charts.gap_obstacles import obstacles
from charts.gap_priority import priorities
from charts.gap_waterfall import Panel, waterfall
from charts.gap_words import certainty
from charts.like_for_like import like_for_like
from charts.words import heading, in_language
from metrics.assessment import INDEX
from metrics.expected import Adjustment, adjust
from metrics.problems import MetricError
from ui.data import Data
from ui.drawn import drawn
from ui.figure import show_chart
from ui.gap_choices import FEATURES
from ui.gap_lens import Lens, compared_with, gap_rows, sources_of
from ui.kept import kept
from ui.literal import literal
from ui.page import Page
from ui.scoring import assessment, context

LOGARITHMIC = ("F7", "F8")
"""Staff per resident is positive and skewed: its logarithm is modelled."""


def headline(page: Page, lens: Lens) -> str:
    """Return the gap in words as Markdown: how wide, what it is made of, what is uncertain."""
    found = gap_sentences(
        gap_rows(page, lens), lens.analysis, lens.assessment, lens.dimensions, lens.sides, page.translate
    )
    return "\n\n".join(f"**{literal(one.lead)}** {literal(one.rest)}" for one in found)


def show_waterfall(page: Page, lens: Lens) -> None:
    """Draw how the gap adds up."""
    rows = gap_rows(page, lens)
    draw = drawn(
        (*page.key, "gap", *lens.key), lambda: waterfall(_panels(page, lens, rows), lens.sides, page.look)
    )
    _show(page, lens, draw, rows, "gap")


def _panels(page: Page, lens: Lens, rows: pd.DataFrame) -> list[Panel]:
    _ = page.translate
    totals = lens.analysis.totals
    if INDEX in totals.index and pd.notna(totals.loc[INDEX, "gap"]):
        # Thirty bars would say nothing: the index is made of its dimensions, the table has the indicators.
        groups = rows.groupby("dimension", sort=False)
        parts = pd.DataFrame({"name": groups["group"].first(), "contribution": groups["contribution"].sum()})
        return [Panel(heading(lens.framework.name, _), *_ends(lens, INDEX), parts)]
    return [
        Panel(
            part["group"].iloc[0],
            *_ends(lens, str(code)),
            part.loc[part["contribution"].notna(), ["name", "contribution"]],
        )
        for code, part in rows.groupby("dimension", sort=False)
    ]


def _ends(lens: Lens, code: str) -> tuple[float, float]:
    row = lens.analysis.totals.loc[code]
    return float(row["score"]), float(row["benchmark_score"])


def show_native(page: Page, lens: Lens) -> None:
    """Draw the gap in native units."""
    rows = gap_rows(page, lens)

    def draw() -> Chart:
        others = [_others(page, lens, str(code)) for code in rows.index]
        return dumbbell(rows.assign(others=others), lens.sides, page.look)

    chart = drawn((*page.key, "native", *lens.key), draw)
    _show(page, lens, chart, rows, "native-units")


def _others(page: Page, lens: Lens, code: str) -> dict[str, float]:
    values = lens.assessment.values.loc[lens.peers, code].dropna()
    return {page.name(str(unit)): float(value) for unit, value in values.items()}


def show_obstacles(page: Page, lens: Lens) -> None:
    """Draw what holds the place back."""
    rows = gap_rows(page, lens)
    chart = drawn((*page.key, "obstacles", *lens.key), lambda: obstacles(rows, lens.sides, page.look))
    _show(page, lens, chart, rows, "obstacles")


def show_priorities(page: Page, lens: Lens) -> None:
    """Draw which gaps to look at first."""
    rows = gap_rows(page, lens)
    chart = drawn((*page.key, "priorities", *lens.key), lambda: priorities(rows, lens.sides, page.look))
    _show(page, lens, chart, rows, "priorities")


def _show(page: Page, lens: Lens, chart: Chart, rows: pd.DataFrame, name: str) -> None:
    table = _table((*page.key, *lens.key), page, lens)
    sources = sources_of(page, lens, list(rows.index))
    show_chart(
        chart,
        table,
        sources,
        name=name,
        data=page.data,
        translate=page.translate,
        behind=(lens.unit, lens.dimensions[0]),
        peers=compared_with(page, lens),
    )


@kept(100)
def _table(key: tuple[str, ...], _page: Page, _lens: Lens) -> pd.DataFrame:
    return gap_table(_page, _lens)


def gap_table(page: Page, lens: Lens) -> pd.DataFrame:
    """Return the gap under headings in the page's language, one row per indicator."""
    _ = page.translate
    rows = gap_rows(page, lens)
    return pd.DataFrame(
        {
            _("Code"): rows.index,
            _("Indicator"): rows["name"].to_numpy(),
            _("Dimension"): rows["group"].to_numpy(),
            _("Unit"): rows["unit"].to_numpy(),
            _("Figure of"): lens.sides.own,
            _("Value"): rows["value"].round(3).to_numpy(),
            _("95% interval, low"): rows["low"].round(3).to_numpy(),
            _("95% interval, high"): rows["high"].round(3).to_numpy(),
            _("Benchmark"): rows["benchmark"].round(3).to_numpy(),
            _("To close, in this unit"): rows["to_close"].round(3).to_numpy(),
            _("Score"): rows["score"].round(2).to_numpy(),
            _("Score of the benchmark"): rows["benchmark_score"].round(2).to_numpy(),
            _("Part of the gap (points)"): rows["contribution"].round(3).to_numpy(),
            _("Points if closed"): rows["points_if_closed"].round(3).to_numpy(),
            _("Points lost"): rows["deficit"].round(3).to_numpy(),
            _("Obstacle degree (%)"): rows["obstacle"].round(2).to_numpy(),
            _("Probability that the gap is real"): rows["probability"].round(3).to_numpy(),
            _("Judgement"): [
                certainty(row.probability, row.gap, _) if pd.notna(row.gap) else _("not assessed")
                for row in rows.itertuples()
            ],
        }
    )


@kept(4)
def _adjusted(_data: Data, store: str, version: str) -> dict[str, Adjustment | None]:
    known = context(_data, "county")[list(FEATURES)]
    values = assessment(_data, "county_capacity", "county").values.reindex(known.index)
    found: dict[str, Adjustment | None] = {}
    for code in ("F7", "F8", "F9"):
        # A logarithm has no place for a staff of nobody: such a place is left out of the model.
        own = values[code].where(values[code] > 0)
        try:
            found[code] = adjust(own, known, log_values=code in LOGARITHMIC)
        except MetricError:
            found[code] = None
    return found


def show_like_for_like(page: Page, lens: Lens) -> None:
    """Draw a county's own figures against what is expected of such a place."""
    if lens.name != "own" or lens.level != "county":
        return
    _ = page.translate
    indicators = {indicator.code: indicator for indicator in lens.framework.scored_indicators}
    found = {
        code: result
        for code, result in _adjusted(page.data, page.data.store, page.data.version).items()
        if result is not None and lens.unit in result.frame.index
    }
    if not found:
        st.info(
            _("What is expected of such a place cannot be said: too few places have the figures it needs.")
        )
        return
    rows = pd.DataFrame(
        [
            {
                "code": code,
                "name": heading(indicators[code].name, _),
                "unit": in_language(indicators[code].unit, _),
                **result.frame.loc[lens.unit].to_dict(),
                "r_squared": result.r_squared,
                "n": result.n,
            }
            for code, result in found.items()
        ]
    )
    features = _("urban share, share of residents over 60 and number of residents (logarithm)")
    chart = drawn(
        (*page.key, "expected", lens.unit), lambda: like_for_like(rows, lens.sides, features, page.look)
    )
    sources = sources_of(page, lens, rows["code"].tolist())
    table = pd.DataFrame(
        {
            _("Code"): rows["code"],
            _("Indicator"): rows["name"],
            _("Unit"): rows["unit"],
            _("Observed"): rows["observed"].round(3),
            _("Expected"): rows["expected"].round(3),
            _("Prediction interval, low"): rows["low"].round(3),
            _("Prediction interval, high"): rows["high"].round(3),
            _("Observed − expected"): rows["difference"].round(3),
            _("Percentile"): rows["percentile"].round(1),
            _("Percentile, adjusted"): rows["percentile_adjusted"].round(1),
            _("R²"): rows["r_squared"].round(3),
            _("Places in the model"): rows["n"],
        }
    )
    show_chart(
        chart,
        table,
        sources,
        name="expected",
        data=page.data,
        translate=_,
        behind=(lens.unit, rows["code"].iloc[0]),
    )
