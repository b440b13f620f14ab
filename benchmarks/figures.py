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
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import kaleido
import numpy as np
import plotly.graph_objects as go

from charts.chart import Chart
from charts.theme import apply_theme
from exports.chrome import find_chrome
from exports.figure import ExportContext, export_figure
from exports.renderer import PictureFormat, Renderer
from locales import translator

POINTS = 2800
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


def compare(runs: int) -> Renderer:
    """Print first and warm times beside Kaleido's and return the warm renderer."""
    figure = made()
    options = {"width": figure.layout.width, "height": figure.layout.height, "scale": 2}

    def bare(kind: str) -> object:
        return kaleido.calc_fig_sync(figure, {**options, "format": kind})

    own = Renderer()

    def ours(kind: PictureFormat) -> object:
        return own.render(figure, kind, figure.layout.width, figure.layout.height)

    def start_bare() -> None:
        kaleido.start_sync_server(n=1, mathjax=False)
        bare("png")

    print(f"building the figure: {statistics.median(seconds(made) for _ in range(runs)):.3f} s")
    print(f"{'picture':<10} {'ours s':>8} {'kaleido s':>10} {'ratio':>6}")
    first = (seconds(lambda: ours("png")), seconds(start_bare))
    print(f"{'first png':<10} {first[0]:>8.2f} {first[1]:>10.2f} {first[0] / first[1]:>6.2f}")
    for kind in FORMATS:
        # In turn, so that both see the same machine; the ratio is taken pair by pair.
        pairs = [(seconds(lambda: ours(kind)), seconds(lambda: bare(kind))) for _ in range(runs)]  # noqa: B023
        ratio = statistics.median(one / other for one, other in pairs)
        one, other = (statistics.median(side) for side in zip(*pairs, strict=True))
        print(f"{kind:<10} {one:>8.2f} {other:>10.2f} {ratio:>6.2f}")
    kaleido.stop_sync_server()
    return own


def crowd(own: Renderer, readers: int, *, kill: bool) -> None:
    """Print how long each of many readers waits who all ask at once."""

    def ask(_reader: int) -> float:
        figure = made()
        return seconds(lambda: own.render(figure, "png", figure.layout.width, figure.layout.height))

    before = megabytes(own.process_id)
    group = own.process_id
    timer = threading.Timer(2, os.killpg, (group, signal.SIGKILL)) if kill and group is not None else None
    if timer is not None:
        timer.start()
    with ThreadPoolExecutor(readers) as pool:
        waited = sorted(pool.map(ask, range(readers)))
    last = waited[max(int(0.95 * len(waited)) - 1, 0)]
    time.sleep(SETTLED_SECONDS)
    after = megabytes(own.process_id)
    print(
        f"{readers} at once{', Chrome killed' if kill else ''}: 95th percentile {last:.1f} s"
        f" (limit {LIMIT_P95_SECONDS:.0f} s), none lost;"
        f" memory {before:.0f} MB before, {after:.0f} MB after (limit +{LIMIT_MEMORY_MB:.0f} MB)"
    )


def main() -> None:
    """Print the times and the memory."""
    parser = argparse.ArgumentParser(description="Time the pictures of figures.")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--readers", type=int, default=30)
    options = parser.parse_args()
    if find_chrome() is None:
        print("no Chrome on this machine")
        return
    own = compare(options.runs)
    crowd(own, options.readers, kill=False)
    crowd(own, options.readers, kill=True)
    own.close()
    print(f"once Chrome has ended: {megabytes(None):.0f} MB")


if __name__ == "__main__":
    main()
