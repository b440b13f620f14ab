"""Kill every step of every change to the store, and look at what is left.

    python -m benchmarks.faults              # every change on disk, and every line of the write path
    python -m benchmarks.faults --quick      # what makes a change visible, in half a minute

Accepting, withdrawing, restoring, handing in, approving, rejecting, giving and withdrawing a framework,
remembering a name, signing out, publishing the first time, and rebuilding a damaged snapshot are each run
once for every step on disk that they have, killed before it; then once more with a look at every line
(benchmarks.fault_points). After each the store must open, and batches, events, submissions, frameworks,
names and rows must be wholly as before or wholly as after; then the change is made again and must come out
right, with nothing for etl.verify to find.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.changes import CHANGES, Change
from benchmarks.fault_trials import Outcome, Trials
from benchmarks.record import Record, limit, show


def outcomes(changes: tuple[Change, ...] = CHANGES, *, quick: bool) -> Iterator[Outcome]:
    """Run changes, killed at every step on disk and, unless `quick`, watched at every line."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        trials = Trials(Path(folder))
        for change in changes:
            yield trials.kill(change, quick=quick)
            if not quick:
                yield trials.watch(change)


def records(changes: tuple[Change, ...] = CHANGES, *, quick: bool = False) -> Iterator[Record]:
    """Return the kills of each change beside the limit of no mixed state."""
    for outcome in outcomes(changes, quick=quick):
        where = "steps on disk" if outcome.grain == "disk" else "lines"
        kills = f"{outcome.change}: killed at each of {outcome.points:,} {where}"
        wrong = outcome.mixed + outcome.failed_again + outcome.leftovers
        what = f"of {outcome.before:,} before, {outcome.after:,} after"
        yield limit("faults", kills, wrong, "wrong", 0, what=what)
        yield limit("faults", f"{outcome.change}: slowest reopening", outcome.slowest_reopening, "s", 2.0)


def main() -> None:
    """Run the kills and print the table, or one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="only around the renames, and not made again")
    parser.add_argument("--only", default="", metavar="CHANGE,…", help=", ".join(one.name for one in CHANGES))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    wanted = [name for name in options.only.split(",") if name]
    changes = tuple(change for change in CHANGES if not wanted or change.name in wanted)
    if options.json:
        for outcome in outcomes(changes, quick=options.quick):
            print(json.dumps(asdict(outcome)), flush=True)
        return
    sys.exit(min(show(records(changes, quick=options.quick)), 1))


if __name__ == "__main__":
    main()
