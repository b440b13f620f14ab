"""The measures in words: what the marks on the curve mean, what was not seen, and the full table."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from charts.curve import mark_letters
from charts.words import day, is_missing
from etl.reads import measures
from locales import Translator
from ui.data import rows
from ui.literal import literal
from ui.page import Page
from ui.response_curve import Response


def show_explanations(page: Page, response: Response) -> None:
    """List marked days and corrections, as text beneath the curve."""
    _ = page.translate
    lines = [*_marks(page, response), *_remarks(page, response)]
    if lines:
        st.markdown("\n".join(f"- {line}" for line in lines))
    corrected = _corrected(page, response)
    if corrected:
        # Some cities have a dozen of one kind; they are there to be looked up, not to be read first.
        with st.expander(_("Counts corrected here ({count})", count=len(corrected))):
            st.markdown("\n".join(f"- {line}" for line in corrected))


def _text(row: object, _: Translator) -> str:
    return literal(row.text_zh if _.language == "zh" else row.text_en)  # type: ignore[attr-defined]


def _marks(page: Page, response: Response) -> list[str]:
    _ = page.translate
    lines = []
    marks = response.marks
    for letter, row in zip(mark_letters(len(marks)), marks.itertuples(), strict=True):
        shown = "" if row.start_date.date() <= response.until else " " + _("(outside the period shown)")
        lines.append(
            _(
                "**{letter}** {day}, {place}: {text}",
                letter=letter,
                day=day(row.start_date, _),
                place=page.markdown_name(row.unit_code),
                text=_text(row, _),
            )
            + shown
        )
    return lines


def _remarks(page: Page, response: Response) -> list[str]:
    _ = page.translate
    said = response.annotations
    return [
        _("† {place}: {text}", place=page.markdown_name(row.unit_code), text=_text(row, _))
        for row in said[said["kind"] == "imported_included"].itertuples()
    ]


def _corrected(page: Page, response: Response) -> list[str]:
    _ = page.translate
    columns = {"confirmed": _("confirmed"), "recovered": _("recovered"), "deaths": _("deaths")}
    lines = []
    for row in response.corrections.itertuples():
        reason = row.reason_zh if _.language == "zh" else row.reason_en
        done = _("the day before stands") if row.action == "carry_forward" else _("left missing")
        lines.append(
            _(
                "Corrected here: {place}, {day}, {column}: the source has {reported}; {done}. {reason}",
                place=page.markdown_name(row.unit_code),
                day=day(row.date, _),
                column=columns[row.column_name],
                reported=row.reported,
                done=done,
                reason=literal(reason),
            )
        )
    return lines


def _name(row: object, _: Translator) -> str:
    return str(row.name_zh if _.language == "zh" else row.name_en)  # type: ignore[attr-defined]


def _censored(page: Page, found: pd.DataFrame, codes: Sequence[str]) -> list[str]:
    _ = page.translate
    watched = found[(found["status"] == "not_implemented") & (found["list"] == "measure")]
    lines = []
    for code in codes:
        own = watched[watched["unit_code"] == code]
        if own.empty:
            continue
        items = [
            _(
                "{measure}: none by {day}",
                measure=literal(_name(row, _)),
                day=_("an unknown day") if is_missing(row.window_end) else day(row.window_end, _),
            )
            for row in own.itertuples()
        ]
        lines.append(
            _("{place}: {items}", place=f"**{page.markdown_name(code)}**", items=_("; ").join(items))
        )
    return lines


def show_measures(page: Page, codes: Sequence[str]) -> None:
    """Draw every measure of the chosen cities with day or window, source and grade, and what was not seen."""
    _ = page.translate
    found = rows(page.data, measures, units=list(codes))
    covered = set(found["unit_code"])
    without = [page.markdown_name(code) for code in codes if code not in covered]
    if without:
        st.info(
            _(
                "No source here records measures of {places}. That does not mean that none was taken: they"
                " are not assessed.",
                places=_(", ").join(without),
            )
        )
    if found.empty:
        return
    st.subheader(_("Measures by city"), anchor=False)
    order = {code: position for position, code in enumerate(codes)}
    listed = found.assign(position=found["unit_code"].map(order)).sort_values(
        ["position", "list", "start_date", "measure_code"], na_position="last", kind="stable"
    )
    st.dataframe(
        pd.DataFrame(
            {
                _("City"): listed["unit_code"].map(page.places["name"]),
                _("Measure or event"): [_name(row, _) for row in listed.itertuples()],
                _("In force from"): [_when(row, _) for row in listed.itertuples()],
                _("Grade"): listed["grade"],
                _("Source"): listed[f"source_title_{_.language}"],
            }
        ),
        hide_index=True,
        alt=_("Measures by city"),
    )
    censored = _censored(page, found, codes)
    if censored:
        st.markdown(
            _("**Not in force within the window of the source** (this is no missing value):")
            + "\n\n"
            + "\n".join(f"- {line}" for line in censored)
        )


def _when(row: object, _: Translator) -> str:
    start, window = row.start_date, row.window_end  # type: ignore[attr-defined]
    if not is_missing(start):
        return day(start, _)
    return _("none by {day}", day=_("an unknown day") if is_missing(window) else day(window, _))
