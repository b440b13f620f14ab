"""Every benchmark in one table, on a store of its own: `make bench`, or `make bench-quick` in a few minutes.

    python -m benchmarks.everything [--quick] [--only scoring,pages,faults]

Each line stands beside a peer or a limit of the same run. Every group runs in a process of its own, so that
none is measured with another's memory and threads, and one that fails does not end the rest. Figures and the
million rows print tables of their own, which follow. Exit status 1 if a target was missed or a group failed.
"""

import argparse
import logging
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec

from streamlit.testing.v1 import AppTest

from benchmarks import (
    briefs,
    damage,
    faults,
    golden,
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
from benchmarks.record import NOT_MET, Record, heading, limit, machine, show
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


def empty_page() -> AppTest:
    """Return a warm page of Streamlit with nothing but a title: the least that a run can take."""
    app = AppTest.from_string("import streamlit as st\n\nst.title('Empty')\n")
    app.run()
    app.run()
    return app


def page_times(*, quick: bool) -> Iterator[Record]:
    """Time the warm run of every page on the server beside an empty page's, in turn, and beside its limit."""
    # Without a server Streamlit warns at every element that there is none.
    logging.disable(logging.WARNING)
    empty = empty_page()
    for page in sorted((PROJECT / "pages").glob("*.py")):
        app = pages.warm(page)
        pairs = [(pages.timed(app), pages.timed(empty)) for _ in range(5 if quick else 15)]
        own, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
        yield Record("pages", f"{page.stem}: warm run", own, "ms", "empty Streamlit page", bare)
        yield limit("pages", f"{page.stem}: warm run", own, "ms", pages.SERVER_LIMIT_MS)
        if not quick:
            late = load.percentile([spent for spent, _ in pages.interaction_times(page, 60)], 95)
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
    spark = all(find_spec(package) for package in ("pyspark", "sqlglot")) and shutil.which("java")
    for rows in (1_000_000,) if quick else (1_000_000, 10_000_000):
        yield from linelist.records(rows, linelist.ENGINES if spark else ("duckdb",))
    if not quick:
        yield from linelist.records(100_000_000)


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
    "golden": lambda quick: golden.records(),
    "damage": lambda quick: damage.records(6 if quick else damage.FREE_STEPS),
    "serving": lambda quick: serving.records(6 if quick else 12, 30 if quick else 60),
    "load": lambda quick: loads(quick=quick),
}


def run_group(name: str, *, quick: bool, store: str) -> tuple[int, bool]:
    """Run one group in a process of its own, its lines passed on; return targets missed, and if it failed."""
    command = [sys.executable, "-m", OTHERS.get(name, "benchmarks.everything")]
    if name in GROUPS:
        command += ["--group", name, *(["--quick"] if quick else [])]
    # Pages that are run without a server look for their data here.
    settings = {"RESPONSE_STORE": store}
    missed = 0
    with subprocess.Popen(
        command, cwd=PROJECT, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True
    ) as process:
        for text in process.stdout or ():
            print(text, end="", flush=True)
            missed += NOT_MET in text
    return missed, process.returncode != 0


def run(wanted: list[str], *, quick: bool) -> int:
    """Run groups one after the other on a store of their own, print the table, and return the exit status."""
    print(machine())
    print(heading(), flush=True)
    missed, failed = 0, []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        store = f"{folder}/store"
        build = [sys.executable, "-m", "etl.build", "--store", store]
        subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)
        for name in wanted:
            if name in OTHERS:
                print(f"\n{name}", flush=True)
            group_missed, group_failed = run_group(name, quick=quick, store=store)
            missed += group_missed
            failed += [name] if group_failed else []
    print(f"\n{missed} targets missed" if missed else "\nevery target met")
    print(
        f"groups that failed: {', '.join(failed)}" if failed else f"all {len(wanted)} groups ran to their end"
    )
    return int(bool(missed or failed))


def main() -> int:
    """Run the benchmarks and return 1 if a target was missed or a group failed."""
    parser = argparse.ArgumentParser(description="Every benchmark in one table.")
    parser.add_argument("--quick", action="store_true", help="small sizes: a few minutes in all")
    parser.add_argument("--only", default="", metavar="GROUP,…", help=", ".join([*GROUPS, *OTHERS]))
    parser.add_argument("--group", choices=tuple(GROUPS), help="this group alone, in this process")
    options = parser.parse_args()
    if options.group:
        show(GROUPS[options.group](options.quick))
        return 0
    everything = [*GROUPS, *(() if options.quick else OTHERS)]
    return run([name for name in options.only.split(",") if name] or everything, quick=options.quick)


if __name__ == "__main__":
    sys.exit(main())
