"""Scores for the pages: frameworks, assessments and context, each computed once per data version."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import streamlit as st

from etl import score_reads
from metrics.assessment import Assessment, assess
from metrics.framework import Framework
from metrics.index import load_framework
from metrics.like_for_like import Expectation, like_for_like
from ui.data import Data

FRAMEWORKS = Path(__file__).resolve().parent.parent / "data" / "frameworks"
BUNDLED = ("public_data", "county_capacity", "six_dimensions")
DRAWS = 2000
SEED = 20200124
"""Rank bands are the same on every machine and at every visit."""


@st.cache_resource(max_entries=8, show_spinner=False)
def framework(name: str) -> Framework:
    """Return a bundled framework by its code."""
    if name not in BUNDLED:
        raise ValueError(f"{name} is not a bundled framework")
    return load_framework(FRAMEWORKS / f"{name}.toml")


@st.cache_resource(max_entries=12, show_spinner=False)
def _assessment(_data: Data, store: str, version: str, name: str, level: str) -> Assessment:
    snapshot = _data.snapshot
    places = list(score_reads.units(snapshot, level).index)
    return assess(
        score_reads.cells(snapshot, level),
        places,
        framework(name),
        data_version=version,
        draws=DRAWS,
        seed=SEED,
    )


def assessment(data: Data, name: str, level: str) -> Assessment:
    """Return the assessment of all places of a level ("prefecture" or "county") under a framework.

    The result is shared between visits: nobody may change its frames.
    """
    return _assessment(data, data.store, data.version, name, level)


@st.cache_data(max_entries=4, show_spinner=False)
def _context(_data: Data, store: str, version: str, level: str) -> pd.DataFrame:
    return score_reads.context(_data.snapshot, level)


def context(data: Data, level: str) -> pd.DataFrame:
    """Return the context of all places of a level, by code; see `etl.score_reads.context`."""
    return _context(data, data.store, data.version, level)


@st.cache_data(max_entries=4, show_spinner=False)
def _units(_data: Data, store: str, version: str, level: str) -> pd.DataFrame:
    return score_reads.units(_data.snapshot, level)


def units(data: Data, level: str) -> pd.DataFrame:
    """Return the places of a level that are compared, by code."""
    return _units(data, data.store, data.version, level)


@st.cache_resource(max_entries=12, show_spinner=False)
def _expectations(_data: Data, store: str, version: str, name: str, level: str) -> Mapping[str, Expectation]:
    return like_for_like(assessment(_data, name, level), context(_data, level), level)


def expectations(data: Data, name: str, level: str) -> Mapping[str, Expectation]:
    """Return what is expected of each place of a level, by indicator, dimension and "index".

    The result is shared between visits: nobody may change its frames.
    """
    return _expectations(data, data.store, data.version, name, level)


@st.cache_data(max_entries=12, show_spinner=False)
def _sources(_data: Data, store: str, version: str, name: str, level: str) -> list[str]:
    used = score_reads.indicator_sources(_data.snapshot, level)
    scored = {indicator.code for indicator in framework(name).scored_indicators}
    return sorted(set(used.loc[used["indicator_code"].isin(scored), "source_id"]))


def score_sources(data: Data, name: str, level: str) -> list[str]:
    """Return the sources of the values that a framework scores at a level."""
    return _sources(data, data.store, data.version, name, level)
