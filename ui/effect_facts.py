"""The facts in which two states of the data differ, drawn: numbers, changed cells, rows."""

import pandas as pd
import streamlit as st

from charts.words import is_missing, number
from etl.difference import KEPT_ROWS, TableDifference
from etl.reads import places as read_places
from etl.score_reads import province_names
from ui.behind import code_names
from ui.data import rows
from ui.effects import Effects
from ui.literal import literal
from ui.page import Page
from ui.raw_words import column_names, readable, table_name


def place_names(page: Page, effects: Effects) -> dict[str, str]:
    """Return the distinct name of every place of either side, provinces too."""
    found: dict[str, str] = {}
    column = "name_zh" if page.translate.language == "zh" else "name_en"
    frames = [
        rows(data, read) for data in (effects.before, effects.after) for read in (province_names, read_places)
    ]
    for frame in frames:
        found |= dict(zip(frame["unit_code"], frame[column], strict=True))
    return found | page.places["name"].to_dict()


def show_facts(page: Page, effects: Effects) -> None:
    """Draw the numbers of rows added, changed, repeated and removed, and the rows of each table."""
    _ = page.translate
    tables = list(effects.tables.values())
    numbers = {
        _("Rows added"): sum(one.added for one in tables),
        _("Rows changed"): sum(one.changed for one in tables),
        _("Rows repeated unchanged"): sum(one.repeated for one in tables),
        _("Rows removed"): sum(one.removed for one in tables),
        _("Places concerned"): len(effects.units),
    }
    for column, (label, count) in zip(st.columns(len(numbers)), numbers.items(), strict=True):
        column.metric(label, number(count, _))
    superseded = sum(one.superseded for one in tables)
    if superseded:
        st.caption(
            _(
                "{count} rows that stand now would be superseded: they stay readable as history, with the"
                " batch that replaced them.",
                count=number(superseded, _),
            )
        )
    for one in tables:
        title = _(
            "{table}: {added} added, {changed} changed, {repeated} repeated, {removed} removed",
            table=literal(table_name(one.dataset.name, _)),
            added=number(one.added, _),
            changed=number(one.changed, _),
            repeated=number(one.repeated, _),
            removed=number(one.removed, _),
        )
        with st.expander(title):
            _show_table(page, effects, one)


def _show_table(page: Page, effects: Effects, one: TableDifference) -> None:
    _ = page.translate
    parts = (
        (_("Changed cells"), _changes(page, effects, one)),
        (_("Added rows"), _fact_rows(page, effects, one.added_rows)),
        (_("Removed rows"), _fact_rows(page, effects, one.removed_rows)),
        (_("Repeated rows"), _fact_rows(page, effects, one.repeated_rows)),
    )
    for title, table in parts:
        if len(table):
            st.markdown(f"**{title}**")
            if len(table) >= KEPT_ROWS:
                st.caption(_("The first {count} are listed; all are counted above.", count="1,000"))
            st.dataframe(table, hide_index=True, placeholder="", alt=title)


def _fact_rows(page: Page, effects: Effects, found: pd.DataFrame) -> pd.DataFrame:
    if found.empty:
        return found
    _ = page.translate
    shown = found.copy()
    if "unit_code" in shown:
        names = place_names(page, effects)
        shown.insert(0, "place", shown["unit_code"].map(lambda code: names.get(code, code)))
    return readable(shown, code_names(page), _).rename(columns={"place": _("Place")})


def _changes(page: Page, effects: Effects, one: TableDifference) -> pd.DataFrame:
    _ = page.translate
    headings, codes = column_names(_), code_names(page)
    shown = one.changes.copy()
    if shown.empty:
        return shown
    if "unit_code" in shown:
        names = place_names(page, effects)
        shown["unit_code"] = shown["unit_code"].map(lambda code: names.get(code, code))
    for column in shown.columns:
        shown[column] = shown[column].map(lambda cell: "" if is_missing(cell) else codes.get(cell, cell))
    shown["column_name"] = shown["column_name"].map(lambda name: headings.get(name, name))
    words = {"unit_code": _("Place"), "column_name": _("Column"), "before": _("Before"), "after": _("After")}
    return shown.rename(columns={name: words.get(name, headings.get(name, name)) for name in shown.columns})
