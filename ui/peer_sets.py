"""Which places stand beside the focus place: by a rule or chosen by hand, from the one `peers` parameter.

Every page reads the parameter at its own level: a rule is applied among cities or among counties, and a
county chosen by hand stands for its city where cities are compared.
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from charts.peer_words import BY_HAND, peers_sentence, rule_words
from metrics.peer_rules import DEFAULT_RULE, RULES, Ground, likeness_distances, peers_by_rule
from ui import scoring
from ui.choices import add_notice, chosen, forget, remember, widget
from ui.kept import kept
from ui.page import WIDE_SLOT, Page

__all__ = ["BY_HAND", "RULES", "PeerSet", "asked_rule", "peers_of", "rule_sentence", "rule_words"]

MOST_DRAWN = 20
MOST_BY_HAND = 20


@dataclass(frozen=True)
class PeerSet:
    """The peers of one place, the place itself never among them.

    codes: all of them, those most like the place first under a rule, as given by hand. distances: in standard
    deviations, by code. other_level: codes asked for that are no places of this level.
    """

    unit: str
    level: str
    rule: str
    codes: tuple[str, ...]
    distances: dict[str, float]
    other_level: tuple[str, ...] = ()

    @property
    def drawn(self) -> tuple[str, ...]:
        """As many peers as a figure has room for, those most like the place first."""
        return self.codes[:MOST_DRAWN]

    @property
    def key(self) -> tuple[str, ...]:
        """What a figure with these peers depends on."""
        return (self.rule, *self.codes)


def peers_of(page: Page, level: str, unit: str) -> PeerSet:
    """Return the peers that the address asks for among the places of a level, or those of the default rule.

    Codes that the data do not have are left out with a notice to the reader.
    """
    rule, codes, other = _asked(page, level)
    distances = _distances(page, level, unit)
    if rule == BY_HAND:
        ordered = [code for code in dict.fromkeys(codes) if code != unit]
    else:
        ordered = _rule_codes(page, level, unit, rule, distances)
    return PeerSet(unit, level, rule, tuple(ordered), distances, tuple(other))


def asked_rule() -> str | None:
    """Return the rule that the address names, None where it names places or nothing."""
    value = chosen().get("peers")
    return value if value in RULES else None


def _asked(page: Page, level: str) -> tuple[str, list[str], list[str]]:
    """Return the rule, the places chosen by hand, and those of another level."""
    default = DEFAULT_RULE[level]
    value = chosen().get("peers")
    if value is None:
        return default, [], []
    if value in RULES:
        return value, [], []
    known = known_places(page)
    members = scoring.units(page.data, level).index
    if level == "prefecture":
        cities = page.places["city_code"]
        known = [code if code in members else str(cities.get(code)) for code in known]
    fitting = [code for code in dict.fromkeys(known) if code in members]
    other = [code for code in known if code not in members]
    if value and not fitting:
        return default, [], other
    return BY_HAND, fitting[:MOST_BY_HAND], other


def known_places(page: Page) -> list[str]:
    """Return the places that the address names, with a notice about those that the data do not have."""
    _ = page.translate
    asked = [code for code in chosen().get("peers", "").split(",") if code]
    known = [code for code in dict.fromkeys(asked) if code in page.places.index]
    lost = [code for code in dict.fromkeys(asked) if code not in page.places.index]
    if lost:
        add_notice(
            "peers",
            _(
                "The link names places that these data do not have: {codes}. They are left out.",
                codes=_(", ").join(lost),
            ),
        )
        if known:
            remember("peers", ",".join(known))
        else:
            forget("peers")
    return known


def _distances(page: Page, level: str, unit: str) -> dict[str, float]:
    data = page.data
    return _nearest(data.store, data.version, level, unit, scoring.context(data, level))


@kept(50)
def _nearest(store: str, version: str, level: str, unit: str, _context: pd.DataFrame) -> dict[str, float]:
    return likeness_distances(_context, unit)


def _rule_codes(page: Page, level: str, unit: str, rule: str, distances: dict[str, float]) -> list[str]:
    data = page.data
    cities = scoring.units(data, "prefecture")
    ground = Ground(
        level,
        scoring.units(data, level),
        scoring.context(data, level),
        tuple(cities.index[cities["benchmark"]]),
    )
    return peers_by_rule(rule, unit, ground, distances)


def rule_sentence(peers: PeerSet, page: Page) -> str:
    """Return as plain text who the peers are and that the place itself is never among them."""
    place = page.name(peers.unit)
    return peers_sentence(peers.rule, peers.level, len(peers.codes), place, page.translate)


def show_left_out(page: Page, peers: PeerSet) -> None:
    """Say which chosen places are of another level, and what to do where there is no peer."""
    _ = page.translate
    if peers.other_level:
        names = _(", ").join(page.markdown_name(code) for code in peers.other_level)
        st.info(
            _("Not compared here, as they are places of another level: {places}.", places=names)
            + " "
            + _("Shown are the peers of the rule “{rule}”.", rule=rule_words(peers.level, _)[peers.rule])
        )
    if not peers.codes:
        st.info(
            _(
                "No place fits this rule, so {place} stands alone. Choose another rule, or places by hand.",
                place=page.markdown_name(peers.unit),
            )
        )


def peers_control(page: Page, peers: PeerSet) -> None:
    """Draw the choice of a rule and, for a choice by hand, of the places."""
    _ = page.translate
    words = rule_words(peers.level, _)
    rule = "province" if peers.rule == "siblings" and peers.level == "prefecture" else peers.rule
    by_hand = ",".join(peers.codes[:6])
    with page.slot(alone=True):
        st.selectbox(
            _("Compared with"),
            list(words),
            format_func=words.__getitem__,
            **widget(
                "peers",
                _.language,
                rule,
                lambda picked: by_hand if picked == BY_HAND else picked,
                part="rule",
            ),
        )
    if rule == BY_HAND:
        names = page.places["name"].to_dict()
        with page.slot(WIDE_SLOT, alone=True):
            st.multiselect(
                _("Places (up to {count})", count=MOST_BY_HAND),
                [code for code in scoring.units(page.data, peers.level).index if code != peers.unit],
                format_func=names.__getitem__,
                max_selections=MOST_BY_HAND,
                select_all=False,
                placeholder=_("Type a name"),
                filter_mode="contains",
                **widget("peers", _.language, list(peers.codes), ",".join, part="places"),
            )
