"""What is coded of a place and what is still open, cell by cell."""

import pandas as pd
import streamlit as st

from charts.coding_map import coding_map
from charts.words import heading, in_language, is_missing, number
from etl import coding_plan, coding_reads, score_reads
from locales import Translator
from metrics.framework import Framework
from ui.data import rows
from ui.drawn import drawn
from ui.figure import show_chart
from ui.page import Page
from ui.raw_words import missing_words
from ui.scoring import framework

SIX = "six_dimensions"


def codings(page: Page) -> pd.DataFrame:
    """Return what every coder gave for every cell."""
    return rows(page.data, coding_reads.codings)


def show_open_cells(page: Page) -> None:
    """Draw which cells of the focus place are assessed, and a table of those that people code."""
    _ = page.translate
    six = framework(SIX)
    scored = list(six.scored_indicators)
    values = {one.code: _latest(page, one.code) for one in scored}
    own = {
        code: cell is not None and not is_missing(cell["value"]) and is_missing(cell["inherited_from"])
        for code, cell in values.items()
    }
    lent = {
        code: cell is not None and not is_missing(cell["inherited_from"]) for code, cell in values.items()
    }
    cells = pd.DataFrame(
        {
            "code": [one.code for one in scored],
            "name": [heading(one.name, _) for one in scored],
            "dimension": [one.dimension for one in scored],
            "state": [
                "own" if own[one.code] else "inherited" if lent[one.code] else "missing" for one in scored
            ],
        }
    )
    dimensions = pd.DataFrame(
        {
            "name": [heading(one.name, _) for one in six.scored_dimensions],
            "coverage": [_covered(six, one.code, own) for one in six.scored_dimensions],
        },
        index=[one.code for one in six.scored_dimensions],
    )
    chart = drawn(
        (*page.key, "coding_state"),
        lambda: coding_map(cells, dimensions, page.name(page.focus), six.coverage, page.look),
    )
    sources = sorted(
        {
            part
            for code, cell in values.items()
            if own[code] and cell is not None
            for part in str(cell["source_id"]).split(", ")
        }
    )
    show_chart(chart, _table(page, values), sources, name="coding_state", data=page.data, translate=_)


def _latest(page: Page, code: str) -> pd.Series | None:
    found = rows(page.data, score_reads.cell, unit=page.focus, indicator=code)
    return found.iloc[0] if len(found) else None


def _covered(six: Framework, dimension: str, own: dict[str, bool]) -> float:
    weights = {one.code: one.weight for one in six.scored_indicators if one.dimension == dimension}
    return sum(weight for code, weight in weights.items() if own[code]) / sum(weights.values())


def _table(page: Page, values: dict[str, pd.Series | None]) -> pd.DataFrame:
    """Return the state of every indicator that people code or count in documents."""
    _ = page.translate
    every = codings(page)
    own = every[every["unit_code"] == page.focus]
    six = {one.code: one for one in framework(SIX).scored_indicators}
    wanted = [code for code in six if code in coding_plan.coded_indicators() or code == "A3"]
    return pd.DataFrame(
        {
            _("Code"): wanted,
            _("Indicator"): [heading(six[code].name, _) for code in wanted],
            _("State"): [_state(values[code], _) for code in wanted],
            _("Value"): [_value(values[code], _) for code in wanted],
            _("Unit"): [in_language(six[code].unit, _) for code in wanted],
            _("Coders"): [
                _("; ").join(sorted(set(own.loc[own["indicator_code"] == code, "coder"]) - {"reconciled"}))
                for code in wanted
            ],
            _("What is needed"): [in_language(six[code].definition, _) for code in wanted],
        }
    )


def _state(cell: pd.Series | None, _: Translator) -> str:
    if cell is None:
        return _("to be coded")
    if not is_missing(cell["value"]):
        return _("value stands")
    return missing_words(cell["missing_reason"], _)


def _value(cell: pd.Series | None, _: Translator) -> str:
    if cell is None or is_missing(cell["value"]):
        return _("not assessed")
    value = float(cell["value"])
    return number(value, _, 0 if value.is_integer() else 2)


def show_steps(page: Page) -> None:
    """Say how a place comes to be assessed on the six dimensions."""
    _ = page.translate
    st.markdown(
        _(
            "1. **Download the sheet** for the place: one row per indicator, with the rubric text of every"
            " level.\n2. **Two people code** it from documents, each alone: a level or a count, the source,"
            " and its words.\n3. **Upload both sheets.** Mistakes are named by row and column; nothing is"
            " stored until you accept.\n4. **Reconcile** the cells in which the two differ. A value counts"
            " once both gave it or it is reconciled."
        )
    )
