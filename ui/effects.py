"""What differs between two states of the data, worked out once: facts, indicator values, scores, gaps."""

from dataclasses import dataclass

import pandas as pd

from etl import score_reads
from etl.contract_types import N_
from etl.difference import TableDifference, cell_changes, differences
from etl.progress import Tell, silent
from locales import Sentence
from metrics.gap_analysis import GapAnalysis, analyse_gaps
from metrics.moves import gap_moves, moves
from ui import scoring
from ui.data import Data
from ui.kept import kept

SCORED = (
    ("public_data", "prefecture"),
    ("county_capacity", "county"),
    ("six_dimensions", "prefecture"),
    ("six_dimensions", "county"),
)
"""Every bundled framework with the levels it is applied at."""
LEVELS = ("prefecture", "county")


@dataclass(frozen=True)
class Effects:
    """Two states of the data and the facts and indicator values in which they differ."""

    before: Data
    after: Data
    tables: dict[str, TableDifference]
    cells: pd.DataFrame

    @property
    def units(self) -> list[str]:
        """The places that a differing row belongs to."""
        return sorted({code for one in self.tables.values() for code in one.units})

    @property
    def key(self) -> tuple[str, ...]:
        """What a figure of these effects depends on."""
        return (self.before.store, self.before.version, self.after.store, self.after.version)


@kept(6)
def _effects(keys: tuple[str, ...], _before: Data, _after: Data, _tell: Tell) -> Effects:
    _tell(Sentence(N_("Comparing the rows of both states")))
    one, other = _before.snapshot, _after.snapshot
    return Effects(_before, _after, differences(one, other), cell_changes(one, other))


def effects_of(before: Data, after: Data, tell: Tell = silent) -> Effects:
    """Return what differs; the result is shared between visits, so nobody may change it."""
    keys = (before.store, before.version, after.store, after.version)
    return _effects(keys, before, after, tell)


def touched(effects: Effects, name: str, level: str) -> bool:
    """Tell whether anything that a framework scores at a level differs."""
    if "unit" in effects.tables:
        return True
    scored = {one.code for one in scoring.framework(name).scored_indicators}
    cells = effects.cells
    return bool((cells["indicator_code"].isin(scored) & (cells["level"] == level)).any())


@kept(24)
def _moves(keys: tuple[str, ...], name: str, level: str, _effects: Effects) -> pd.DataFrame:
    before = scoring.assessment(_effects.before, name, level)
    after = scoring.assessment(_effects.after, name, level)
    return moves(before, after)


def score_both(effects: Effects, tell: Tell) -> None:
    """Score both sides under the bundled frameworks that are touched, ahead of the page that draws them."""
    wanted = [
        (name, level)
        for name, level in SCORED
        if touched(effects, name, level) and _has_units(effects, level)
    ]
    if not wanted:
        return
    for side, step in (
        (effects.before, N_("Scoring all places as they stand before")),
        (effects.after, N_("Scoring all places as they stand after")),
    ):
        tell(Sentence(step))
        for name, level in wanted:
            scoring.assessment(side, name, level)
    tell(Sentence(N_("Comparing scores, ranks and rank bands")))
    for name, level in wanted:
        _moves(effects.key, name, level, effects)


def moved(effects: Effects) -> dict[tuple[str, str], pd.DataFrame]:
    """Return what moves under each framework, own ones too, and level; see `metrics.moves`."""
    found = {}
    own = {name: one.level for name, one in scoring.own_frameworks().items()}
    chosen = [
        (name, level) for name, made_for in own.items() for level in LEVELS if made_for in ("any", level)
    ]
    for name, level in (*SCORED, *chosen):
        if touched(effects, name, level) and _has_units(effects, level):
            listed = _moves(effects.key, name, level, effects)
            if len(listed):
                found[name, level] = listed
    return found


def _has_units(effects: Effects, level: str) -> bool:
    return all(len(scoring.units(one, level)) for one in (effects.before, effects.after))


def gap_differences(effects: Effects, name: str, level: str, unit: str, peers: list[str]) -> pd.DataFrame:
    """Return how the gap of a place to the best of its peers differs; see `metrics.moves.gap_moves`."""
    sides: list[GapAnalysis] = []
    for data in (effects.before, effects.after):
        found = scoring.assessment(data, name, level)
        known = [code for code in peers if code in found.values.index and code != unit]
        if unit not in found.values.index or not known:
            return pd.DataFrame(columns=["level", "code", "gap_before", "gap_after", "change"])
        sides.append(analyse_gaps(found, unit, "best", known, draws=200))
    return gap_moves(*sides)


def coverage_change(effects: Effects) -> pd.DataFrame:
    """Return how many places have an own value of each indicator before and after, where that differs."""
    key = ["level", "indicator_code"]
    before, after = (
        score_reads.coverage(one.snapshot)[[*key, "places", "own"]] for one in (effects.before, effects.after)
    )
    both = before.merge(after, on=key, how="outer", suffixes=("_before", "_after"))
    both[["own_before", "own_after"]] = both[["own_before", "own_after"]].fillna(0).astype(int)
    both["places"] = both["places_after"].fillna(both["places_before"]).astype(int)
    return both[both["own_before"] != both["own_after"]].reset_index(drop=True)
