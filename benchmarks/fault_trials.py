"""Kill a change at each of its steps, look at what is left, and make it again."""

import hashlib
import shutil
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.changes import Change, State, Uploads, leftovers, state
from benchmarks.fault_points import Grain, run_child, watch_lines
from etl.audit import logged
from etl.bundle import load_bundle
from etl.snapshot import is_whole, publish, published_version
from etl.store import StoreError
from etl.verify import problems

KILLED_TOO = 8
"""Of the lines whose store was copied, so many are killed for real besides, spread over the change."""


@dataclass
class Outcome:
    """What the kills of one change have shown.

    `points` are the steps that the change has; `looked` the different stores that were looked at, each of
    which is `before`, `after` or `mixed`; `killed` the processes that were ended for it.
    """

    change: str
    grain: str
    points: int = 0
    looked: int = 0
    killed: int = 0
    before: int = 0
    after: int = 0
    mixed: int = 0
    leftovers: int = 0
    failed_again: int = 0
    slowest_reopening: float = 0.0


@dataclass(frozen=True)
class Ends:
    """What a store shows before a change and after it."""

    before: State
    after: State


class Trials:
    """Stores and uploads for the kills, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        load_bundle()
        self.origin = folder / "origin"
        publish(self.origin)
        self.uploads = Uploads(self.origin, folder)
        self._looked: dict[tuple[str, str], State | None] = {}
        self._made_again: dict[tuple[str, str], bool] = {}

    def _fresh(self, base: Path) -> Path:
        return self._copy(base, "store")

    def _copy(self, store: Path, name: str) -> Path:
        copy = self.folder / name
        shutil.rmtree(copy, ignore_errors=True)
        if store.exists():
            shutil.copytree(store, copy)
        return copy

    def _prepared(self, change: Change) -> tuple[Path, Ends]:
        base = self._copy(self.origin, "base")
        change.prepare(base, self.uploads)
        # A store that cannot be looked at without mending it has the mended one as its state before.
        before = state(self._fresh(base))
        store = self._fresh(base)
        change.act(store, self.uploads)
        return base, Ends(before, state(store))

    def kill(self, change: Change, *, quick: bool = False) -> Outcome:
        """Kill `change` before every step on disk, and make it once more after each kill.

        `quick` kills just before each rename, which is what makes a change visible, and just after the last,
        and does not make it again.
        """
        base, ends = self._prepared(change)
        store = self._fresh(base)
        steps = run_child(lambda: change.act(store, self.uploads), store, "disk", None) or []
        points = list(range(len(steps)))
        if quick:
            renames = [number for number, step in enumerate(steps) if step.startswith("os.rename")]
            # What renames nothing has few steps: all of them are tried.
            points = [*renames, renames[-1] + 1] if renames else points
        outcome = Outcome(change.name, "disk")
        for point in points:
            self._kill_at(change, base, "disk", point)
            outcome.killed += 1
            self._inspect(change, self.folder / "store", ends, outcome, again=not quick)
        outcome.points = len(points)
        return outcome

    def watch(self, change: Change) -> Outcome:
        """Look at what a kill at any line of `change` leaves, and kill for real at some of them."""
        base, ends = self._prepared(change)
        outcome = Outcome(change.name, "line")
        lines: list[int] = []

        def look(line: int) -> None:
            lines.append(line)
            self._inspect(change, self._copy(self.folder / "store", "looked"), ends, outcome)

        store = self._fresh(base)
        outcome.points = len(watch_lines(lambda: change.act(store, self.uploads), store, look))
        for line in lines[:: max(1, len(lines) // KILLED_TOO)]:
            self._kill_at(change, base, "line", line)
            outcome.killed += 1
            self._inspect(change, self.folder / "store", ends, outcome)
        return outcome

    def _kill_at(self, change: Change, base: Path, grain: Grain, point: int) -> None:
        store = self._fresh(base)
        ended = run_child(lambda: change.act(store, self.uploads), store, grain, point)
        assert ended is None, f"{change.name} ended before its step {point}"

    def _inspect(
        self, change: Change, store: Path, ends: Ends, outcome: Outcome, *, again: bool = True
    ) -> None:
        """Open a store that was left behind, clear it as the next writer does, and make the change again."""
        cleared = self._copy(store, "cleared")
        outcome.leftovers += len(leftovers(cleared))
        key = (change.name, contents(cleared))
        # To build the same snapshot from the same files once more would only take time.
        if key not in self._looked or is_whole(store, published_version(store) or ""):
            started = time.perf_counter()
            self._looked[key] = _shown(store)
            outcome.slowest_reopening = max(outcome.slowest_reopening, time.perf_counter() - started)
        left = self._looked[key]
        outcome.looked += 1
        outcome.after += left == ends.after
        outcome.before += left == ends.before != ends.after
        outcome.mixed += left not in (ends.before, ends.after)
        if again:
            if key not in self._made_again:
                with suppress(StoreError):
                    change.act(cleared, self.uploads)
                # What is refused, as it had been done already, leaves the line of the log to the next writer.
                with logged(cleared):
                    pass
                shown = _shown(cleared)
                self._made_again[key] = shown == ends.after and not problems(cleared)
            outcome.failed_again += not self._made_again[key]


def _shown(store: Path) -> State | None:
    """Return what a store shows; None, with the reason on standard error, if it is not whole."""
    try:
        return state(store)
    except (AssertionError, StoreError) as error:
        print(f"  {error}", file=sys.stderr)
        return None


def contents(store: Path) -> str:
    """Return a digest of the names and bytes of all files of a store.

    Moments differ between two runs of the same change, and so do the files that hold one: they count as
    different.
    """
    digest = hashlib.sha256()
    for path in sorted(store.rglob("*")):
        digest.update(f"{path.relative_to(store)}\n".encode())
        if path.is_file():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
