"""Many visitors at once, each checking its own numbers, while an analyst publishes.

    python -m benchmarks.load --sessions 20 --interactions 200              # thoughtful readers
    python -m benchmarks.load --sessions 20 --interactions 200 --think 0    # nobody ever waits: saturation
    python -m benchmarks.load --sessions 20 --seconds 300 --publish 5       # with an analyst
    python -m benchmarks.load --sessions 20 --seconds 1800 --publish 60     # soak

Visitors speak Streamlit's own protocol from one process over the loopback; each keeps to a few places and one
to the test county, whose numbers change with every publication. After every run the place, the data version,
and on the overview scores, ranks and bands must be those computed straight from the snapshot of the version
that the page itself names.
"""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_up import COUNTY, PLACES, accept_text, resources
from benchmarks.protocol import Visitor
from benchmarks.readers import UNITS, Reader, Results, Truths, wrong
from benchmarks.record import Record, limit, machine, show
from benchmarks.server import Server, running
from benchmarks.truth import Truth, from_plain, published_truths, truths_of
from etl.snapshot import publish
from etl.store import PROJECT
from locales import LANGUAGES, Language

P95_SECONDS, P99_SECONDS, GROWTH_MB = 1.0, 2.0, 100.0
LOG_CHARACTERS = 4000
SETTLED_SECONDS = 300.0
"""Memory is compared with what the server held after five minutes of load: until then its caches fill."""


@dataclass(frozen=True)
class Options:
    """How many come, for how long, and how often the analyst publishes (0: never)."""

    sessions: int = 20
    interactions: int = 200
    seconds: float = 3600.0
    think: float = 2.0
    publish: float = 0.0


async def _warm(server: Server) -> None:
    for language in LANGUAGES:
        async with Visitor(server.address, {"lang": language, "focus": COUNTY}) as visitor:
            await visitor.open("")
            for page in list(visitor.pages):
                await visitor.open(page)


async def _watch(results: Results, server: Server, started: float) -> None:
    while True:
        results.memory.append((time.monotonic() - started, server.memory))
        await asyncio.sleep(10)


async def drive(server: Server, options: Options, truths: dict[str, dict[Language, Truth]]) -> Results:
    """Let visitors in, ten a second, until all have done what they came for."""
    results = Results()
    names = {unit: {language: one.name for language, one in by.items()} for unit, by in truths.items()}
    started = time.monotonic()
    watching = asyncio.create_task(_watch(results, server, started))
    staying = []
    for number in range(options.sessions):
        reader = Reader(number, server.address, results, options.think)
        stay = reader.stay(options.interactions, started + options.seconds, names)
        staying.append(asyncio.create_task(stay))
        await asyncio.sleep(0.1)
    await asyncio.gather(*staying)
    watching.cancel()
    results.wall = time.monotonic() - started
    results.memory.append((results.wall, server.memory))
    return results


@contextmanager
def analyst(store: Path, options: Options, said: Path) -> Iterator[None]:
    """Publish in a process of its own while the block runs, if the options ask for it."""
    if not options.publish:
        yield
        return
    command = [sys.executable, "-m", "benchmarks.publisher", "--store", str(store)]
    command += ["--units", ",".join(UNITS), "--every", str(options.publish)]
    command += ["--seconds", str(options.seconds)]
    with said.open("wb") as handle, subprocess.Popen(command, cwd=PROJECT, stdout=handle) as process:
        try:
            yield
        finally:
            process.terminate()


def run(options: Options, folder: Path) -> tuple[Results, Truths, list[float]]:
    """Serve a store of its own and load it; return results, truths by version, and the publishing times."""
    store = folder / "store"
    publish(store)
    accept_text(store, folder, "unit", PLACES)
    accept_text(store, folder, "resource", resources(0))
    version, first = published_truths(store, UNITS)
    truths: Truths = {version: first}
    publishing: list[float] = []
    said = folder / "published.jsonl"
    with running(store, folder / "server.log") as server:
        asyncio.run(_warm(server))
        with analyst(store, options, said):
            results = asyncio.run(drive(server, options, truths[version]))
    for line in said.read_text("utf-8").splitlines() if said.exists() else ():
        published = json.loads(line)
        truths[published["version"]] = from_plain(published["truths"])
        publishing.append(published["publishing"])
    for last in {seen.version for seen in results.seen} - truths.keys():
        # Published in the instant in which the analyst was stopped, before it could say so.
        truths[last] = truths_of(store, last, UNITS)
    return results, truths, publishing


