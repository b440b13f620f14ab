"""Time one brief of each kind, then thirty asked for at once, and what memory keeps of them.

    python -m benchmarks.briefs

Thirty threads stand for thirty readers who press the button in the same second, as every reader has a thread
of the server. None may be lost, 95 of 100 must be there within the limit, and memory must come back.
"""

import argparse
import gc
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import cycle
from pathlib import Path

from benchmarks.record import Record, limit, show
from etl.snapshot import open_snapshot, publish
from exports.brief import make_file
from exports.brief_options import FORMATS, BriefOptions, Format
from exports.scores import SnapshotScores

PLACES = ("370215", "370200", "152900", "440300", "110101")
ONE_LIMIT_S = 5.0
MANY_LIMIT_S = 30.0
MEMORY_LIMIT_MB = 100.0
AT_ONCE = 30
GROUP = "briefs"


def resident_mb() -> float:
    """Return the memory that this process holds."""
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def make(scores: SnapshotScores, unit: str, language: str, kind: Format) -> int:
    """Make one brief and return its size."""
    options = BriefOptions(unit, language, date(2026, 11, 24), length="five-slides")  # type: ignore[arg-type]
    _brief, content = make_file(scores, options, kind)
    return len(content)


def time_each(scores: SnapshotScores, rounds: int) -> Iterator[Record]:
    """Yield the median of warm runs of each kind beside the limit."""
    for kind in FORMATS:
        make(scores, PLACES[0], "zh", kind)
        times = []
        for _ in range(rounds):
            started = time.perf_counter()
            make(scores, PLACES[0], "zh", kind)
            times.append(time.perf_counter() - started)
        yield limit(GROUP, f"one brief, warm: {kind}", statistics.median(times), "s", ONE_LIMIT_S)


def time_many(scores: SnapshotScores, count: int) -> Iterator[Record]:
    """Yield how long readers wait who ask in the same instant, how many are lost, and what is kept."""
    gc.collect()
    before = resident_mb()
    start = threading.Barrier(count)

    def one(number: int) -> float | None:
        kind, unit = FORMATS[number % len(FORMATS)], PLACES[number % len(PLACES)]
        start.wait()
        started = time.perf_counter()
        try:
            make(scores, unit, "zh" if number % 2 else "en", kind)
        except Exception as error:
            print(f"lost: {unit} {kind}: {error!r}", file=sys.stderr)
            return None
        return time.perf_counter() - started

    with ThreadPoolExecutor(count) as readers:
        waits = list(readers.map(one, range(count)))
    known = sorted(wait for wait in waits if wait is not None)
    p95 = known[max(0, round(0.95 * len(known)) - 1)] if known else float("nan")
    gc.collect()
    kept = max(0.0, resident_mb() - before)
    yield limit(GROUP, f"lost of {count} at once", float(count - len(known)), "briefs", 0.0)
    yield limit(GROUP, f"95th percentile of {count} at once", p95, "s", MANY_LIMIT_S)
    yield limit(GROUP, "memory kept afterwards", kept, "MB", MEMORY_LIMIT_MB)


def records(rounds: int, at_once: int) -> Iterator[Record]:
    """Yield every figure, on a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder) / "store")
        snapshot = open_snapshot(Path(folder) / "store")
        scores = SnapshotScores(snapshot)
        for unit, language in zip(PLACES, cycle(("zh", "en")), strict=False):
            make(scores, unit, language, "pdf")
        yield from time_each(scores, rounds)
        yield from time_many(scores, at_once)
        snapshot.close()


def main() -> None:
    """Time briefs and print each figure beside its limit."""
    parser = argparse.ArgumentParser(description="Time briefs.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--at-once", type=int, default=AT_ONCE)
    options = parser.parse_args()
    show(records(options.rounds, options.at_once))


if __name__ == "__main__":
    main()
