"""Every benchmark in one table, on a store of its own: `make bench`, or `make bench-quick` in a few minutes.

    python -m benchmarks.everything [--quick] [--only scoring,pages,faults] [--out benchmarks.md]

Each line stands beside a peer or a limit of the same run. Every group runs in a process of its own, so that
none is measured with another's memory and threads, and one that fails does not end the rest. `--out` writes
the table to a file as well, to lay beside docs/PERFORMANCE.md. The half-hour soak and visitors who never
pause run only when named: `--only soak,saturation`. Exit status 1 if a target was missed or a group failed.
"""

import argparse
import json
import logging
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks import (
    briefs,
    damage,
    faults,
    figures,
    fuzz_reception,
    golden,
    growth,
    hostile,
    ingest,
    kill_during_accept,
    linelist,
    load,
    pages,
    reproduction,
    scoring,
    serving,
    volume,
)
from benchmarks.record import Record, heading, limit, line, machine, markdown_heading, markdown_line
from benchmarks.volume import timed
from etl.store import PROJECT

BUILD_LIMIT_SECONDS = 10.0


def building(*, quick: bool) -> Iterator[Record]:
    """Time the first build of a store from the bundled tables, from the command line, and its memory."""
    times, peaks = [], []
    for _ in range(1 if quick else 3):
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
    """Let visitors in: alone, with an analyst, and fifty at once."""
    if quick:
        yield from load.records(load.Options(sessions=5, interactions=20, think=1.0))
        return
    yield from load.records(load.Options(sessions=20))
    yield from load.records(
        load.Options(sessions=20, interactions=10**9, seconds=300, publish=5), targets=False
    )
    yield from load.records(load.Options(sessions=50, think=4.0), targets=False)


def saturation(*, quick: bool) -> Iterator[Record]:
    """Let visitors in who never pause: what one worker can do at most."""
    clicks = 10 if quick else 50
    yield from load.records(load.Options(sessions=20, interactions=clicks, think=0.0), targets=False)


def soak(*, quick: bool) -> Iterator[Record]:
    """Let visitors stay for half an hour, with a publication a minute."""
    seconds = 60 if quick else 1800
    yield from load.records(
        load.Options(sessions=20, interactions=10**9, seconds=seconds, publish=60, think=5.0)
    )


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
    "ingest": lambda quick: ingest.records(100_000 if quick else ingest.ROWS),
    "figures": lambda quick: figures.records(2, 4) if quick else figures.records(),
    "fuzz": lambda quick: fuzz_reception.records(500 if quick else fuzz_reception.CASES),
    "faults": lambda quick: faults.records(quick=quick),
    "kills": lambda quick: kill_during_accept.records(10 if quick else 200),
    "golden": lambda quick: golden.records(),
    "hostile": lambda quick: hostile.records(8 if quick else None),
    "damage": lambda quick: damage.records(6 if quick else damage.FREE_STEPS),
    "serving": lambda quick: serving.records(6 if quick else 12, 30 if quick else 60),
    "load": lambda quick: loads(quick=quick),
    "saturation": lambda quick: saturation(quick=quick),
    "soak": lambda quick: soak(quick=quick),
}
ON_REQUEST = ("saturation", "soak")


def run_group(name: str, *, quick: bool, store: str) -> Iterator[Record]:
    """Run one group in a process of its own and pass on its lines; raise CalledProcessError if it fails."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.everything",
        "--group",
        name,
        *(["--quick"] if quick else []),
    ]
    # Pages that are run without a server look for their data here.
    settings = {"RESPONSE_STORE": store}
    with subprocess.Popen(
        command, cwd=PROJECT, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True
    ) as process:
        for text in process.stdout or ():
            yield Record(**json.loads(text))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def hand_over(name: str, *, quick: bool) -> None:
    """Run one group in this process and print its lines as JSON; what else it prints is for people."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as parent:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        for record in GROUPS[name](quick):
            parent.write(json.dumps(asdict(record), default=float) + "\n")
            parent.flush()


class Table:
    """The one table: printed line by line, and written to a file as well where one is given."""

    def __init__(self, out: Path | None) -> None:
        self._out = out
        self.missed = 0
        about = f"{machine()}; {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
        print(f"{about}\n{heading()}", flush=True)
        if out is not None:
            out.write_text(f"{about}\n\n{markdown_heading()}\n", "utf-8")

    def add(self, record: Record) -> None:
        """Show one line."""
        self.missed += record.met is False
        print(line(record), flush=True)
        self._write(markdown_line(record))

    def say(self, text: str) -> None:
        """Show a sentence under the table."""
        print(f"\n{text}", flush=True)
        self._write(f"\n{text}")

    def _write(self, text: str) -> None:
        if self._out is not None:
            with self._out.open("a", encoding="utf-8") as handle:
                handle.write(f"{text}\n")


def run(wanted: list[str], *, quick: bool, out: Path | None = None) -> int:
    """Run groups one after the other on a store of their own, show the table, and return the exit status."""
    table = Table(out)
    failed, minutes = [], []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        store = f"{folder}/store"
        build = [sys.executable, "-m", "etl.build", "--store", store]
        subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)
        for name in wanted:
            started = time.monotonic()
            try:
                for record in run_group(name, quick=quick, store=store):
                    table.add(record)
            except (subprocess.CalledProcessError, ValueError) as error:
                print(f"{name}: {error}", file=sys.stderr)
                failed.append(name)
            minutes.append((time.monotonic() - started) / 60)
    spent = ", ".join(f"{name} {took:.1f}" for name, took in zip(wanted, minutes, strict=True))
    table.say(f"minutes: {spent}; {sum(minutes):.0f} in all")
    table.say(f"{table.missed} targets missed" if table.missed else "every target met")
    ended = (
        f"groups that failed: {', '.join(failed)}" if failed else f"all {len(wanted)} groups ran to their end"
    )
    table.say(ended)
    return int(bool(table.missed or failed))


def main() -> int:
    """Run the benchmarks and return 1 if a target was missed or a group failed."""
    parser = argparse.ArgumentParser(description="Every benchmark in one table.")
    parser.add_argument("--quick", action="store_true", help="small sizes: a few minutes in all")
    parser.add_argument("--only", default="", metavar="GROUP,…", help=", ".join(GROUPS))
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table there in Markdown, too")
    parser.add_argument("--group", choices=tuple(GROUPS), help="this group alone, as JSON, in this process")
    options = parser.parse_args()
    if options.group:
        hand_over(options.group, quick=options.quick)
        return 0
    named = [name for name in options.only.split(",") if name]
    if unknown := set(named) - GROUPS.keys():
        parser.error(f"no group {', '.join(sorted(unknown))}: there are {', '.join(GROUPS)}")
    everything = [name for name in GROUPS if name not in ON_REQUEST]
    return run(named or everything, quick=options.quick, out=options.out)


if __name__ == "__main__":
    sys.exit(main())
