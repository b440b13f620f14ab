"""Behind a number: value, error, formula, whose it is, why it is blank, and the raw rows it is made of."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from charts.grade_words import grade_words
from charts.words import is_missing, number
from etl import score_reads
from etl.raw_reads import raw_rows
from locales import Translator
from metrics.framework import Indicator, TargetValue
from metrics.normalise import goalposts
from ui.choices import pick, widget
from ui.data import rows
from ui.evidence import source_details
from ui.kept import kept
from ui.literal import literal
from ui.page import Page
from ui.raw_download import offer_rows
from ui.raw_words import missing_words, readable, table_name
from ui.scoring import assessment, framework, own_frameworks

FULL_FRAMEWORK = "six_dimensions"
DEFAULT_INDICATOR = "F7"


def indicators() -> dict[str, Indicator]:
    """Return every indicator of the full framework by code, then those that only own frameworks have."""
    known = {indicator.code: indicator for indicator in framework(FULL_FRAMEWORK).indicators}
    for whole in own_frameworks().values():
        known |= {one.code: one for one in whole.indicators if one.code not in known}
    return known


def _text(text: Any, _: Translator) -> str:
    return str(text.zh if _.language == "zh" else text.en)


def indicator_name(code: str, _: Translator) -> str:
    """Return code and name of an indicator."""
    name = _text(indicators()[code].name, _)
    return f"{code} {name[:1].upper()}{name[1:]}"


def choose_indicator(_: Translator) -> str:
    """Draw the choice of an indicator and return its code."""
    known = indicators()
    chosen = pick(
        "indicator",
        DEFAULT_INDICATOR,
        lambda code: code in known,
        lambda code: _(
            "The link names indicator {code}, which does not exist. Shown instead: {shown}.",
            code=code,
            shown=indicator_name(DEFAULT_INDICATOR, _),
        ),
    )
    st.selectbox(
        _("Indicator"),
        list(known),
        format_func=lambda code: indicator_name(code, _),
        filter_mode="contains",
        **widget("indicator", _.language, chosen, str),
    )
    return chosen


def behind_the_number(page: Page, unit: str, indicator: str) -> None:
    """Draw the open panel for one place and indicator."""
    _ = page.translate
    title = _(
        "Behind the number: {place}, {indicator}",
        place=page.markdown_name(unit),
        indicator=literal(indicator_name(indicator, _)),
    )
    with st.expander(title, expanded=True):
        show_behind(page, unit, indicator, part="page")


def show_behind(page: Page, unit: str, indicator: str, *, part: str) -> None:
    """Draw value, formula, source and raw rows; `part` tells apart two places that show the same."""
    cells = rows(page.data, score_reads.cell, unit=unit, indicator=indicator)
    cell = cells.iloc[0] if len(cells) else None
    st.markdown("\n".join(f"- {line}" for line in _facts(page, indicator, cell)))
    if cell is None or (is_missing(cell["value"]) and is_missing(cell["coders"])):
        return
    measured = unit if is_missing(cell["inherited_from"]) else str(cell["inherited_from"])
    _raw_rows(page, measured, indicator, cell, part)


def _facts(page: Page, code: str, cell: pd.Series | None) -> list[str]:
    _ = page.translate
    indicator = indicators()[code]
    lines = [
        _value_line(page, indicator, cell),
        _("Definition: {text}", text=literal(_text(indicator.definition, _))),
    ]
    formula = score_reads.formula_of(code)
    lines.append(
        _("Coded by hand from documents; no formula.")
        if formula is None
        else _("Formula: {formula}", formula=literal(_(formula)))
    )
    if cell is not None and not is_missing(cell["inherited_from"]):
        lines.append(
            _(
                "This is the value of {city}, shown here because the sources do not measure districts. It is"
                " not scored for the district and is no gap of its own.",
                city=page.markdown_name(str(cell["inherited_from"])),
            )
        )
    lines += _coding_lines(page, code, cell)
    lines.append(_score_line(indicator, cell, _))
    if cell is not None and not is_missing(cell["value"]):
        lines.append(
            _(
                "Period {period}; source {source} ({grade}); data version {version}.",
                source=literal(cell["source_id"]),
                period=literal(cell["period"]),
                grade=grade_words(cell["grade"], _),
                version=page.data.version,
            )
        )
    return lines


def _coding_lines(page: Page, code: str, cell: pd.Series | None) -> list[str]:
    """Say how many people coded a cell, what each gave, and whether coders agree on its rubric at all."""
    _ = page.translate
    if cell is None or is_missing(cell["coders"]) or not cell["coders"]:
        return []
    given = cell["levels"]
    values = [] if not isinstance(given, np.ndarray) else [_number(float(one), _) for one in given]
    lines = [
        _.plural(
            "Coded by {count} person, who gave {values}.",
            "Coded by {count} people, who gave {values}.",
            int(cell["coders"]),
            values=_(", ").join(values) or _("no value"),
        )
    ]
    place = page.places.loc[str(cell["unit_code"])] if cell["unit_code"] in page.places.index else None
    level = "" if place is None else str(place["level"])
    if level in ("prefecture", "county"):
        whole = framework(FULL_FRAMEWORK)
        found = assessment(page.data, FULL_FRAMEWORK, level).agreement.get(code)
        if found is not None and found.is_below(whole.minimum_agreement):
            lines.append(
                _(
                    "Not in any score: coders agree too little on this rubric (alpha {alpha}, {least}"
                    " needed).",
                    alpha=number(found.alpha, _, 2),
                    least=number(whole.minimum_agreement or 0, _, 2),
                )
            )
    return lines


def _value_line(page: Page, indicator: Indicator, cell: pd.Series | None) -> str:
    _ = page.translate
    if cell is None or is_missing(cell["value"]):
        reason = missing_words("not_collected" if cell is None else cell["missing_reason"], _)
        return _("**Not assessed**: {reason}. A blank is not a zero.", reason=literal(reason))
    unit = literal(_text(indicator.unit, _))
    if bool(cell["censored"]):
        return _(
            "**None by the end of the source's window**, which lasted {value} {unit}; scored at the floor",
            value=_number(cell["value"], _),
            unit=unit,
        )
    if is_missing(cell["standard_error"]):
        return _("**{value}** {unit}", value=_number(cell["value"], _), unit=unit)
    return _(
        "**{value}** {unit}, standard error {error}",
        value=_number(cell["value"], _),
        unit=unit,
        error=number(cell["standard_error"], _, 3),
    )


def _number(value: float, _: Translator) -> str:
    return number(value, _, 0 if float(value).is_integer() else 2)


def _score_line(indicator: Indicator, cell: pd.Series | None, _: Translator) -> str:
    if not indicator.scored:
        reason = "" if indicator.reason is None else _text(indicator.reason, _)
        return _("Shown, not scored: {reason}.", reason=literal(reason))
    scale = indicator.normalisation
    if isinstance(scale, TargetValue):
        return _(
            "Scored by its distance from the best value {best}, {slope} points a unit.",
            best=_number(scale.best, _),
            slope=_number(scale.slope, _),
        )
    if scale is None:
        levels = [f"{level} {_text(text, _)}" for level, text in enumerate(indicator.levels)]
        return _("Levels, 25 points each: {levels}", levels=literal(_("; ").join(levels)))
    ends = {"floor": _number(scale.floor, _), "target": _number(scale.target, _)}
    own = cell is not None and not is_missing(cell["value"]) and is_missing(cell["inherited_from"])
    if cell is None or not own:
        return _("Goalposts: {floor} scores 0, {target} scores 100.", **ends)
    score = goalposts(pd.Series([float(cell["value"])]), scale.floor, scale.target).iloc[0]
    return _(
        "Score {score} of 100: {floor} scores 0, {target} scores 100, straight line between, capped.",
        score=number(score, _, 1),
        **ends,
    )


def code_names(page: Page) -> dict[str, str]:
    """Return what every code of the vocabulary is called, in the page's language."""
    words = "name_zh" if page.translate.language == "zh" else "name_en"
    vocabulary = rows(page.data, score_reads.whole_table, name="vocabulary")
    return dict(zip(vocabulary["code"], vocabulary[words], strict=True))


