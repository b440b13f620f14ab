"""What the six-dimension assessment must be given before it can speak of a place."""

import pandas as pd
import streamlit as st

from charts.coding_map import coding_map
from charts.gap_words import native
from charts.words import heading, in_language
from ui.drawn import drawn
from ui.figure import show_chart
from ui.gap_lens import Lens, sources_of
from ui.literal import literal
from ui.page import Page


def show_coding_needs(page: Page, lens: Lens) -> None:
    """Draw the cells of the place, its coverage and a table of what each cell needs."""
    _ = page.translate
    assessed, framework = lens.assessment, lens.framework
    unit = lens.unit
    coverage = assessed.scorecard.coverage.loc[unit]
    dimensions = pd.DataFrame(
        {"name": [heading(one.name, _) for one in framework.scored_dimensions]},
        index=[one.code for one in framework.scored_dimensions],
    )
    dimensions["coverage"] = coverage.reindex(dimensions.index)
    scored = framework.scored_indicators
    cells = pd.DataFrame(
        {
            "code": [one.code for one in scored],
            "name": [heading(one.name, _) for one in scored],
            "dimension": [one.dimension for one in scored],
            "state": [_state(lens, one.code) for one in scored],
        }
    )
    lacking = [code for code in dimensions.index if code not in lens.dimensions]
    if not lens.dimensions:
        st.warning(
            _(
                "**The six dimensions cannot speak of {place} yet.** No dimension has {share}% of its"
                " weight assessed by the place’s own values. Not assessed is not zero: no score, rank or"
                " gap is shown.",
                place=page.markdown_name(unit),
                share=f"{100 * framework.coverage:.0f}",
            )
        )
    elif lacking:
        names = _(", ").join(literal(dimensions.loc[code, "name"]) for code in lacking)
        st.info(_("Not assessed or not comparable yet: {dimensions}. No index is shown.", dimensions=names))
    chart = drawn(
        (*page.key, "coding", *lens.key),
        lambda: coding_map(cells, dimensions, page.name(unit), framework.coverage, page.look),
    )
    sources = sources_of(page, lens, cells.loc[cells["state"] != "missing", "code"].tolist())
    table = _table(page, lens, cells, dimensions)
    show_chart(chart, table, sources, name="coding", data=page.data, translate=_)
    st.markdown(
        _(
            "**What to do:** code each open cell from documents, two coders for each cell, any level above"
            " 0 with an excerpt of the document; then hand the coding sheet in as data. As soon as the"
            " cells are accepted this page shows scores, gaps and paths for the dimensions that they fill."
            " Indicators on which two coders agree too little (alpha below {alpha}) stay out of a headline.",
            alpha=f"{framework.minimum_agreement or 0:.2f}",
        )
    )


def _state(lens: Lens, code: str) -> str:
    assessed = lens.assessment
    if pd.notna(assessed.values.loc[lens.unit, code]):
        return "own"
    return "inherited" if pd.notna(assessed.inherited.loc[lens.unit, code]) else "missing"


def _table(page: Page, lens: Lens, cells: pd.DataFrame, dimensions: pd.DataFrame) -> pd.DataFrame:
    _ = page.translate
    words = {
        "own": _("own value"),
        "inherited": _("the city’s value only"),
        "missing": _("to be coded"),
    }
    assessed = lens.assessment
    values = assessed.values.loc[lens.unit].fillna(assessed.inherited.loc[lens.unit])
    scored = {one.code: one for one in lens.framework.scored_indicators}
    return pd.DataFrame(
        {
            _("Code"): cells["code"],
            _("Indicator"): cells["name"],
            _("Dimension"): cells["dimension"].map(dimensions["name"]),
            _("State"): cells["state"].map(words),
            _("Value"): [
                _("not assessed") if pd.isna(values[code]) else native(float(values[code]), _)
                for code in cells["code"]
            ],
            _("Unit"): [in_language(scored[code].unit, _) for code in cells["code"]],
            _("What is needed"): [in_language(scored[code].definition, _) for code in cells["code"]],
            _("From"): [in_language(scored[code].source, _) for code in cells["code"]],
        }
    )
