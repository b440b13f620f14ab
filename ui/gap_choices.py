"""What the reader compares on the gap page: the lens and the benchmark; both in the address."""

import streamlit as st

from exports.brief_places import benchmark_words
from locales import Translator
from metrics.gap_analysis import RULES
from ui.choices import chosen, pick, widget
from ui.page import Page
from ui.peer_sets import PeerSet, rule_sentence
from ui.scoring import own_frameworks, units
from ui.selection import switch
from ui.standing import framework_words, refuse_framework

FEATURES = ("urban_share", "share_over_60", "log_population")
DEFAULT_RULE = "median"
MOST_NAMED = 12


def lens_control(page: Page) -> str:
    """Draw the choice of the lens, which is the choice of the framework, and return it.

    A lens is own, city or six, or the code of a framework that was handed in.
    """
    _ = page.translate
    own = _("The place’s own figures")
    if str(page.place["level"]) == "county":
        words = {
            "county_capacity": own,
            "public_data": _("Its city’s response and capacity"),
            "six_dimensions": _("Six dimensions"),
        }
        lenses = {"county_capacity": "own", "public_data": "city", "six_dimensions": "six"}
    else:
        # A city's own figures are what the city lens of its districts shows.
        words = {"public_data": own, "six_dimensions": _("Six dimensions")}
        lenses = {"public_data": "own", "six_dimensions": "six"}
    for name, whole in own_frameworks().items():
        if whole.level in ("any", page.place["level"]):
            words[name] = framework_words(name, _)
            lenses[name] = name
    refuse_framework(page, words)
    return lenses[switch("framework", _("Lens"), words, _)]


def against_control(page: Page, level: str, unit: str, peers: list[str]) -> str:
    """Draw the choice of the benchmark, a rule or a place, and return it."""
    _ = page.translate
    rules = [rule for rule in RULES if peers or rule == "targets"]
    default = DEFAULT_RULE if peers else "targets"
    compared = units(page.data, level).index
    places = [*peers, *(code for code in compared if code != unit and code not in set(peers))]
    value = chosen().get("against", default)
    if value not in places and (value in page.places.index or value in RULES):
        # A place of another level, or a rule that needs a group: right under another choice.
        value = value if value in rules else default
    elif value not in places:
        value = pick(
            "against",
            default,
            lambda code: code in places,
            lambda wrong: _(
                "The link compares with “{value}”, which does not exist. Shown instead: {shown}.",
                value=wrong,
                shown=rule_words(default, _),
            ),
        )
    names = page.places["name"].to_dict()
    with page.slot():
        st.selectbox(
            _("Benchmark"),
            [*rules, *places],
            format_func=lambda code: rule_words(code, _) if code in RULES else names[code],
            filter_mode="contains",
            **widget("against", _.language, value, str),
        )
    return value


def rule_words(rule: str, _: Translator) -> str:
    """Return the name of a benchmark rule."""
    return benchmark_words(_)[rule]


def group_sentence(page: Page, peers: PeerSet) -> str:
    """Return who is in the group, with the distances where the rule is likeness, as plain text."""
    _ = page.translate
    if not peers.codes:
        return _(
            "No place fits this group, so only the targets of the framework or one place can be compared."
        )
    if peers.rule == "nearest":
        listed = [
            _("{place} ({distance})", place=page.name(code), distance=f"{peers.distances[code]:.2f}")
            for code in peers.codes
        ]
        return _(
            "Most similar by urban share, share over 60 and number of residents, with the distance in"
            " standard deviations (0 = alike): {places}.",
            places=_(", ").join(listed),
        )
    places = _(", ").join(page.name(code) for code in peers.codes[:MOST_NAMED])
    sentence = rule_sentence(peers, page)
    if len(peers.codes) > MOST_NAMED:
        return sentence + " " + _("Among them {places}.", places=places)
    return sentence + " " + _("They are {places}.", places=places)
