"""Two versions of the data under their own methods, and the step between them: data apart from method."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from etl import score_reads
from etl.method import Method, method_of, under_present_queries
from etl.snapshot import Snapshot
from metrics.assessment import Assessment, assess
from metrics.framework import Framework
from metrics.index import load_framework
from metrics.moves import split
from ui.data import Data
from ui.effects import SCORED
from ui.kept import kept
from ui.scoring import DRAWS, SEED

Kind = Literal["same", "split", "unknown"]


@dataclass(frozen=True)
class Split:
    """How two versions differ in scores.

    kind: "same", the method is the same and all differences are of the facts; "split", `steps` has both
    parts; "unknown", the method of one version is not kept or cannot be run any more. `method_first` says
    which step comes first: the other method on the earlier facts, or the later facts under the earlier
    method. `changed` names the frameworks whose files differ; `queries` says whether the queries do.
    """

    kind: Kind
    steps: dict[tuple[str, str], pd.DataFrame]
    method_first: bool = True
    changed: tuple[str, ...] = ()
    queries: bool = False


def framework_of(method: Method, name: str) -> Framework:
    """Return a framework as a version had it."""
    with tempfile.TemporaryDirectory(prefix="framework-") as folder:
        path = Path(folder) / f"{name}.toml"
        path.write_text(method.frameworks[name], "utf-8")
        return load_framework(path)


@kept(6)
def _split(keys: tuple[str, ...], _before: Data, _after: Data) -> Split:
    return split_versions(_before.snapshot, _after.snapshot)


def split_between(before: Data, after: Data) -> Split:
    """Return how two versions differ, worked out once."""
    return _split((before.store, before.version, after.store, after.version), before, after)


def split_versions(before: Snapshot, after: Snapshot, draws: int = DRAWS) -> Split:
    """Split what two versions differ in into the part of the method and the part of the data."""
    earlier, later = method_of(before), method_of(after)
    if earlier is None or later is None:
        return Split("unknown", {})
    names = sorted(earlier.frameworks.keys() & later.frameworks.keys())
    changed = tuple(name for name in names if earlier.frameworks[name] != later.frameworks[name])
    other_queries = earlier.queries != later.queries
    if not changed and not other_queries:
        return Split("same", {})
    if other_queries and not (earlier.has_present_queries or later.has_present_queries):
        return Split("unknown", {}, changed=changed, queries=True)
    method_first = not other_queries or later.has_present_queries
    facts, method = (before, later) if method_first else (after, earlier)
    derived = under_present_queries(facts) if other_queries else None
    middle = derived.snapshot if derived is not None else facts
    steps = {}
    try:
        for name, level in SCORED:
            if name not in names:
                continue
            sides: Sequence[tuple[Snapshot, Method]] = (before, earlier), (middle, method), (after, later)
            three = [_assessed(snapshot, one, name, level, draws) for snapshot, one in sides]
            if all(three):
                table = split(*(one for one in three if one is not None))
                if len(table):
                    steps[name, level] = table
    finally:
        if derived is not None:
            derived.close()
    return Split("split", steps, method_first, changed, other_queries)


def _assessed(snapshot: Snapshot, method: Method, name: str, level: str, draws: int) -> Assessment | None:
    units = list(score_reads.units(snapshot, level).index)
    if not units:
        return None
    cells = score_reads.cells(snapshot, level)
    return assess(cells, units, framework_of(method, name), draws=draws, seed=SEED)
