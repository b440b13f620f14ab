"""Every benchmark in one table, on a store of its own: `make bench`, or `make bench-quick` in a few minutes.

    python -m benchmarks.everything [--quick] [--only scoring,pages,faults]

Each line stands beside a peer or a limit of the same run. Figures and the million rows print tables of their
own, which follow. Exit status 1 if a target was missed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator

from benchmarks import (
    briefs,
    damage,
    faults,
    growth,
    kill_during_accept,
    linelist,
    load,
    pages,
    reproduction,
    scoring,
    serving,
    volume,
)
from benchmarks.record import Record, heading, limit, machine, show
from benchmarks.volume import timed
from etl.store import PROJECT

OTHERS = {"ingest": "benchmarks.ingest", "figures": "benchmarks.figures"}
BUILD_LIMIT_SECONDS = 10.0


def building(*, quick: bool) -> Iterator[Record]:
    """Time the first build of a store from the bundled tables, from the command line, and its memory."""
    times, peaks = [], []
    for _ in range(1 if quick else 5):
        with tempfile.TemporaryDirectory() as folder:
            seconds, peak = timed(["-m", "etl.build", "--store", f"{folder}/store"])
        times.append(seconds)
        peaks.append(peak)
    yield limit("build", "bundled tables to a published snapshot", min(times), "s", BUILD_LIMIT_SECONDS)
    yield Record("build", "the same: peak memory", max(peaks), "MB")


def page_times(*, quick: bool) -> Iterator[Record]:
    """Time the warm run of every page on the server beside its limit."""
    for page in sorted((PROJECT / "pages").glob("*.py")):
        times = pages.server_times(page, 5 if quick else 15)
        yield limit("pages", f"{page.stem}: warm run", statistics.median(times), "ms", pages.SERVER_LIMIT_MS)
        if not quick:
            late = load.percentile(pages.interaction_times(page, 60), 95)
            yield limit("pages", f"{page.stem}: 95 % of clicks", late, "ms", pages.INTERACTION_LIMIT_MS)


def loads(*, quick: bool) -> Iterator[Record]:
    """Let visitors in: alone, without pause, with an analyst, and fifty at once."""
    if quick:
        yield from load.records(load.Options(sessions=5, interactions=20, think=1.0))
        return
    yield from load.records(load.Options(sessions=20))
    yield from load.records(load.Options(sessions=20, interactions=50, think=0.0), targets=False)
    yield from load.records(
        load.Options(sessions=20, interactions=10**9, seconds=300, publish=5), targets=False
    )
    yield from load.records(load.Options(sessions=50, think=5.0), targets=False)


def line_lists(*, quick: bool) -> Iterator[Record]:
    """Aggregate line lists of growing length."""
    for rows in (1_000_000,) if quick else (1_000_000, 10_000_000, 100_000_000):
        yield from linelist.records(rows)


GROUPS: dict[str, Callable[[bool], Iterator[Record]]] = {
    "build": lambda quick: building(quick=quick),
    "scoring": lambda quick: scoring.records(),
    "reproduction": lambda quick: reproduction.records(),
    "pages": lambda quick: page_times(quick=quick),
    "briefs": lambda quick: briefs.records(1 if quick else 5, 4 if quick else 30),
    "growth": lambda quick: growth.records((1, 3) if quick else (1, 10, 100)),
    "volume": lambda quick: volume.records(1_000_000 if quick else volume.ROWS),
    "linelist": lambda quick: line_lists(quick=quick),
    "faults": lambda quick: faults.records(quick=quick),
    "kills": lambda quick: kill_during_accept.records(10 if quick else 200),
    "damage": lambda quick: damage.records(6 if quick else damage.FREE_STEPS),
    "serving": lambda quick: serving.records(6 if quick else 12, 30 if quick else 60),
    "load": lambda quick: loads(quick=quick),
}


def main() -> int:
    """Run the benchmarks and return 1 if a target was missed."""
    parser = argparse.ArgumentParser(description="Every benchmark in one table.")
    parser.add_argument("--quick", action="store_true", help="small sizes: a few minutes in all")
    parser.add_argument("--only", default="", metavar="GROUP,…", help=", ".join([*GROUPS, *OTHERS]))
    options = parser.parse_args()
    wanted = [name for name in options.only.split(",") if name] or [*GROUPS, *OTHERS]
    print(machine())
    print(heading())
    missed = 0
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        # Pages that are run without a server look for their data here.
        os.environ["RESPONSE_STORE"] = f"{folder}/store"
        # Without a server Streamlit warns at every element that there is none.
        os.environ["STREAMLIT_LOGGER_LEVEL"] = "error"
        subprocess.run([sys.executable, "-m", "etl.build"], cwd=PROJECT, check=True, capture_output=True)
        for name in wanted:
            if name in GROUPS:
                missed += show(GROUPS[name](options.quick))
        for name in wanted:
            if name in OTHERS and not options.quick:
                print(f"\n{name}")
                sys.stdout.flush()
                subprocess.run([sys.executable, "-m", OTHERS[name]], cwd=PROJECT, check=False)
    print(f"\n{missed} targets missed" if missed else "\nevery target met")
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main())
