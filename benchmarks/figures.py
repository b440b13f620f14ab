"""Time the pictures of figures beside Kaleido by itself, many at once, and what memory they leave taken.

    python -m benchmarks.figures

The same figure is drawn by Kaleido's own server and by the renderer; the ratio is what offline settings,
fonts, print size and the watch over Chrome cost. Then many readers ask at once, Chrome is killed among them,
and the memory of this process and of Chrome's processes is read before, after, and once Chrome has ended.
"""

import argparse
import os
import signal
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import kaleido
import numpy as np
import plotly.graph_objects as go

from benchmarks.record import Record, heading, limit, show
from charts.chart import Chart
from charts.theme import apply_theme
from exports.chrome import find_chrome
from exports.figure import ExportContext, export_figure
from exports.problems import ExportError
from exports.renderer import PictureFormat, Renderer
from locales import translator

GROUP = "figures"
POINTS = 2800
RUNS, READERS = 9, 30
FORMATS: tuple[PictureFormat, ...] = ("png", "svg", "pdf")
LIMIT_P95_SECONDS = 30.0
SETTLED_SECONDS = 15
LIMIT_MEMORY_MB = 100.0


def chart() -> Chart:
    """Return a chart with as many marks as there are counties."""
    random = np.random.default_rng(1)
    marks = go.Scatter(x=random.random(POINTS), y=random.random(POINTS), mode="markers", name="各区县")
    figure = apply_theme(go.Figure(marks), "light", height=480)
    return Chart(figure, "每千常住人口卫生人员（人）", ("说明文字。",), "")


def made() -> go.Figure:
    """Return the chart's figure as it is taken away."""
    context = ExportContext(translator("zh"), "0123456789ab", ("来源（A级）",), date(2026, 1, 1))
    return export_figure(chart(), context)


def seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def megabytes(group: int | None) -> float:
    """Return the memory of this process and of a group of processes; what they share is counted once."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            process = int(entry.name)
            if process == os.getpid() or (group is not None and os.getpgid(process) == group):
                lines = (entry / "smaps_rollup").read_text().splitlines()
                total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, ValueError):
            continue
    return total / 1024


def compare(own: Renderer, runs: int) -> Iterator[Record]:
    """Yield first and warm times beside Kaleido's; the renderer is warm afterwards."""
    figure = made()
    options = {"width": figure.layout.width, "height": figure.layout.height, "scale": 2}

    def bare(kind: str) -> object:
        return kaleido.calc_fig_sync(figure, {**options, "format": kind})

    def ours(kind: PictureFormat) -> object:
        return own.render(figure, kind, figure.layout.width, figure.layout.height)

    def start_bare() -> None:
        kaleido.start_sync_server(n=1, mathjax=False)
        bare("png")

    build = statistics.median(seconds(made) for _ in range(runs))
    yield Record(GROUP, f"{POINTS:,} marks: the figure built", build, "s")
    first = seconds(lambda: ours("png"))
    yield Record(GROUP, "first picture, Chrome started", first, "s", "Kaleido", seconds(start_bare))
    for kind in FORMATS:
        # In turn, so that both see the same machine.
        pairs = [(seconds(lambda: ours(kind)), seconds(lambda: bare(kind))) for _ in range(runs)]  # noqa: B023
        one, other = (statistics.median(side) for side in zip(*pairs, strict=True))
        yield Record(GROUP, f"warm picture: {kind}", one, "s", "Kaleido", other)
    kaleido.stop_sync_server()


def crowd(own: Renderer, readers: int, *, kill: bool) -> Iterator[Record]:
    """Yield how long each of many readers waits who all ask at once, how many are lost, and what is kept."""

    def ask(_reader: int) -> float | None:
        figure = made()
        try:
            return seconds(lambda: own.render(figure, "png", figure.layout.width, figure.layout.height))
        except ExportError as error:
            print(f"lost: {error}", file=sys.stderr)
            return None

    before = megabytes(own.process_id)
    group = own.process_id
    timer = threading.Timer(2, os.killpg, (group, signal.SIGKILL)) if kill and group is not None else None
    if timer is not None:
        timer.start()
    with ThreadPoolExecutor(readers) as pool:
        known = [wait for wait in pool.map(ask, range(readers)) if wait is not None]
    time.sleep(SETTLED_SECONDS)
    kept = max(0.0, megabytes(own.process_id) - before)
    name = f"{readers} at once{', Chrome killed' if kill else ''}"
    yield limit(GROUP, f"{name}: lost", readers - len(known), "pictures", 0)
    if known:
        last = sorted(known)[max(round(0.95 * len(known)) - 1, 0)]
        yield limit(GROUP, f"{name}: 95th percentile", last, "s", LIMIT_P95_SECONDS)
    yield limit(GROUP, f"{name}: memory kept {SETTLED_SECONDS} s later", kept, "MB", LIMIT_MEMORY_MB)


def records(runs: int = RUNS, readers: int = READERS) -> Iterator[Record]:
    """Yield times and memory; nothing where there is no Chrome."""
    if find_chrome() is None:
        print("no Chrome on this machine: no pictures", file=sys.stderr)
        return
    own = Renderer()
    try:
        yield from compare(own, runs)
        for kill in (False, True):
            yield from crowd(own, readers, kill=kill)
    finally:
        own.close()
    yield Record(GROUP, "memory once Chrome has ended", megabytes(None), "MB")


def main() -> None:
    """Print the times and the memory."""
    parser = argparse.ArgumentParser(description="Time the pictures of figures.")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--readers", type=int, default=READERS)
    options = parser.parse_args()
    print(heading())
    sys.exit(min(show(records(options.runs, options.readers)), 1))


if __name__ == "__main__":
    main()
