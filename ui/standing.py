"""Which framework a page scores with, and which place takes part in it for the focus place."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from charts.words import heading, in_language
from locales import Translator
from metrics.assessment import Assessment
from metrics.framework import Framework
from metrics.like_for_like import Expectation
from ui import scoring
from ui.choices import add_notice, chosen, forget, from_link
from ui.literal import literal
from ui.page import Page
from ui.selection import dropdown

ORDER = {
    "county": ("county_capacity", "public_data", "six_dimensions"),
    "prefecture": ("public_data", "six_dimensions"),
}
"""The framework made for the level comes first: it is the default."""


def framework_names(level: str) -> tuple[str, ...]:
    """Return the codes of the frameworks for places of a level: the bundled ones, then one's own."""
    return (*ORDER[level], *scoring.own_frameworks())


@dataclass(frozen=True)
class Standing:
    """A framework, the level it is applied at, and the place that takes part: the focus or its city."""

    page: Page
    name: str
    level: str
    unit: str

    @property
    def framework(self) -> Framework:
        """What is scored and how."""
        return scoring.framework(self.name)

    @property
    def assessment(self) -> Assessment:
        """Scores of all places of the level."""
        return scoring.assessment(self.page.data, self.name, self.level)

    @property
    def expectations(self) -> Mapping[str, Expectation]:
        """What is expected of each place, by code."""
        return scoring.expectations(self.page.data, self.name, self.level)

    @property
    def context(self) -> pd.DataFrame:
        """What a place cannot choose, by code."""
        return scoring.context(self.page.data, self.level)

    @property
    def sources(self) -> list[str]:
        """Sources of the scored values."""
        return scoring.score_sources(self.page.data, self.name, self.level)

    @property
    def is_city_for_county(self) -> bool:
        """Tell whether the city takes part in place of the focus county."""
        return self.unit != self.page.focus

    @property
    def key(self) -> tuple[str, ...]:
        """Everything that a figure of this standing depends on besides the page's own switches."""
        return (*self.page.key, self.name, self.level, self.unit)


def standing(page: Page, name: str, place: str | None = None) -> Standing | None:
    """Return the part of a place in a framework, None where neither it nor its city can take part.

    The place is the focus place unless another one is given.
    """
    place = place or page.focus
    level = scoring.framework(name).level
    own = str(page.places.loc[place, "level"])
    level = own if level == "any" else level
    unit = place if level == own else _city_of(page, place)
    if level == "county" and own != "county":
        return None
    if unit not in scoring.units(page.data, level).index:
        return None
    return Standing(page, name, level, unit)


def _city_of(page: Page, place: str) -> str:
    city = page.places.loc[place, "city_code"]
    return place if pd.isna(city) else str(city)


def possible_standings(page: Page) -> dict[str, Standing]:
    """Return the frameworks that apply to the focus place or its city, the default first."""
    found = {name: standing(page, name) for name in framework_names(str(page.place["level"]))}
    return {name: one for name, one in found.items() if one is not None}


def choose_standing(page: Page) -> Standing | None:
    """Draw the choice of framework and return what is chosen; None where no framework applies."""
    _ = page.translate
    possible = possible_standings(page)
    if not possible:
        st.info(
            _(
                "{place} is not among the places that are scored: the census lists it beside counties, but it"
                " is no administrative unit of its own. Choose another place above.",
                place=page.markdown_name(page.focus),
            )
        )
        return None
    words = {name: framework_words(name, _) for name in possible}
    refuse_framework(page, words)
    with page.slot():
        name = dropdown("framework", _("Framework"), words, _)
    show_own_origin(name, _)
    return possible[name]


def framework_words(name: str, _: Translator) -> str:
    """Return the name of a framework as it stands in a choice; one's own is marked as such."""
    words = heading(scoring.framework(name).name, _)
    return words if name in scoring.BUNDLED else _("{framework} (own framework)", framework=words)


def show_own_origin(name: str, _: Translator) -> None:
    """Say who handed a framework in, and when, where it is not one of the bundled ones."""
    own = scoring.handed_in().get(name)
    if own is not None:
        st.info(
            literal(
                _(
                    "Own framework, uploaded by {author} on {day}: its indicators, weights and goalposts"
                    " are not those of this dashboard.",
                    author=own.receipt["accepted_by"],
                    day=str(own.receipt["accepted_at"])[:10],
                )
            )
        )


def refuse_unknown_framework(_: Translator) -> None:
    """Forget a framework that does not exist, with a notice, on every page: each one remembers it."""
    asked = chosen().get("framework")
    if asked is None or asked in scoring.known_frameworks():
        return
    add_notice(
        "framework",
        _(
            "The link asks for framework “{value}”, which does not exist. Shown is the one that fits the"
            " place.",
            value=asked,
        ),
    )
    forget("framework")


def refuse_framework(page: Page, words: dict[str, str]) -> None:
    """Forget a framework that is none of those in `words`, which the place can take part in.

    A link that asked for it is told so; a reader who chose another place need not be.
    """
    _ = page.translate
    asked = chosen().get("framework")
    if asked not in scoring.known_frameworks() or asked in words:
        return
    if from_link():
        add_notice(
            "framework",
            _(
                "“{framework}” does not apply to {place}. Shown instead: “{shown}”.",
                framework=in_language(scoring.framework(asked).name, _),
                place=page.name(page.focus),
                shown=next(iter(words.values())),
            ),
        )
    forget("framework")


def show_who_takes_part(standing: Standing) -> None:
    """Say so where the city stands for the focus county, and what a framework does not assess."""
    page, _ = standing.page, standing.page.translate
    if standing.is_city_for_county:
        st.info(
            _(
                "{place} takes part through its city, {city}: this framework rests on data that exist for"
                " cities only. What is shown is the city's, never the district's own.",
                place=page.markdown_name(page.focus),
                city=page.markdown_name(standing.unit),
            )
        )
    st.caption(literal(in_language(standing.framework.note, _)))
