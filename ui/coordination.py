"""Coordination of the two dimensions that public data can score, for the city and those compared."""

import tomllib
import warnings
from pathlib import Path

import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.coordination import coordination_chart
from charts.words import in_language
from locales import Translator
from metrics.coupling import LevelBands, coordination, coordination_level
from metrics.problems import DegenerateWarning
from ui.compared_cities import compared_cities
from ui.drawn import drawn
from ui.figure import show_chart
from ui.literal import literal
from ui.page import Page
from ui.robust_ranks import indicator_sources
from ui.scoring import assessment, units

LEVELS = Path(__file__).resolve().parent.parent / "data" / "coordination_levels.toml"
DIMENSIONS = ("B", "F")


def level_bands(_: Translator) -> tuple[LevelBands, str] | None:
    """Return the configured levels in the page's language and the address of their source, if any."""
    if not LEVELS.exists():
        return None
    with LEVELS.open("rb") as handle:
        given = tomllib.load(handle)
    words = tuple(level[_.language] for level in given["levels"])
    bands = LevelBands(tuple(given["cuts"]), words, given["source"][_.language], given["closed"])
    return bands, given["url"]


def coordination_rows(page: Page, codes: list[str]) -> pd.DataFrame:
    """Return C, T and D of some cities by both models; NaN where a dimension is not assessed."""
    scores = assessment(page.data, "public_data", "prefecture").scorecard.dimensions[list(DIMENSIONS)]
    shares = scores.reindex(codes) / 100
    with warnings.catch_warnings():
        # All zero has no degree; the caption of the chart says so.
        warnings.simplefilter("ignore", DegenerateWarning)
        coupling, height, degree = coordination(shares)
        coupling_wang, _height, degree_wang = coordination(shares, model="wang")
    return pd.DataFrame(
        {
            "unit_code": codes,
            "name": [page.name(code) for code in codes],
            **{code: scores[code].reindex(codes).to_numpy() for code in DIMENSIONS},
            "T": pd.Series(height).to_numpy(),
            "C_standard": pd.Series(coupling).to_numpy(),
            "D_standard": pd.Series(degree).to_numpy(),
            "C_wang": pd.Series(coupling_wang).to_numpy(),
            "D_wang": pd.Series(degree_wang).to_numpy(),
        }
    )


def show_coordination(page: Page) -> None:
    """Draw the coordination of response and capacity of the city and of those compared with it."""
    _ = page.translate
    if units(page.data, "prefecture").empty:
        return
    codes = [page.city, *compared_cities(page)]
    rows = coordination_rows(page, codes)
    st.header(_("Do response and capacity go together?"), anchor=False)
    st.markdown(
        _(
            "The coupling coordination degree asks whether two dimensions are high together. A city that"
            " responds early but has few doctors, or the reverse, has a low one. It describes scores; it does"
            " not show that one dimension brought about the other, nor that either worked."
        )
    )
    if page.city != page.focus:
        st.info(
            _(
                "Both dimensions are scored for cities only. Shown is {city}, the city of {place}: not the"
                " district’s own degree.",
                city=page.markdown_name(page.city),
                place=page.markdown_name(page.focus),
            )
        )
    chart = drawn((*page.key, "coordination", *codes), lambda: _chart(page, rows))
    table = coordination_table(page, rows)
    sources = indicator_sources(page, "prefecture", DIMENSIONS)
    show_chart(chart, table, sources, name="coordination", data=page.data, translate=_)
    _show_levels(page, rows)


def _chart(page: Page, rows: pd.DataFrame) -> Chart:
    names = {
        one.code: one.name for one in assessment(page.data, "public_data", "prefecture").framework.dimensions
    }
    first, second = (in_language(names[code], page.translate) for code in DIMENSIONS)
    return coordination_chart(rows, page.city, dimensions=(first, second), look=page.look)


def coordination_table(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    """Return scores and degrees under headings in the page's language."""
    _ = page.translate
    names = {
        "B": _("Score B (0–100)"),
        "F": _("Score F (0–100)"),
        "T": _("T, height"),
        "C_standard": _("C, standard model"),
        "D_standard": _("D, standard model"),
        "C_wang": _("C, Wang model"),
        "D_wang": _("D, Wang model"),
    }
    digits = {name: 1 if name in DIMENSIONS else 3 for name in names}
    table = rows[list(names)].round(digits).rename(columns=names)
    table.insert(0, _("City"), rows["name"])
    levels = level_bands(_)
    if levels is not None:
        table[_("Level of D, standard model")] = coordination_level(rows["D_standard"], levels[0])
    return table


def _show_levels(page: Page, rows: pd.DataFrame) -> None:
    _ = page.translate
    levels = level_bands(_)
    if levels is None:
        return
    bands, address = levels
    known = rows[rows["D_standard"].notna()]
    parts = [
        _("{place}: {level}", place=literal(name), level=level)
        for name, level in zip(known["name"], coordination_level(known["D_standard"], bands), strict=True)
    ]
    if parts:
        st.markdown(
            _(
                "Level of D by the standard model: {levels}. The limits are those of [{source}](<{address}>);"
                " other papers draw them elsewhere, so a level is a convention and no finding.",
                levels=_("; ").join(parts),
                source=literal(bands.source),
                address=address,
            )
        )
