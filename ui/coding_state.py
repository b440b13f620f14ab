"""What is coded of a place and what is still open, cell by cell."""

import pandas as pd
import streamlit as st

from charts.coding_map import coding_map
from charts.words import heading, in_language, is_missing, number
from etl import coding_plan, coding_reads, score_reads
from locales import Translator
from metrics.framework import Framework, Indicator, Text
from ui.data import rows
from ui.drawn import drawn
from ui.figure import show_chart
from ui.page import Page
from ui.raw_words import missing_words
from ui.scoring import framework, own_frameworks
from ui.selection import switch
from ui.standing import framework_words

SIX = "six_dimensions"


def coded_frameworks() -> dict[str, Framework]:
    """Return the frameworks that have a sheet, by code: the six dimensions, then those with own codes."""
    own = {
        name: found
        for name, found in own_frameworks().items()
        if any(coding_plan.is_own_code(one.code, name) for one in found.indicators)
    }
    return {SIX: framework(SIX), **own}


def choose_coded_framework(_: Translator) -> str:
    """Draw the choice of the framework that is coded; nothing where there is only one."""
    known = coded_frameworks()
    if len(known) == 1:
        return SIX
    return switch("rubrics", _("Framework"), {name: framework_words(name, _) for name in known}, _)


def coded_indicator(code: str) -> Indicator:
    """Return an indicator that people code, from the framework it belongs to."""
    every = (one for found in coded_frameworks().values() for one in found.indicators)
    found = next((one for one in every if one.code == code), None)
    return found or _withdrawn(code)


def _withdrawn(code: str) -> Indicator:
    """Return what is left of a rubric whose framework was withdrawn: its code."""
    name, level = Text(code, code), Text("", "")
    return Indicator(
        code, name, "", "rubric", 1, level, level, level, "any", levels=(level,) * coding_plan.LEVELS
    )


def codings(page: Page) -> pd.DataFrame:
    """Return what every coder gave for every cell."""
    return rows(page.data, coding_reads.codings)


def show_open_cells(page: Page, name: str) -> None:
    """Draw which cells of the focus place a framework has, and a table of those that people code."""
    _ = page.translate
    found = framework(name)
    scored = list(found.scored_indicators)
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
            "name": [heading(one.name, _) for one in found.scored_dimensions],
            "coverage": [_covered(found, one.code, own) for one in found.scored_dimensions],
        },
        index=[one.code for one in found.scored_dimensions],
    )
    chart = drawn(
        (*page.key, "coding_state", name),
        lambda: coding_map(cells, dimensions, page.name(page.focus), found.coverage, page.look),
    )
    sources = sorted(
        {
            part
            for code, cell in values.items()
            if own[code] and cell is not None
            for part in str(cell["source_id"]).split(", ")
        }
    )
    show_chart(chart, _table(page, found, values), sources, name="coding_state", data=page.data, translate=_)


def _latest(page: Page, code: str) -> pd.Series | None:
    found = rows(page.data, score_reads.cell, unit=page.focus, indicator=code)
    return found.iloc[0] if len(found) else None


def _covered(found: Framework, dimension: str, own: dict[str, bool]) -> float:
    weights = {one.code: one.weight for one in found.scored_indicators if one.dimension == dimension}
    return sum(weight for code, weight in weights.items() if own[code]) / sum(weights.values())


def _table(page: Page, found: Framework, values: dict[str, pd.Series | None]) -> pd.DataFrame:
    """Return the state of every indicator that people code or count in documents."""
    _ = page.translate
    every = codings(page)
    own = every[every["unit_code"] == page.focus]
    scored = {one.code: one for one in found.scored_indicators}
    wanted = [
        code
        for code in scored
        if code in coding_plan.coded_indicators() or code == "A3" or coding_plan.is_own_code(code)
    ]
    return pd.DataFrame(
        {
            _("Code"): wanted,
            _("Indicator"): [heading(scored[code].name, _) for code in wanted],
            _("State"): [_state(values[code], _) for code in wanted],
            _("Value"): [_value(values[code], _) for code in wanted],
            _("Unit"): [in_language(scored[code].unit, _) for code in wanted],
            _("Coders"): [
                _("; ").join(sorted(set(own.loc[own["indicator_code"] == code, "coder"]) - {"reconciled"}))
                for code in wanted
            ],
            _("What is needed"): [in_language(scored[code].definition, _) for code in wanted],
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
