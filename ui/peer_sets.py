"""Which places stand beside the focus place: by a rule or chosen by hand, from the one `peers` parameter.

Every page reads the parameter at its own level: a rule is applied among cities or among counties, and a
county chosen by hand stands for its city where cities are compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from charts.words import number
from locales import Translator
from metrics.peers import by_rule, nearest
from metrics.problems import MetricError
from ui import scoring
from ui.choices import add_notice, chosen, forget, remember, widget
from ui.page import WIDE_SLOT, Page

RULES = ("advanced", "nearest", "similar", "province", "siblings")
BY_HAND = "chosen"
DEFAULT_RULE = {"prefecture": "advanced", "county": "nearest"}
LIKENESS = ("urban_share", "share_over_60", "log_population")
NEAREST = 12
POPULATION_BAND = (0.5, 2.0)
URBAN_BAND = 10.0
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
    found = codes if rule == BY_HAND else _rule_codes(page, level, unit, rule, distances)
    ordered = [code for code in dict.fromkeys(found) if code != unit]
    if rule != BY_HAND:
        ordered.sort(key=lambda code: distances.get(code, float("inf")))
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


@st.cache_data(max_entries=50, show_spinner=False)
def _nearest(store: str, version: str, level: str, unit: str, _context: pd.DataFrame) -> dict[str, float]:
    try:
        found = nearest(_context, unit, LIKENESS, k=len(_context)).frame
    except MetricError:
        # Without its own context a place has no nearest ones; other rules still work.
        return {}
    return dict(zip(found["unit_code"], found["distance"].astype(float), strict=True))


def _rule_codes(page: Page, level: str, unit: str, rule: str, distances: dict[str, float]) -> Sequence[str]:
    if rule == "nearest":
        return list(distances)[:NEAREST]
    units = scoring.units(page.data, level)
    if unit not in units.index:
        return []
    if rule == "advanced":
        return _advanced(page, units, level, unit)
    if rule == "similar":
        frame = units.join(scoring.context(page.data, level)[["urban_share"]])
        try:
            return by_rule(frame, unit, population_band=POPULATION_BAND, urban_share_band=URBAN_BAND)
        except MetricError:
            # A place without population or urban share is similar to none.
            return []
    column = "province_code" if rule == "province" or level == "prefecture" else "parent_code"
    return list(units.index[units[column] == units.loc[unit, column]])


def _advanced(page: Page, units: pd.DataFrame, level: str, unit: str) -> Sequence[str]:
    cities = scoring.units(page.data, "prefecture")
    advanced = set(cities.index[cities["benchmark"]])
    if level == "prefecture":
        return [code for code in units.index if code in advanced]
    return list(units.index[units["parent_code"].isin(advanced - {units.loc[unit, "parent_code"]})])


def rule_words(level: str, _: Translator) -> dict[str, str]:
    """Return the rules of a level in words."""
    if level == "prefecture":
        return {
            "advanced": _("Advanced cities"),
            "nearest": _("Most alike: urban share, age, size"),
            "similar": _("Similar size and urban share"),
            "province": _("Cities of the same province"),
            BY_HAND: _("Chosen by hand"),
        }
    return {
        "nearest": _("Most alike: urban share, age, size"),
        "siblings": _("Districts and counties of the same city"),
        "similar": _("Similar size and urban share"),
        "province": _("Districts and counties of the same province"),
        "advanced": _("Districts and counties of the advanced cities"),
        BY_HAND: _("Chosen by hand"),
    }


def rule_sentence(peers: PeerSet, page: Page) -> str:
    """Return as plain text who the peers are and that the place itself is never among them."""
    _ = page.translate
    meaning = {
        "nearest": _(
            "the {count} places most alike in urban share, share over 60 and log population",
            count=NEAREST,
        ),
        "similar": _(
            "population between half and twice, urban share within {points} percentage points",
            points=number(URBAN_BAND, _),
        ),
        "province": _("all of the same province"),
        "siblings": _("all of the same province")
        if peers.level == "prefecture"
        else _("all of the same city"),
        "advanced": _("the cities marked as advanced in these data")
        if peers.level == "prefecture"
        else _("all of the cities marked as advanced in these data, the place's own city left out"),
        BY_HAND: _("chosen by hand"),
    }[peers.rule]
    text = _.plural(
        "{count} peer of {place}: {meaning}.",
        "{count} peers of {place}: {meaning}.",
        len(peers.codes),
        place=page.name(peers.unit),
        meaning=meaning,
    )
    return text + " " + _("Peer figures always leave {place} itself out.", place=page.name(peers.unit))


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
    with page.slot():
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
        with page.slot(WIDE_SLOT):
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
