"""One way of looking at the gap: whose figures, under which framework, against whom, and what comes out."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from charts.gap_frame import comparable_dimensions, gap_frame
from charts.gap_words import Sides
from charts.words import in_language
from etl.score_reads import cell
from locales import Translator
from metrics.assessment import Assessment
from metrics.framework import Framework, Indicator
from metrics.gap_analysis import RULES, GapAnalysis, analyse_gaps
from ui.data import rows
from ui.gap_choices import against_control, group_sentence, lens_control, rule_words
from ui.kept import kept
from ui.literal import literal
from ui.page import Page
from ui.peer_sets import peers_control, peers_of, show_left_out
from ui.scoring import DRAWS, SEED, assessment, framework, units
from ui.standing import show_own_origin

NAMED = 12
"""So many places of a group a file names; of the others it says how many there are."""


@dataclass(frozen=True)
class Lens:
    """What the gap page works with. `unit` is the place whose values are compared; `lent`: not the focus."""

    name: str
    framework: Framework
    level: str
    unit: str
    peers: list[str]
    against: str
    sides: Sides
    assessment: Assessment
    analysis: GapAnalysis

    @property
    def key(self) -> tuple[str, ...]:
        """What a figure depends on besides the page."""
        return (self.name, self.unit, self.against, *self.peers)

    @property
    def lent(self) -> bool:
        """Whether the values are those of the focus place's city."""
        return self.sides.lent

    @property
    def dimensions(self) -> list[str]:
        """Dimensions in which the place has a score and the benchmark has something to compare."""
        return comparable_dimensions(self.assessment, self.analysis)

    def framework_indicator(self, code: str) -> Indicator:
        """Return an indicator of the framework by its code."""
        return next(one for one in self.framework.indicators if one.code == code)


def choose_lens(page: Page) -> Lens | None:
    """Draw the choices and return what they ask for; None, with the reason said, where there is nothing."""
    _ = page.translate
    name = lens_control(page)
    unit = page.city if name == "city" else page.focus
    level = "prefecture" if name == "city" else str(page.places.loc[page.focus, "level"])
    if name == "six":
        framework = "six_dimensions"
    elif name not in ("own", "city"):
        framework = name
        show_own_origin(name, _)
    else:
        framework = "public_data" if level == "prefecture" else "county_capacity"
    st.markdown(_meaning(page, name))
    if (name == "city" and unit == page.focus) or unit not in units(page.data, level).index:
        st.info(
            _(
                "{place} is no place that these frameworks compare (development zones and places without a"
                " city have no figures of this kind). Choose another place or lens.",
                place=page.markdown_name(page.focus),
            )
        )
        return None
    group = peers_of(page, level, unit)
    peers_control(page, group)
    show_left_out(page, group)
    peers = list(group.codes)
    against = against_control(page, level, unit, peers)
    st.caption(literal(group_sentence(page, group)))
    benchmark = rule_words(against, _) if against in RULES else page.name(against)
    lent = unit != page.focus
    sides = Sides(page.name(unit), benchmark, page.name(page.focus), lent, unit)
    assessed = assessment(page.data, framework, level)
    analysis = _analysis(
        (page.data.store, page.data.version, framework, level), assessed, unit, against, tuple(peers)
    )
    return Lens(name, assessed.framework, level, unit, peers, against, sides, assessed, analysis)


def compared_with(page: Page, lens: Lens) -> str:
    """Return the benchmark and the places behind it in words, for a file that leaves the page."""
    _ = page.translate
    if lens.against not in RULES:
        return lens.sides.benchmark
    names = _(", ").join(page.name(code) for code in lens.peers[:NAMED])
    more = len(lens.peers) - NAMED
    if more > 0:
        names = _("{places} and {count} more", places=names, count=more)
    return _("{benchmark} ({places})", benchmark=lens.sides.benchmark, places=names)


@kept(64)
def _analysis(
    key: tuple[str, ...], _assessed: Assessment, unit: str, against: str, peers: tuple[str, ...]
) -> GapAnalysis:
    return analyse_gaps(_assessed, unit, against, peers, draws=DRAWS, seed=SEED)


def _meaning(page: Page, name: str) -> str:
    """Return what the lens shows and what it does not, as Markdown."""
    _ = page.translate
    place, city = page.markdown_name(page.focus), page.markdown_name(page.city)
    if name not in ("own", "city", "six"):
        return literal(in_language(framework(name).note, _))
    if name == "six":
        return _(
            "**Six dimensions.** The whole framework of collaborative governance. It speaks only where the"
            " cells of {place} are measured or coded from documents; below is what that takes.",
            place=place,
        )
    if name == "city":
        return _(
            "**The city’s response and capacity.** Dated measures and medical resources are published for"
            " cities only. These are figures of {city}, under which {place} acted; they are never the"
            " district’s own gap.",
            place=place,
            city=city,
        )
    if page.focus == page.city:
        return _(
            "**{place}’s own figures.** Dated measures and professional capacity from public data; the"
            " score says how early, how broad and how well staffed, not how well it worked.",
            place=place,
        )
    return _(
        "**{place}’s own figures.** Staff and schooling counted in the census of 2020 for the district"
        " itself. They say what people the district could draw on, not how it organised them.",
        place=place,
    )


def gap_rows(page: Page, lens: Lens) -> pd.DataFrame:
    """Return the analysis with names, units, limits and scale ends, one row per scored indicator, by code.

    The frame is shared between figures and visits: nobody may change it.
    """
    return _gap_rows((*page.key, *lens.key), lens, page.translate)


@kept(100)
def _gap_rows(key: tuple[str, ...], _lens: Lens, _words: Translator) -> pd.DataFrame:
    return gap_frame(_lens.analysis, _lens.assessment, _lens.dimensions, _words)


def sources_of(page: Page, lens: Lens, codes: list[str]) -> list[str]:
    """Return the sources of a place's values of some indicators."""
    return _sources_of((page.data.store, page.data.version), page, lens.unit, tuple(codes))


@kept(200)
def _sources_of(key: tuple[str, ...], _page: Page, unit: str, codes: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for code in codes:
        listed = rows(_page.data, cell, unit=unit, indicator=code)["source_id"].dropna()
        found += [part.strip() for text in listed for part in str(text).split(",")]
    return list(dict.fromkeys(found))
