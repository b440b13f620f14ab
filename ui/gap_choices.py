"""What the reader compares on the gap page: the lens, the group of places, the benchmark; all in the"
" address."""

import streamlit as st

from exports.brief_places import benchmark_words
from locales import Translator
from metrics.gap_analysis import RULES
from metrics.peers import by_rule, nearest
from metrics.problems import MetricError
from ui.choices import chosen, pick, remember, widget
from ui.scoring import context, units
from ui.selection import switch
from ui.shell import Page

FEATURES = ("urban_share", "share_over_60", "log_population")
NEAREST = 8
POPULATION_BAND = (0.5, 2.0)
URBAN_BAND = 10.0
GROUPS = {"county": ("siblings", "nearest", "rule"), "prefecture": ("advanced", "nearest", "rule")}
DEFAULT_RULE = "median"
FEW_NAMED = 8


def lens_control(page: Page) -> str:
    """Draw the choice of the lens and return it: own, city or six."""
    _ = page.translate
    options = {
        "own": _("The place’s own figures"),
        "city": _("Its city’s response and capacity"),
        "six": _("Six dimensions"),
    }
    if page.focus == page.city:
        # A city's own figures are what the city lens of its districts shows.
        del options["city"]
        if chosen().get("lens") == "city":
            remember("lens", "own")
    return switch("lens", _("Lens"), options, _)


def group_control(page: Page, level: str) -> str:
    """Draw the choice of the group that the benchmark is made of and return it."""
    _ = page.translate
    words = {
        "siblings": _("Districts of the same city"),
        "advanced": _("Advanced cities"),
        "nearest": _("Most similar in the country"),
        "rule": _("Same province, similar size"),
    }
    everywhere = {group for groups in GROUPS.values() for group in groups}
    if chosen().get("among") in everywhere - set(GROUPS[level]):
        # Asked for under another lens: no fault of the reader's.
        remember("among", GROUPS[level][0])
    return switch("among", _("Compared with"), {name: words[name] for name in GROUPS[level]}, _)


def group(page: Page, name: str, level: str, unit: str) -> tuple[list[str], dict[str, float]]:
    """Return the places of a group without the place itself, and their distances if it has any."""
    compared = units(page.data, level)
    if unit not in compared.index:
        return [], {}
    if name == "siblings":
        parent = compared.loc[unit, "parent_code"]
        return [code for code in compared.index[compared["parent_code"] == parent] if code != unit], {}
    if name == "advanced":
        return [code for code in compared.index[compared["benchmark"]] if code != unit], {}
    known = context(page.data, level)
    try:
        if name == "nearest":
            found = nearest(known, unit, FEATURES, NEAREST).frame
            return found["unit_code"].tolist(), dict(zip(found["unit_code"], found["distance"], strict=True))
        joined = compared.join(known)
        same = by_rule(
            joined,
            unit,
            same_province=True,
            population_band=POPULATION_BAND,
            urban_share_band=URBAN_BAND,
        )
    except MetricError:
        return [], {}
    return same, {}


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


def group_sentence(page: Page, name: str, peers: list[str], distances: dict[str, float]) -> str:
    """Return who is in the group, as Markdown, with the distances where there are some."""
    _ = page.translate
    if not peers:
        return _(
            "No place fits this group, so only the targets of the framework or one place can be compared."
        )
    if distances:
        listed = [
            _("{place} ({distance})", place=page.markdown_name(code), distance=f"{distances[code]:.2f}")
            for code in peers
        ]
        return _(
            "Most similar by urban share, share over 60 and number of residents, with the distance in"
            " standard deviations (0 = alike): {places}.",
            places=_(", ").join(listed),
        )
    listed = [page.markdown_name(code) for code in peers[: FEW_NAMED if name == "rule" else None]]
    places = _(", ").join(listed)
    if name == "rule":
        return _.plural(
            "Same province, half to twice the residents, urban share within 10 points: {count} place,"
            " among them {places}.",
            "Same province, half to twice the residents, urban share within 10 points: {count} places,"
            " among them {places}.",
            len(peers),
            places=places,
        )
    return _.plural(
        "The group has {count} place: {places}.",
        "The group has {count} places: {places}.",
        len(peers),
        places=places,
    )
