"""What a brief computes with: the assessments, context and expectations of one snapshot, each once."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import pandas as pd

from etl import score_reads
from etl.own_frameworks import active_frameworks
from etl.snapshot import Snapshot
from metrics.assessment import Assessment, assess
from metrics.framework import Framework, FrameworkError
from metrics.index import load_framework
from metrics.like_for_like import Expectation, like_for_like

log = logging.getLogger(__name__)
FRAMEWORKS = Path(__file__).resolve().parent.parent / "data" / "frameworks"
BUNDLED = ("public_data", "county_capacity", "six_dimensions")
DRAWS = 2000
SEED = 20200124
"""Rank bands are the same on every machine, at every visit and in every brief."""

T = TypeVar("T")


@dataclass(frozen=True)
class OwnFramework:
    """A framework that was handed in to the store: what it scores, who gave it, and on which day."""

    framework: Framework
    author: str
    day: str


def own_frameworks(store: Path) -> dict[str, OwnFramework]:
    """Return the handed-in frameworks that can be chosen, by code; one that cannot be read is left out."""
    found = {}
    for code, one in active_frameworks(store).items():
        try:
            read = load_framework(one.file)
        except FrameworkError:
            log.exception("A handed-in framework cannot be read")
            continue
        receipt = one.receipt
        found[code] = OwnFramework(read, str(receipt["accepted_by"]), str(receipt["accepted_at"])[:10])
    return found


class Scores(Protocol):
    """Where a brief gets its figures from: the cache of the pages, or a snapshot alone."""

    @property
    def snapshot(self) -> Snapshot:
        """The data."""

    @property
    def own(self) -> Mapping[str, OwnFramework]:
        """The frameworks that were handed in, by code."""

    def framework(self, name: str) -> Framework:
        """Return a framework by its code."""

    def assessment(self, name: str, level: str) -> Assessment:
        """Return the assessment of all places of a level."""

    def expectations(self, name: str, level: str) -> Mapping[str, Expectation]:
        """Return what is expected of each place."""

    def context(self, level: str) -> pd.DataFrame:
        """Return the context of all places of a level, by code."""

    def units(self, level: str) -> pd.DataFrame:
        """Return the places of a level that are compared, by code."""


def bundled_framework(name: str) -> Framework:
    """Return a bundled framework by its code."""
    if name not in BUNDLED:
        raise ValueError(f"{name} is not a bundled framework")
    return load_framework(FRAMEWORKS / f"{name}.toml")


def assess_level(snapshot: Snapshot, framework: Framework, level: str) -> Assessment:
    """Assess all places of a level from the cells of a snapshot."""
    return assess(
        score_reads.cells(snapshot, level),
        list(score_reads.units(snapshot, level).index),
        framework,
        data_version=snapshot.version,
        draws=DRAWS,
        seed=SEED,
    )


class SnapshotScores:
    """The figures of one snapshot; each is computed when first asked for and kept."""

    def __init__(self, snapshot: Snapshot, own: Mapping[str, OwnFramework] | None = None) -> None:
        self._snapshot = snapshot
        self._own = own or {}
        self._kept: dict[tuple[str, ...], object] = {}

    @property
    def snapshot(self) -> Snapshot:
        """The data."""
        return self._snapshot

    @property
    def own(self) -> Mapping[str, OwnFramework]:
        """The frameworks that were handed in, by code."""
        return self._own

    def _once(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]

    def framework(self, name: str) -> Framework:
        """Return a framework by its code."""
        if name in self._own:
            return self._own[name].framework
        return self._once(("framework", name), lambda: bundled_framework(name))

    def assessment(self, name: str, level: str) -> Assessment:
        """Return the assessment of all places of a level; nobody may change its frames."""
        return self._once(
            ("assessment", name, level),
            lambda: assess_level(self._snapshot, self.framework(name), level),
        )

    def expectations(self, name: str, level: str) -> Mapping[str, Expectation]:
        """Return what is expected of each place; nobody may change its frames."""
        return self._once(
            ("expectations", name, level),
            lambda: like_for_like(self.assessment(name, level), self.context(level), level),
        )

    def context(self, level: str) -> pd.DataFrame:
        """Return the context of all places of a level, by code."""
        return self._once(("context", level), lambda: score_reads.context(self._snapshot, level))

    def units(self, level: str) -> pd.DataFrame:
        """Return the places of a level that are compared, by code."""
        return self._once(("units", level), lambda: score_reads.units(self._snapshot, level))
