"""Who does best where the place is behind, and what the sources record of it: facts of the snapshot only."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from charts.gap_words import UNCERTAIN, native, signed
from charts.words import day, is_missing, number
from etl.reads import measures
from etl.score_reads import raw_rows, whole_table
from locales import Translator
from ui.data import Data, rows
from ui.evidence import grade_words, source_line
from ui.gap_lens import Lens, gap_rows
from ui.literal import literal
from ui.page import Page

SHOWN_PEERS = 3


@dataclass(frozen=True)
class Fact:
    """One line of evidence as Markdown and the source that it rests on."""

    text: str
    source_id: str


@dataclass(frozen=True)
class Card:
    """What is said of one indicator, as Markdown, and the sources it rests on."""

    title: str
    remark: str
    body: str
    sources: tuple[str, ...]


def show_practice(page: Page, lens: Lens) -> None:
    """Draw one card for each indicator in which the place is behind, the widest gap first."""
    _ = page.translate
    st.subheader(_("Who does best, and what the sources record"), anchor=False)
    st.caption(
        _(
            "Only what the data hold: dated measures, counts with their year, coded evidence. That a place"
            " scores higher does not say that what it did was the reason, nor that it was worth its cost."
        )
    )
    cards = _cards((*page.key, *lens.key), page, lens)
    if not cards:
        st.info(_("{place} is behind the benchmark in no indicator.", place=literal(lens.sides.own)))
    for card in cards:
        with st.container(border=True):
            st.markdown(card.title)
            if card.remark:
                st.caption(card.remark)
            st.markdown(card.body)
            source_line(page.data, list(card.sources), _)


@st.cache_resource(max_entries=100, show_spinner=False)
def _cards(key: tuple[str, ...], _page: Page, _lens: Lens) -> list[Card]:
    frame = gap_rows(_page, _lens)
    behind = frame[frame["contribution"] > 0].sort_values("contribution", ascending=False)
    return [_card(_page, _lens, str(code), row) for code, row in behind.iterrows()]


def _card(page: Page, lens: Lens, code: str, row: pd.Series) -> Card:
    _ = page.translate
    unsure = UNCERTAIN[0] <= row["probability"] <= UNCERTAIN[1]
    title = _(
        "**{code} {indicator}**: {own} {value}, benchmark {benchmark} ({unit}), {points} points",
        code=code,
        indicator=literal(row["name"]),
        own=literal(lens.sides.own),
        value=literal(native(row["value"], _)),
        benchmark=literal(native(row["benchmark"], _)),
        unit=literal(row["unit"]),
        points=literal(signed(row["contribution"], _)),
    ) + (_(" · **uncertain gap**") if unsure else "")
    best, level = _leaders(lens, code, float(row["score"]))
    if not best:
        none = _("No place of the group is ahead here; the benchmark is no place of the group.")
        return Card(title, "", none, ())
    remark = ""
    if level > len(best):
        remark = _("{count} places of the group share the best score; the first are shown.", count=level)
    parts: list[str] = []
    sources: list[str] = []
    for unit in [*best, lens.unit]:
        value = literal(native(lens.assessment.values.loc[unit, code], _))
        place = page.markdown_name(unit)
        line = _("**{place}**: {value} ({unit})", place=place, value=value, unit=literal(row["unit"]))
        facts = _facts(page, unit, code)
        listed = [f"- {fact.text}" for fact in facts] or [_("- No row behind this value is held.")]
        own = _("For comparison, {line}", line=line) if unit == lens.unit else line
        parts.append("\n".join([own, "", *listed]))
        sources += [fact.source_id for fact in facts]
    return Card(title, remark, "\n\n".join(parts), tuple(dict.fromkeys(sources)))


def _leaders(lens: Lens, code: str, own: float) -> tuple[list[str], int]:
    """Return the places ahead with the best scores, and how many share the very best."""
    candidates = lens.peers or []
    if lens.against in lens.assessment.values.index and lens.against not in candidates:
        candidates = [lens.against, *candidates]
    scores = lens.assessment.scorecard.indicators.loc[candidates, code].dropna()
    ahead = scores[scores > own]
    # Above the target all score 100: there the value decides who is named first.
    falling = lens.framework_indicator(code).direction >= 0
    values = lens.assessment.values.loc[ahead.index, code].rank(ascending=not falling, method="first")
    order = pd.DataFrame({"score": -ahead, "value": values}).sort_values(["score", "value"], kind="stable")
    return [str(unit) for unit in order.index[:SHOWN_PEERS]], int((ahead == ahead.max()).sum())


def _facts(page: Page, unit: str, code: str) -> list[Fact]:
    data = page.data
    raw = raw_rows(data.snapshot, unit, code)
    facts = []
    if "measure" in raw:
        facts += _measures(page, unit, raw["measure"])
    if "resource" in raw:
        facts += [_resource(data, row, page.translate) for row in raw["resource"].itertuples()]
    if "unit" in raw and facts:
        facts += [_residents(row, page.translate) for row in raw["unit"].itertuples() if "resource" in raw]
    if "indicator_value" in raw:
        facts += [_coded(page, code, row) for row in raw["indicator_value"].itertuples()]
    return facts


def _measures(page: Page, unit: str, made_of: pd.DataFrame) -> list[Fact]:
    """Return the dated measures that the indicator is made of, the earliest first, then those not taken."""
    _ = page.translate
    # A lag counts from the province's declaration: without that day nobody could check it.
    taken = rows(page.data, measures, units=sorted(made_of["unit_code"].unique()))
    taken = taken[taken["measure_code"].isin(made_of["measure_code"])]
    province = literal(page.places.loc[unit, f"province_{_.language}"])
    return [
        Fact(
            _(
                "{measure}: {when} ({grade})",
                measure=_measure(row, unit, province, _),
                when=_when(row, _),
                grade=grade_words(row.grade, _),
            ),
            str(row.source_id),
        )
        for row in taken.sort_values("start_date", na_position="last", kind="stable").itertuples()
    ]


def _measure(row: Any, unit: str, province: str, _: Translator) -> str:
    name = literal(row.name_zh if _.language == "zh" else row.name_en)
    return name if row.unit_code == unit else _("{province}, {measure}", province=province, measure=name)


def _when(row: Any, _: Translator) -> str:
    if not is_missing(row.start_date):
        return _("in force from {day}", day=day(row.start_date, _))
    until = _("an unknown day") if is_missing(row.window_end) else day(row.window_end, _)
    return _("none by {day}", day=until)


def _resource(data: Data, row: Any, _: Translator) -> Fact:
    words = rows(data, whole_table, name="vocabulary").set_index("code")
    known = row.resource_code in words.index
    name = words.loc[row.resource_code, f"name_{_.language}"] if known else row.resource_code
    unit = words.loc[row.resource_code, f"unit_{_.language}"] if known else row.unit
    text = _(
        "{name}: {value} {unit}, {year} ({grade})",
        name=literal(name),
        value=literal(native(float(row.value), _)),
        unit=literal(unit),
        year=row.year,
        grade=grade_words(row.grade, _),
    )
    if not is_missing(row.sample_size):
        text += _("; of {count} in the sample", count=number(float(row.sample_size), _))
    return Fact(text, str(row.source_id))


def _residents(row: Any, _: Translator) -> Fact:
    return Fact(
        _("Residents, census of 1 November 2020: {count}", count=number(float(row.population), _)),
        str(row.source_id),
    )


def _coded(page: Page, code: str, row: Any) -> Fact:
    """Return a coded cell with its level in words and the excerpt that it rests on."""
    _ = page.translate
    value = _("no value") if is_missing(row.value) else literal(native(float(row.value), _))
    text = _(
        "Coded {value} for {period} ({grade})",
        value=value,
        period=literal(row.period),
        grade=grade_words(row.grade, _),
    )
    if not is_missing(row.excerpt):
        text += _(": “{excerpt}”", excerpt=literal(row.excerpt))
    return Fact(text, str(row.source_id))
