"""Kill every step of every change to the store, and look at what is left.

    python -m benchmarks.faults              # every change on disk, and every line of the write path
    python -m benchmarks.faults --quick      # what makes a change visible, in half a minute

Accepting, withdrawing, restoring, handing in, approving, rejecting, publishing the first time, and rebuilding
a damaged snapshot are each run once for every step that they have, killed before it. After each kill the
store must open, and batches, events, submissions and rows must be wholly as before or wholly as after; then
the change is made again and must come out right.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.fault_points import Grain, run_child
from benchmarks.record import Record, limit, show
from etl.batches import accept, restore, withdraw
from etl.bundle import load_bundle
from etl.contracts import DATASETS
from etl.ingest import references_of
from etl.intake import Intake, intake
from etl.pending import approve, reject, submit
from etl.receipts import active, read_batches
from etl.reception import Options
from etl.snapshot import open_snapshot, publish, published_version, snapshot_file
from etl.snapshot_build import content_version
from etl.store import StoreError, locked
from etl.submissions import read_submissions

# A code of the test's own: the names of real places stay out of made-up numbers.
UPLOAD = "source_id,title,publisher,licence,grade\ntest_source,Title {turn},Publisher,none,C\n"
State = tuple[tuple[tuple[str, str, int], ...], tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


@dataclass
class Outcome:
    """What the kills of one change have shown."""

    change: str
    grain: str
    points: int = 0
    before: int = 0
    after: int = 0
    mixed: int = 0
    leftovers: int = 0
    failed_again: int = 0
    slowest_reopening: float = 0.0


@dataclass(frozen=True)
class Change:
    """A change to a store: what must be there first, and what is done."""

    name: str
    prepare: Callable[[Path, "Uploads"], None]
    act: Callable[[Path, "Uploads"], object]


class Uploads:
    """Two checked versions of one small file, read once."""

    def __init__(self, store: Path, folder: Path) -> None:
        snapshot = open_snapshot(store)
        references = references_of(snapshot)
        snapshot.close()
        self.first, self.second = (self._check(folder, references, turn) for turn in (1, 2))

    @staticmethod
    def _check(folder: Path, references: dict, turn: int) -> Intake:
        path = folder / f"upload{turn}.csv"
        path.write_text(UPLOAD.format(turn=turn), "utf-8")
        return intake(path, DATASETS["source"], references)


def _last(store: Path) -> str:
    return read_batches(store)[-1].batch_id


def _nothing(store: Path, uploads: Uploads) -> None:
    """The store as it is."""


def _two(store: Path, uploads: Uploads) -> None:
    accept(store, uploads.first, "analyst")
    accept(store, uploads.second, "analyst")


def _withdrawn(store: Path, uploads: Uploads) -> None:
    _two(store, uploads)
    withdraw(store, _last(store), "typing error", "analyst")


def _empty(store: Path, uploads: Uploads) -> None:
    shutil.rmtree(store)


def _damaged(store: Path, uploads: Uploads) -> None:
    accept(store, uploads.first, "analyst")
    path = snapshot_file(store, published_version(store) or "")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def _withdraw(store: Path, uploads: Uploads) -> object:
    return withdraw(store, _last(store), "typing error", "analyst")


def _restore(store: Path, uploads: Uploads) -> object:
    return restore(store, _last(store), "it was right", "analyst")


def _submit(store: Path, uploads: Uploads) -> object:
    return submit(store, uploads.first, "analyst", Options(dataset="source"))


def _waiting(store: Path, uploads: Uploads) -> None:
    _submit(store, uploads)


def _approve(store: Path, uploads: Uploads) -> object:
    return approve(store, read_submissions(store)[-1].submission_id, "approver")


def _reject(store: Path, uploads: Uploads) -> object:
    return reject(store, read_submissions(store)[-1].submission_id, "not needed", "approver")


CHANGES = (
    Change("accept", _nothing, lambda store, uploads: accept(store, uploads.first, "analyst")),
    Change("withdraw", _two, _withdraw),
    Change("restore", _withdrawn, _restore),
    Change("submit", _nothing, _submit),
    Change("approve", _waiting, _approve),
    Change("reject", _waiting, _reject),
    Change("publish", _empty, lambda store, uploads: publish(store)),
    Change("rebuild", _damaged, lambda store, uploads: open_snapshot(store).close()),
)


def state(store: Path) -> State:
    """Return batches with their status and events, and the rows that are served; no time of day in it."""
    snapshot = open_snapshot(store)
    try:
        batches = read_batches(store)
        assert snapshot.version == content_version(active(batches)), "the rows are not those of the batches"
        assert published_version(store) == snapshot.version, "another version is published"
        assert not snapshot.notices, [notice.text("en") for notice in snapshot.notices]
        rows = snapshot.frame("SELECT title, batch_id FROM source WHERE source_id = 'test_source'")
        count = snapshot.frame("SELECT count(*) AS n FROM unit")["n"].item()
        assert count > 3000, "the bundled tables are not all there"
    finally:
        snapshot.close()
    held = tuple((batch.batch_id, batch.status, len(batch.events)) for batch in batches)
    waiting = tuple((one.submission_id, one.status) for one in read_submissions(store))
    return held, tuple(rows.itertuples(index=False, name=None)), waiting


def leftovers(store: Path) -> list[Path]:
    """Return the unfinished files of a killed writer that the next writer did not clear."""
    with locked(store):
        return [path for path in store.rglob(".*") if path.name != ".lock"]


class Trials:
    """Stores and uploads for the kills, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        load_bundle()
        self.origin = folder / "origin"
        publish(self.origin)
        self.uploads = Uploads(self.origin, folder)

    def _fresh(self, base: Path) -> Path:
        store = self.folder / "store"
        shutil.rmtree(store, ignore_errors=True)
        if base.exists():
            shutil.copytree(base, store)
        return store

    def run(self, change: Change, grain: Grain, *, quick: bool = False, stride: int = 1) -> Outcome:
        """Kill `change` before every step, or every `stride`-th; on disk make it once more after each kill.

        `quick` kills just before each rename, which is what makes a change visible, and just after the last,
        and does not make it again.
        """
        base = self.folder / "base"
        shutil.rmtree(base, ignore_errors=True)
        shutil.copytree(self.origin, base)
        change.prepare(base, self.uploads)

        def act(store: Path) -> object:
            return change.act(store, self.uploads)

        # A store that cannot be looked at without mending it has the mended one as its state before.
        store = self._fresh(base)
        before = state(store)
        store = self._fresh(base)
        steps = run_child(lambda: act(store), store, grain, None) or []
        after = state(store)
        outcome = Outcome(change.name, grain)
        points = list(range(0, len(steps), stride))
        if quick:
            renames = [number for number, step in enumerate(steps) if step.startswith("os.rename")]
            points = [*renames, renames[-1] + 1]
        for point in points:
            store = self._fresh(base)
            killed = run_child(lambda: act(store), store, grain, point) is None  # noqa: B023  used at once
            assert killed, f"{change.name} ended before its step {point}"
            outcome.points += 1
            self._inspect(store, before, after, outcome)
            if grain == "disk" and not quick:
                with suppress(StoreError):
                    act(store)
                outcome.failed_again += state(store)[1] != after[1]
        return outcome

    @staticmethod
    def _inspect(store: Path, before: State, after: State, outcome: Outcome) -> None:
        started = time.perf_counter()
        left = state(store)
        outcome.slowest_reopening = max(outcome.slowest_reopening, time.perf_counter() - started)
        outcome.after += left == after
        outcome.before += left == before and before != after
        outcome.mixed += left not in (before, after)
        outcome.leftovers += len(leftovers(store))


