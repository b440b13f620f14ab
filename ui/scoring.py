"""Scores for the pages: frameworks, assessments and context, each computed once per data version."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from etl import score_reads
from exports.scores import BUNDLED, DRAWS, SEED, assess_level, bundled_framework
from metrics.assessment import Assessment
from metrics.framework import Framework
from metrics.like_for_like import Expectation, like_for_like
from ui.data import Data

__all__ = ["BUNDLED", "DRAWS", "SEED"]


@st.cache_resource(max_entries=8, show_spinner=False)
def framework(name: str) -> Framework:
    """Return a bundled framework by its code."""
    return bundled_framework(name)


@st.cache_resource(max_entries=12, show_spinner=False)
def _assessment(_data: Data, store: str, version: str, name: str, level: str) -> Assessment:
    return assess_level(_data.snapshot, framework(name), level)


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
