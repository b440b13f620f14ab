"""Scores for the pages: frameworks, assessments and context, each computed once per data version."""

import logging
from collections.abc import Mapping

import pandas as pd

from etl import score_reads
from etl.own_frameworks import OwnFramework, active_frameworks
from exports.scores import BUNDLED, DRAWS, SEED, assess_level, bundled_framework
from metrics.assessment import Assessment
from metrics.framework import Framework, FrameworkError
from metrics.index import load_framework
from metrics.like_for_like import Expectation, like_for_like
from ui.data import Data, served_store
from ui.kept import kept

log = logging.getLogger(__name__)

__all__ = ["BUNDLED", "DRAWS", "SEED"]


@kept(8)
def _bundled(name: str) -> Framework:
    return bundled_framework(name)


def framework(name: str) -> Framework:
    """Return a bundled framework, or one that was handed in to the store of this visit, by its code."""
    own = {} if name in BUNDLED else own_frameworks()
    return own[name] if name in own else _bundled(name)


def own_frameworks() -> dict[str, Framework]:
    """Return the frameworks that were handed in to the store of this visit, by code.

    A code names the same bytes for ever, so that what was computed under it stays right.
    """
    found = {one.code: _own(str(one.file), one.framework_id) for one in handed_in().values()}
    return {code: whole for code, whole in found.items() if whole is not None}


def handed_in() -> dict[str, OwnFramework]:
    """Return who handed in which framework when, by code."""
    return active_frameworks(served_store())


@kept(40)
def _own(path: str, framework_id: str) -> Framework | None:
    try:
        return load_framework(path)
    except FrameworkError:
        # Written under an older form of the files: it cannot be chosen, and the other pages still work.
        log.exception("A handed-in framework cannot be read")
        return None


def known_frameworks() -> tuple[str, ...]:
    """Return the codes of all frameworks that can be chosen, the bundled ones first."""
    return (*BUNDLED, *own_frameworks())


@kept(12)
def _assessment(_data: Data, store: str, version: str, name: str, level: str) -> Assessment:
    return assess_level(_data.snapshot, framework(name), level)


def assessment(data: Data, name: str, level: str) -> Assessment:
    """Return the assessment of all places of a level ("prefecture" or "county") under a framework.

    The result is shared between visits: nobody may change its frames.
    """
    return _assessment(data, data.store, data.version, name, level)


@kept(4)
def _context(_data: Data, store: str, version: str, level: str) -> pd.DataFrame:
    return score_reads.context(_data.snapshot, level)


def context(data: Data, level: str) -> pd.DataFrame:
    """Return the context of all places of a level, by code; see `etl.score_reads.context`."""
    return _context(data, data.store, data.version, level)


@kept(4)
def _units(_data: Data, store: str, version: str, level: str) -> pd.DataFrame:
    return score_reads.units(_data.snapshot, level)


def units(data: Data, level: str) -> pd.DataFrame:
    """Return the places of a level that are compared, by code."""
    return _units(data, data.store, data.version, level)


@kept(12)
def _expectations(_data: Data, store: str, version: str, name: str, level: str) -> Mapping[str, Expectation]:
    return like_for_like(assessment(_data, name, level), context(_data, level), level)


def expectations(data: Data, name: str, level: str) -> Mapping[str, Expectation]:
    """Return what is expected of each place of a level, by indicator, dimension and "index".

    The result is shared between visits: nobody may change its frames.
    """
    return _expectations(data, data.store, data.version, name, level)


@kept(12)
def _sources(_data: Data, store: str, version: str, name: str, level: str) -> list[str]:
    used = score_reads.indicator_sources(_data.snapshot, level)
    scored = {indicator.code for indicator in framework(name).scored_indicators}
    return sorted(set(used.loc[used["indicator_code"].isin(scored), "source_id"]))


def score_sources(data: Data, name: str, level: str) -> list[str]:
    """Return the sources of the values that a framework scores at a level."""
    return _sources(data, data.store, data.version, name, level)
