"""The indicators in which a place lies furthest behind the median of its peers."""

import numpy as np
import pandas as pd
import streamlit as st

from charts.words import heading, in_language, number
from locales import Translator
from metrics.gap_analysis import GapAnalysis, analyse_gaps
from ui.literal import literal
from ui.page import Page
from ui.peer_sets import rule_sentence
from ui.place_card import Card
from ui.scoring import DRAWS, SEED

WIDEST = 5
CLEAR, LIKELY = 0.95, 0.8


@st.cache_resource(max_entries=100, show_spinner=False)
def _gaps(_card: Card, key: tuple[str, ...]) -> GapAnalysis:
    standing = _card.standing
    return analyse_gaps(
        standing.assessment, standing.unit, "median", _card.peers.codes, draws=DRAWS, seed=SEED
    )


def show_widest_gaps(page: Page, card: Card) -> None:
    """Draw a table of at most five gaps in native units, or say that there is none."""
    _ = page.translate
    name = page.markdown_name(card.standing.unit)
    if not card.peers.codes or not card.stands:
        return
    frame = _gaps(card, (*card.standing.key, *card.peers.key)).frame
    widest = frame[frame["gap"] > 0].nlargest(WIDEST, "gap", keep="all").head(WIDEST)
    st.markdown(
        _("**Widest gaps of {place} to the median of its peers**", place=name)
        if card.own
        else _(
            "**Widest gaps of its city, {place}, to the median of its peers: the city's, not the"
            " district's**",
            place=name,
        )
    )
    if widest.empty:
        st.markdown(_("Behind the median of its peers in none of the assessed indicators."))
    else:
        _show(page, gap_table(card, widest).set_index(_("Indicator")))
    compared = int(frame["gap"].notna().sum())
    st.caption(
        literal(rule_sentence(card.peers, page))
        + " "
        + _.plural("{count} indicator compared.", "{count} indicators compared.", compared)
    )


def _show(page: Page, table: pd.DataFrame) -> None:
    """Draw the table; a phone has no room for its columns and gets a line a gap."""
    _ = page.translate
    if not page.look.compact:
        st.table(table)
        return
    for indicator, row in table.iterrows():
        cells = _("; ").join(_("{what}: {score}", what=name, score=cell) for name, cell in row.items())
        st.markdown(f"- **{indicator}**  \n  {cells}")


def gap_table(card: Card, widest: pd.DataFrame) -> pd.DataFrame:
    """Return gaps in words under headings in the page's language, as Markdown cells."""
    page = card.standing.page
    _ = page.translate
    indicators = {one.code: one for one in card.standing.framework.scored_indicators}
    rows = []
    for gap in widest.itertuples():
        indicator = indicators[str(gap.Index)]
        rows.append(
            {
                _("Indicator"): literal(
                    _(
                        "{name} ({unit})",
                        name=heading(indicator.name, _),
                        unit=in_language(indicator.unit, _),
                    )
                ),
                _("Own value"): _native(gap.value, _),
                _("Median of peers"): _native(gap.benchmark, _),
                _("Points behind"): number(gap.gap, _),
                _("How sure"): _sureness(card, indicator.code, gap.probability),
                _("Expected of such a place"): _expected(card, indicator.code),
            }
        )
    return pd.DataFrame(rows)


def _native(value: float, _: Translator) -> str:
    written = number(abs(value), _, 0 if abs(value) >= 100 else 1)
    return "−" + written if value < 0 else written


def _sureness(card: Card, code: str, probability: float) -> str:
    _ = card.standing.page.translate
    error = card.standing.assessment.standard_errors.loc[card.standing.unit, code]
    if np.isnan(error):
        return _("no sampling error is known")
    if probability >= CLEAR:
        return _("clear")
    return _("likely") if probability >= LIKELY else _("level within the error")


def _expected(card: Card, code: str) -> str:
    _ = card.standing.page.translate
    model = card.standing.expectations[code].adjustment
    row = None if model is None else model.frame.loc[card.standing.unit]
    if row is None or np.isnan(row["expected"]):
        return _("cannot be said")
    within = row["low"] <= row["observed"] <= row["high"]
    return _(
        "{expected} ({low} to {high}): {words}",
        expected=_native(row["expected"], _),
        low=_native(row["low"], _),
        high=_native(row["high"], _),
        words=_("within") if within else _("outside"),
    )
