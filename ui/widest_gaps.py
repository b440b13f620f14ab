"""The indicators in which a place lies furthest behind the median of its peers."""

import pandas as pd
import streamlit as st

from charts.widest_gaps_words import gap_words_table, widest_gaps
from metrics.gap_analysis import GapAnalysis, analyse_gaps
from ui.kept import kept
from ui.literal import literal
from ui.page import Page
from ui.peer_sets import rule_sentence
from ui.place_card import Card
from ui.scoring import DRAWS, SEED


@kept(100)
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
    widest = widest_gaps(frame)
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
    standing = card.standing
    _ = standing.page.translate
    table = gap_words_table(
        widest, standing.assessment, standing.expectations, standing.unit, _("Median of peers"), _
    )
    return table.assign(**{_("Indicator"): table[_("Indicator")].map(literal)})
