"""The card at the top of the overview: where the place stands, on what evidence, and what is not assessed."""

from dataclasses import dataclass

import streamlit as st

from charts.place_stand import reasons_not_assessed, stand_of
from charts.standing_words import Stand, headline, like_for_like
from charts.words import in_language, number
from metrics.assessment import INDEX
from ui.behind_button import behind_button
from ui.benchmark import compared_rows, figure_name
from ui.choices import chosen
from ui.literal import literal
from ui.page import Page
from ui.peer_sets import PeerSet, peers_control, peers_of
from ui.standing import Standing, possible_standings, show_own_origin


@dataclass(frozen=True)
class Card:
    """A standing with its peers and its scores; `own` is False where it is the city's for a county."""

    standing: Standing
    peers: PeerSet
    stands: dict[str, Stand]
    own: bool


def cards(page: Page) -> list[Card]:
    """Return the focus place's own card, where it has one, and that of its city for a county."""
    possible = possible_standings(page)
    own = {name: one for name, one in possible.items() if not one.is_city_for_county}
    city = [one for one in possible.values() if one.is_city_for_county]
    wanted = own.get(chosen().get("framework", "")) or next(iter(own.values()), None)
    return [_card(page, one) for one in (wanted, *city[:1]) if one is not None]


def choose_peers(page: Page, found: list[Card]) -> None:
    """Draw the choice of the peers in the selection bar."""
    for card in found[:1]:
        peers_control(page, card.peers)


def _card(page: Page, standing: Standing) -> Card:
    peers = peers_of(page, standing.level, standing.unit)
    stands = {}
    for code in standing.assessment.bands:
        stand = _stand(standing, peers, code)
        if stand is not None:
            stands[code] = stand
    return Card(standing, peers, stands, not standing.is_city_for_county)


def _stand(standing: Standing, peers: PeerSet, code: str) -> Stand | None:
    rows = compared_rows(standing, peers, code, peers.codes)
    ranked = int(standing.assessment.scorecard.ranks[code].notna().sum())
    return stand_of(rows, standing.unit, literal(figure_name(standing, code)), ranked)


def show_headline(page: Page, found: list[Card]) -> None:
    """Draw the sentence about the focus place, and the one about its city."""
    _ = page.translate
    if not any(card.own for card in found):
        st.markdown(headline(f"**{page.markdown_name(page.focus)}**", [], "", 0, _))
    for card in found:
        show_own_origin(card.standing.name, _)
        name = f"**{page.markdown_name(card.standing.unit)}**"
        place = name if card.own else _("Its city, {city}", city=name)
        places = _("cities") if card.standing.level == "prefecture" else _("districts and counties")
        stands = list(card.stands.values())
        missing = len(card.standing.framework.dimensions) - len(card.stands.keys() - {INDEX})
        st.markdown(headline(place, stands, places, missing, _))


def show_scores(page: Page, found: list[Card]) -> None:
    """Draw one tile a score: the place's own first, the city's marked as such."""
    tiles = [(card, code) for card in found for code in card.stands]
    for start in range(0, len(tiles), 4):
        row = tiles[start : start + 4]
        for column, (card, code) in zip(st.columns(len(row), border=True), row, strict=True):
            with column:
                _show_score(page, card, code)


def _show_score(page: Page, card: Card, code: str) -> None:
    _ = page.translate
    unit, stand = card.standing.unit, card.stands[code]
    facts = card.standing.assessment.place_card(unit).loc[code]
    short = literal(page.places.loc[unit, "short"])
    owner = short if card.own else _("{city} (the city)", city=short)
    st.metric(
        _("{what}, {place}", what=stand.what, place=owner),
        _("{score} of 100", score=number(stand.score, _)),
    )
    rank = _(
        "Rank **{rank}** of {of}, band {low}–{high}",
        rank=number(facts["rank"], _),
        of=number(facts["of"], _),
        low=number(facts["low"], _),
        high=number(facts["high"], _),
    )
    st.markdown(rank + "  \n" + _like_words(page, card, code))
    st.caption(
        _(
            "{share} % of the weight assessed; worst grade {grade}",
            share=number(facts["coverage"] * 100, _),
            grade=facts["worst_grade"],
        )
    )
    behind_button(unit, code, f"{unit}_{code}", _)


def _like_words(page: Page, card: Card, code: str) -> str:
    _ = page.translate
    model = card.standing.expectations[code].adjustment
    stand = card.stands[code]
    if model is None or stand.beyond is None:
        return _("Like for like: {words}", words=like_for_like(stand.beyond, _))
    row = model.frame.loc[card.standing.unit]
    return _(
        "Like for like: {expected} expected ({low}–{high}), so {words}",
        expected=number(row["expected"], _),
        low=number(max(row["low"], 0), _),
        high=number(min(row["high"], 100), _),
        words=like_for_like(stand.beyond, _),
    )


def show_not_assessed(page: Page, found: list[Card]) -> None:
    """Name the dimensions without a score, and in a fold why each one is not assessed."""
    _ = page.translate
    for card in found:
        lines = _reasons(page, card)
        if not lines:
            continue
        name = page.markdown_name(card.standing.unit)
        st.markdown(
            _(
                "Not assessed for {place}, which is not zero: {dimensions}.",
                place=name,
                dimensions=_(", ").join(lines),
            )
        )
    with st.expander(_("Why these are not assessed, and what a score means")):
        for card in found:
            lines = [f"- **{name}**: {why}" for name, why in _reasons(page, card).items()]
            if lines:
                st.markdown(f"**{page.markdown_name(card.standing.unit)}**\n" + "\n".join(lines))
            note = card.standing.framework.index_reason
            if note is not None:
                st.markdown(_("No overall index: {reason}", reason=literal(in_language(note, _))))
        for text in {in_language(card.standing.framework.goalposts_note, _) for card in found}:
            st.markdown(literal(text))


def _reasons(page: Page, card: Card) -> dict[str, str]:
    """Return the reason by dimension that has no score, as Markdown."""
    found = reasons_not_assessed(card.standing.assessment, card.standing.unit, page.translate)
    return {literal(name): literal(why) for name, why in found.items()}