@kept(200)
def _tables(store: str, version: str, _page: Page, unit: str, indicator: str) -> dict[str, pd.DataFrame]:
    return raw_rows(_page.data.snapshot, unit, indicator)


def _raw_rows(page: Page, unit: str, indicator: str, cell: pd.Series, part: str) -> None:
    _ = page.translate
    found = _tables(page.data.store, page.data.version, page, unit, indicator)
    names = code_names(page)
    shown = {table: readable(frame, names, _) for table, frame in found.items()}
    st.markdown(_("**Raw rows it was made of**, as the sources recorded them:"))
    for table, frame in shown.items():
        st.caption(_("{table} ({count} rows)", table=table_name(table, _), count=len(frame)))
        st.dataframe(
            frame,
            hide_index=True,
            alt=table_name(table, _),
            column_config={_("Address"): st.column_config.LinkColumn()},
        )
    listed = {str(source) for frame in found.values() for source in frame["source_id"].dropna()}
    source_details(page.data, sorted(listed), _)
    about = {
        "place": unit,
        "indicator": indicator,
        "value": None if is_missing(cell["value"]) else float(cell["value"]),
        "formula": score_reads.formula_of(indicator),
    }
    offer_rows(page, found, about, sorted(listed), name=f"{unit}-{indicator}", part=part)
