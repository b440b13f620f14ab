"""Which framework and dimension a page looks at, and which place of it the reader stands for."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from locales import Translator
from metrics.assessment import INDEX, Assessment
from metrics.framework import Framework, Text
from ui.choices import chosen, forget
from ui.scoring import BUNDLED, assessment, framework, units
from ui.selection import switch
from ui.shell import Page

Level = Literal["prefecture", "county"]


@dataclass(frozen=True)
class View:
    """What is looked at: an assessment, one dimension of it or the index, and the reader's place in it.

    `unit` is the focus place, or its city where only cities are assessed (`inherited`), or None.
    """

    assessment: Assessment
    level: Level
    dimension: str
    unit: str | None
    inherited: bool

    @property
    def framework(self) -> Framework:
        """The framework of the assessment."""
        return self.assessment.framework

    @property
    def key(self) -> tuple[str, ...]:
        """What a figure of this view depends on besides data and language."""
        return (self.framework.code, self.framework.version, self.level, self.dimension)

    @property
    def inside(self) -> str | None:
        """The dimension as the scoring functions take it: None for the index."""
        return None if self.dimension == INDEX else self.dimension


def in_language(text: Text, _: Translator) -> str:
    """Return the words of a framework in the page's language."""
    return text.zh if _.language == "zh" else text.en


def framework_view(page: Page) -> View | None:
    """Draw the choice of framework and dimension and return what is chosen; None without any place.

    Cities are shown by public data at first, counties by their own census figures.
    """
    _ = page.translate
    is_county = page.place["level"] == "county"
    names = (
        ["county_capacity", *BUNDLED]
        if is_county
        else [name for name in BUNDLED if name != "county_capacity"]
    )
    known = [name for name in dict.fromkeys(names) if len(units(page.data, _level(name, is_county)))]
    if not known:
        st.info(_("The data hold no place that could be assessed. Choose another place."))
        return None
    options = {name: _framework_words(name, page) for name in known}
    if chosen().get("framework") in BUNDLED and chosen()["framework"] not in options:
        # Kept from a county looked at before; nobody asked for it here.
        forget("framework")
    picked = framework(switch("framework", _("Framework"), options, _))
    level = _level(picked.code, is_county)
    found = assessment(page.data, picked.code, level)
    unit = _unit(page, units(page.data, level), level)
    return View(found, level, _dimension(picked, _), unit, unit is not None and unit != page.focus)


def _level(name: str, is_county: bool) -> Level:
    return "county" if is_county and framework(name).level != "prefecture" else "prefecture"


def _framework_words(name: str, page: Page) -> str:
    _ = page.translate
    words = in_language(framework(name).name, _)
    return _("{framework} (of the city)", framework=words) if _is_of_city(name, page) else words


def _is_of_city(name: str, page: Page) -> bool:
    return name == "public_data" and page.focus != page.city


def _unit(page: Page, known: pd.DataFrame, level: Level) -> str | None:
    wanted = page.focus if level == page.place["level"] else page.city
    return wanted if wanted in known.index else None


def _dimension(picked: Framework, _: Translator) -> str:
    options = {INDEX: _("Index")} if picked.index is not None else {}
    options |= {one.code: f"{one.code} {in_language(one.name, _)}" for one in picked.scored_dimensions}
    if chosen().get("dimension") in set("ABCDEF") | {INDEX} and chosen()["dimension"] not in options:
        # Kept from another framework.
        forget("dimension")
    if len(options) == 1:
        return next(iter(options))
    return switch("dimension", _("Dimension"), options, _)


def dimension_name(view: View, _: Translator) -> str:
    """Return the name of what is ranked, in the page's language."""
    if view.dimension == INDEX:
        return _("index of “{framework}”", framework=in_language(view.framework.name, _))
    names = {one.code: one.name for one in view.framework.dimensions}
    return in_language(names[view.dimension], _)
