"""The few cities that a curve has room for beside the focus place's city."""

import streamlit as st

from ui.choices import add_notice, chosen, widget
from ui.literal import literal
from ui.page import WIDE_SLOT, Page
from ui.peer_sets import BY_HAND, asked_rule, peers_of, rule_words

DEFAULT_CITIES = ("370100", "330200", "440300")
"""Jinan is the capital of Qingdao's province; Ningbo and Shenzhen share its rank in the state plan."""

MOST_CITIES = 6


def compared_cities(page: Page) -> list[str]:
    """Return the codes of the cities compared with the focus place's city, at most six."""
    if "peers" not in chosen():
        level, own = page.places["level"], page.city
        return [code for code in DEFAULT_CITIES if level.get(code) == "prefecture" and code != own]
    found = peers_of(page, "prefecture", page.city)
    codes = found.codes
    if len(codes) > MOST_CITIES and found.rule == BY_HAND:
        _ = page.translate
        # The choice itself stays as it is: other pages have room for more.
        add_notice(
            "peers",
            _(
                "The link names {count} cities. Shown are the first {most}.",
                count=len(codes),
                most=MOST_CITIES,
            ),
        )
    return list(codes[:MOST_CITIES])


def cities_control(page: Page, cities: list[str]) -> None:
    """Draw the choice of cities to compare with, and the rule that they follow if there is one."""
    _ = page.translate
    options = page.places.index[page.places["level"] == "prefecture"]
    names, own = dict(zip(page.places.index, page.places["name"], strict=True)), page.city
    with page.slot(WIDE_SLOT, alone=True):
        st.multiselect(
            _("Compared cities (up to {count})", count=MOST_CITIES),
            [code for code in options if code != own],
            format_func=names.__getitem__,
            max_selections=MOST_CITIES,
            select_all=False,
            placeholder=_("Type a name"),
            filter_mode="contains",
            **widget("peers", _.language, cities, ",".join),
        )
    rule = asked_rule()
    if rule is not None:
        words = rule_words("prefecture", _)
        st.caption(
            _(
                "By the rule “{rule}”: the first {most}, those most like {place} first.",
                most=MOST_CITIES,
                rule=literal(words.get(rule, words["province"])),
                place=page.markdown_name(page.city),
            )
        )
