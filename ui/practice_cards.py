"""Who does best where the place is behind, and what the sources record of it: facts of the snapshot only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from charts.gap_words import UNCERTAIN, native, signed
from charts.look import each
from exports.practice import Fact, Records, facts_of, leaders
from ui.evidence import source_line
from ui.gap_lens import Lens, gap_rows
from ui.kept import kept
from ui.literal import literal
from ui.page import Page


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


@kept(100)
def _cards(key: tuple[str, ...], _page: Page, _lens: Lens) -> list[Card]:
    _ = _page.translate
    frame = gap_rows(_page, _lens)
    behind = frame[frame["contribution"] > 0].sort_values("contribution", ascending=False)
    ahead = {
        str(code): leaders(_lens.assessment, _lens.unit, str(code), _lens.peers, _lens.against)
        for code in behind.index
    }
    records = Records(_page.data.snapshot, _page.places[f"province_{_.language}"].to_dict(), _)
    cells = [(unit, code) for code, (best, _level) in ahead.items() if best for unit in [*best, _lens.unit]]
    known = facts_of(records, cells)
    return [_card(_page, _lens, row, ahead[str(row.Index)], known) for row in each(behind)]


def _card(
    page: Page,
    lens: Lens,
    row: Any,
    ahead: tuple[list[str], int],
    facts: Mapping[tuple[str, str], list[Fact]],
) -> Card:
    _, code = page.translate, str(row.Index)
    unsure = UNCERTAIN[0] <= row.probability <= UNCERTAIN[1]
    title = _(
        "**{code} {indicator}**: {own} {value}, benchmark {benchmark} ({unit}), {points} points",
        code=code,
        indicator=literal(row.name),
        own=literal(lens.sides.own),
        value=literal(native(row.value, _)),
        benchmark=literal(native(row.benchmark, _)),
        unit=literal(row.unit),
        points=literal(signed(row.contribution, _)),
    ) + (_(" · **uncertain gap**") if unsure else "")
    best, level = ahead
    if not best:
        none = _("No place of the group is ahead here; the benchmark is no place of the group.")
        return Card(title, "", none, ())
    remark = ""
    if level > len(best):
        remark = _("{count} places of the group share the best score; the first are shown.", count=level)
    parts: list[str] = []
    sources: list[str] = []
    for unit in [*best, lens.unit]:
        value: Any = lens.assessment.values.at[unit, code]
        line = _(
            "**{place}**: {value} ({unit})",
            place=page.markdown_name(unit),
            value=literal(native(float(value), _)),
            unit=literal(row.unit),
        )
        known = facts[unit, code]
        listed = [f"- {literal(fact.text)}" for fact in known] or [_("- No row behind this value is held.")]
        own = _("For comparison, {line}", line=line) if unit == lens.unit else line
        parts.append("\n".join([own, "", *listed]))
        sources += [fact.source_id for fact in known]
    return Card(title, remark, "\n\n".join(parts), tuple(dict.fromkeys(sources)))
