"""The same bundled bytes and the same method give the same scores: run after run, on another Python too.

    python -m benchmarks.golden --pythons .venv/bin/python,/opt/python3.13/bin/python

Every run is a fresh process with a seed of its own for the order of sets: it builds a store from the bundled
tables, scores every place under every framework, with rank bands, and hands back one digest of each table of
scores to the last digit. An interpreter given more than once must agree with itself as well.
"""

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from benchmarks.record import Record, limit, show
from etl.snapshot import open_snapshot, publish
from etl.store import PROJECT
from exports.scores import BUNDLED, assess_level, bundled_framework
from metrics.assessment import Assessment

LEVELS = ("prefecture", "county")


def digests() -> dict[str, str]:
    """Build a store, score everything in this process, and return the digest of each table of scores."""
    with tempfile.TemporaryDirectory(prefix="golden-") as folder:
        version = publish(Path(folder) / "store")
        snapshot = open_snapshot(Path(folder) / "store")
        made = {"data version": version}
        for name in BUNDLED:
            framework = bundled_framework(name)
            for level in LEVELS:
                made[f"{name} {level}"] = _digest(assess_level(snapshot, framework, level))
        snapshot.close()
    return made


def _digest(assessment: Assessment) -> str:
    scorecard, bands = assessment.scorecard, assessment.bands
    tables = [scorecard.indicators, scorecard.dimensions, scorecard.coverage, scorecard.ranks]
    tables += [pd.DataFrame({"index": scorecard.index})] if scorecard.index is not None else []
    tables += [bands[name] for name in sorted(bands)]
    # Figures are written with all the digits that tell them from their neighbours.
    text = "\n".join(table.to_csv() for table in tables)
    return hashlib.sha256(text.encode()).hexdigest()


def run(python: str, seed: int) -> tuple[str, dict[str, str]]:
    """Return the version of an interpreter and what a fresh process of it makes."""
    command = [python, "-m", "benchmarks.golden", "--digests"]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    output = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    found = json.loads(output.splitlines()[-1])
    return found["python"], found["digests"]


def records(pythons: tuple[str, ...] = (sys.executable, sys.executable)) -> Iterator[Record]:
    """Return how many tables of scores differ between each run and the first."""
    first, expected = run(pythons[0], 1)
    for seed, python in enumerate(pythons[1:], start=2):
        version, found = run(python, seed)
        differing = sum(found.get(name) != digest for name, digest in expected.items())
        what = f"{len(expected)} tables of scores, Python {version} and {first}: differing"
        yield limit("golden", what, differing, "tables", 0)


def main() -> None:
    """Print the table, or the digests of this process as JSON."""
    parser = argparse.ArgumentParser(description="Show that scores can be made again to the last digit.")
    parser.add_argument("--pythons", default=f"{sys.executable},{sys.executable}", metavar="PYTHON,…")
    parser.add_argument("--digests", action="store_true", help="of this process alone")
    options = parser.parse_args()
    if options.digests:
        print(json.dumps({"python": platform.python_version(), "digests": digests()}))
        return
    sys.exit(min(show(records(tuple(options.pythons.split(",")))), 1))


if __name__ == "__main__":
    main()