def outcomes(*, quick: bool, stride: int = 1) -> Iterator[Outcome]:
    """Run every change, killed at every step on disk and, unless `quick`, at every line."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        trials = Trials(Path(folder))
        for change in CHANGES:
            yield trials.run(change, "disk", quick=quick)
        if not quick:
            for change in CHANGES:
                yield trials.run(change, "line", stride=stride)


def records(*, quick: bool = False, stride: int = 1) -> Iterator[Record]:
    """Return the kills of each change beside the limit of no mixed state."""
    for outcome in outcomes(quick=quick, stride=stride):
        where = "steps on disk" if outcome.grain == "disk" else "lines of code"
        kills = f"{outcome.change}: killed at each of {outcome.points:,} {where}"
        wrong = outcome.mixed + outcome.failed_again + outcome.leftovers
        what = "mixed, unrepeatable, or litter left"
        yield limit("faults", kills, wrong, "wrong", 0, what=what)
        yield limit("faults", f"{outcome.change}: slowest reopening", outcome.slowest_reopening, "s", 2.0)


def main() -> None:
    """Run the kills and print the table, or one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="only around the renames, and not made again")
    parser.add_argument("--stride", type=int, default=1, help="every n-th line only")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.json:
        for outcome in outcomes(quick=options.quick, stride=options.stride):
            print(json.dumps(asdict(outcome)), flush=True)
        return
    sys.exit(min(show(records(quick=options.quick, stride=options.stride)), 1))


if __name__ == "__main__":
    main()