def percentile(values: list[float], share: int) -> float:
    """Return a percentile of values, as the smallest value that `share` % do not exceed.

    >>> percentile([3.0, 1.0, 2.0], 50)
    2.0
    """
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def records(options: Options, *, targets: bool = True) -> Iterator[Record]:
    """Run one load and return its figures; `targets` sets the limits of time and memory."""
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        results, truths, publishing = run(options, Path(folder))
        if results.errors:
            said = (Path(folder) / "server.log").read_text("utf-8", errors="replace")
            print(said[-LOG_CHARACTERS:], file=sys.stderr)
    name = f"{options.sessions} sessions"
    name += f", analyst every {options.publish:g} s" if options.publish else ""
    name += f", think {options.think:g} s" if options.think else ", no pause"
    mistakes = wrong(results, truths)
    for line in [*mistakes[:10], *(f"{count} × {text}" for text, count in results.errors.most_common(10))]:
        print(f"  {line}", file=sys.stderr)
    runs = results.runs
    numbers = f"{name}: {len(results.seen):,} pages checked under {len(truths)} versions"
    yield limit("load", numbers, len(mistakes), "wrong", 0)
    yield limit("load", f"{name}: {len(runs):,} runs", results.errors.total(), "errors", 0)
    p95, p99 = percentile(runs, 95), percentile(runs, 99)
    if targets:
        yield limit("load", f"{name}: 95 % of runs within", p95, "s", P95_SECONDS)
        yield limit("load", f"{name}: 99 % of runs within", p99, "s", P99_SECONDS)
    else:
        yield Record("load", f"{name}: 95 % of runs within", p95, "s")
        yield Record("load", f"{name}: 99 % of runs within", p99, "s")
    yield Record("load", f"{name}: half of runs within", statistics.median(runs), "s")
    yield Record("load", f"{name}: runs a second", len(runs) / results.wall, "runs/s")
    if publishing:
        yield Record("load", f"{name}: publishing, median", statistics.median(publishing), "s")
    settled = next((mb for second, mb in results.memory if second >= SETTLED_SECONDS), None)
    first, last = results.memory[0][1], results.memory[-1][1]
    if settled is not None and results.wall > 2 * SETTLED_SECONDS:
        yield limit("load", f"{name}: growth after {SETTLED_SECONDS:.0f} s", last - settled, "MB", GROWTH_MB)
    yield Record("load", f"{name}: memory at the end; at the start", last, "MB", "at the start", first)
    for minute in range(5, int(results.wall // 60), 5):
        held = next(mb for second, mb in results.memory if second >= 60 * minute)
        yield Record("load", f"{name}: memory after {minute} minutes", held, "MB")
    for page, seconds in sorted(results.seconds.items()):
        yield Record("load", f"{name}: {page}, 95 % within", percentile(seconds, 95), "s")


def main() -> None:
    """Run one load and print its table."""
    parser = argparse.ArgumentParser(description="Let many visitors in.")
    parser.add_argument("--sessions", type=int, default=Options.sessions)
    parser.add_argument("--interactions", type=int)
    parser.add_argument("--seconds", type=float, default=Options.seconds)
    parser.add_argument(
        "--think", type=float, default=Options.think, help="mean pause between clicks, seconds"
    )
    parser.add_argument("--publish", type=float, default=0.0, help="seconds between publications, 0 for none")
    given = parser.parse_args()
    # With a time given, visitors stay for that time; else for two hundred clicks.
    endless = given.seconds != Options.seconds
    interactions = given.interactions or (10**9 if endless else Options.interactions)
    options = Options(given.sessions, interactions, given.seconds, given.think, given.publish)
    print(machine())
    sys.exit(min(show(records(options, targets=options.think > 0)), 1))


if __name__ == "__main__":
    main()
