"""Whose figures a brief shows: the place, its city, their names, their peers and the gap looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from charts.gap_frame import comparable_dimensions, gap_frame
from charts.gap_words import Sides
from charts.names import place_names, short_names
from charts.peer_words import BY_HAND
from charts.place_stand import figure_words, stand_of
from charts.standing_words import Stand
from etl.contract_types import N_
from etl.reads import places as read_places
from exports.brief_options import MOST_BY_HAND, BriefError, BriefOptions
from exports.scores import DRAWS, SEED, Scores
from locales import Language, Translator
from metrics.assessment import Assessment
from metrics.compared import compared_scores
from metrics.gap_analysis import RULES, GapAnalysis, analyse_gaps
from metrics.like_for_like import Expectation
from metrics.peer_rules import DEFAULT_RULE, Ground, likeness_distances, peers_by_rule


@dataclass(frozen=True)
class Places:
    """Every city and county by its code, with `name` (distinct) and `short` in one language."""

    frame: pd.DataFrame

    def name(self, code: str) -> str:
        """Return the distinct name of a place."""
        return self._names[code]

    @cached_property
    def _names(self) -> dict[str, str]:
        return {str(code): str(name) for code, name in self.frame["name"].items()}

    def city(self, code: str) -> str:
        """Return the city that a place is or lies in; itself if it belongs to none."""
        parent: Any = self.frame.at[code, "city_code"]
        return code if pd.isna(parent) else str(parent)

    def level(self, code: str) -> str:
        """Return prefecture or county."""
        return str(self.frame.at[code, "level"])


def named_places(scores: Scores, language: Language) -> Places:
    """Return all places with their names in a language."""
    frame = read_places(scores.snapshot)
    names, short = place_names(frame, language), short_names(frame, language)
    return Places(frame.set_index("unit_code").assign(name=names, short=short))


@dataclass(frozen=True)
class Side:
    """One place under one framework, with its peers. own: False where it is the city of the brief's place."""

    framework_name: str
    level: str
    unit: str
    own: bool
    rule: str
    peers: tuple[str, ...]
    assessment: Assessment
    expectations: Mapping[str, Expectation]
    _compared: dict[str, pd.DataFrame] = field(default_factory=dict, init=False, repr=False, compare=False)
    _stands: dict[str, dict[str, Stand]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def codes(self) -> list[str]:
        """The scored dimensions, and "index" where there is one."""
        return list(self.assessment.bands)

    def ranked(self, code: str) -> int:
        """Return how many places have a score."""
        return int(self.assessment.scorecard.ranks[code].notna().sum())

    def rows(self, code: str, places: Places) -> pd.DataFrame:
        """Return the place and its peers with scores, ranks, bands and names; a brief asks several times."""
        if code not in self._compared:
            wanted = [self.unit, *self.peers]
            frame = compared_scores(self.assessment, self.expectations, code, wanted)
            frame["name"] = places.frame["name"].reindex(wanted).to_numpy()
            self._compared[code] = frame
        return self._compared[code].copy(deep=False)

    def stands(self, places: Places, _: Translator) -> dict[str, Stand]:
        """Return the stand of the place in each score that it has."""
        if _.language not in self._stands:
            found = self._stands[_.language] = {}
            for code in self.codes:
                what = figure_words(self.assessment.framework, code, _)
                stand = stand_of(self.rows(code, places), self.unit, what, self.ranked(code))
                if stand is not None:
                    found[code] = stand
        return self._stands[_.language]


def sides_of(scores: Scores, places: Places, options: BriefOptions) -> list[Side]:
    """Return the place itself, where it takes part, and its city where it is a district or county."""
    unit, level = options.unit, places.level(options.unit)
    own = "six_dimensions" if options.lens == "six" else _framework(level)
    if options.lens in scores.own:
        own = options.lens
        made_for = scores.own[own].framework.level
        if made_for not in ("any", level):
            raise BriefError(
                N_("The framework “{name}” is not made for places of this level; choose another lens."),
                name=own,
            )
    wanted = [(own, level, unit)]
    city = places.city(unit)
    if city != unit:
        wanted.append((_framework("prefecture"), "prefecture", city))
    found = []
    for name, at, of in wanted:
        if of in scores.units(at).index:
            rule, peers = peer_set(scores, places, at, of, options)
            assessed, expected = scores.assessment(name, at), scores.expectations(name, at)
            found.append(Side(name, at, of, of == unit, rule, tuple(peers), assessed, expected))
    return found


def _framework(level: str) -> str:
    return "public_data" if level == "prefecture" else "county_capacity"


def peer_set(
    scores: Scores, places: Places, level: str, unit: str, options: BriefOptions
) -> tuple[str, Sequence[str]]:
    """Return the rule of the peers and their codes, those most like the place first under a rule.

    A county named by hand stands for its city where cities are compared; where no named place is of the
    level, the rule of the level is used.
    """
    units, context = scores.units(level), scores.context(level)
    named = [] if options.rule else list(options.peers)
    if level == "prefecture":
        named = [code if code in units.index else places.city(code) for code in named]
    fitting = [code for code in dict.fromkeys(named) if code in units.index]
    if fitting:
        return BY_HAND, [code for code in fitting[:MOST_BY_HAND] if code != unit]
    rule = options.rule or DEFAULT_RULE[level]
    cities = scores.units("prefecture")
    ground = Ground(level, units, context, tuple(cities.index[cities["benchmark"]]))
    return rule, peers_by_rule(rule, unit, ground, likeness_distances(context, unit))


@dataclass(frozen=True)
class Gap:
    """The gap that a brief looks at: whose, against what, and what comes out."""

    side: Side
    against: str
    sides: Sides
    analysis: GapAnalysis
    _rows: dict[str, pd.DataFrame] = field(default_factory=dict, init=False, repr=False, compare=False)

    def rows(self, _: Translator) -> pd.DataFrame:
        """Return the gap of every scored indicator in a dimension that both sides have."""
        if _.language not in self._rows:
            assessed = self.side.assessment
            dimensions = comparable_dimensions(assessed, self.analysis)
            self._rows[_.language] = gap_frame(self.analysis, assessed, dimensions, _)
        return self._rows[_.language].copy(deep=False)


def gap_of(sides: Sequence[Side], places: Places, options: BriefOptions, _: Translator) -> Gap | None:
    """Return the gap under the lens of the brief, None where nobody can be compared.

    Without peers the benchmark falls back to the targets of the framework; so does a place of another level.
    """
    wanted = options.lens == "city" and places.city(options.unit) != options.unit
    side = next((one for one in sides if one.own != wanted), None)
    if side is None:
        return None
    against = options.against
    known = against in side.assessment.values.index and against != side.unit
    if against not in RULES and not known:
        against = "median"
    if against in RULES and not side.peers:
        against = "targets"
    benchmark = benchmark_words(_).get(against) or places.name(against)
    names = Sides(places.name(side.unit), benchmark, places.name(options.unit), not side.own)
    analysis = analyse_gaps(side.assessment, side.unit, against, side.peers, draws=DRAWS, seed=SEED)
    return Gap(side, against, names, analysis)


def benchmark_words(_: Translator) -> dict[str, str]:
    """Return the benchmark rules in words."""
    return {
        "best": _("Best of the group"),
        "top_quartile": _("Best quarter of the group"),
        "median": _("Median of the group"),
        "targets": _("Targets of the framework"),
    }
