"""Time every page: warm server time, interactions, and the first view in a fresh browser beside a bare page.

    python -m benchmarks.pages
    python -m benchmarks.pages --pages robustness,gap --interactions 120

Server time is one warm run of the page's script. An interaction is one change of a choice, a list or a slider
drawn at random on the page as it then is, most of them never made before on this server; the 95th percentile
counts. The first view runs from the request to a drawn chart, in a
new browser context on a warm server, in turn with a page that holds nothing but a title and one chart; the
ratio of the two is taken pair by pair.
"""

import argparse
import logging
import math
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streamlit.runtime.state.common import TESTING_KEY
from streamlit.testing.v1 import AppTest

from etl.snapshot import publish

PROJECT = Path(__file__).resolve().parent.parent
SERVER_LIMIT_MS = 100.0
INTERACTION_LIMIT_MS = 300.0
PERCENTILE = 0.95
SEED = 20200124
VIEW_LIMIT = 1.5
FIRST_PAGE = "overview"
CHART = ".js-plotly-plot .main-svg"
END = "[data-testid=stMain] hr"
MARKERS = {
    **dict.fromkeys(("approvals", "coding", "evidence", "history", "method", "upload"), END),
    "brief": "[data-testid=stImage] img",
}
"""A page of text alone is there when the line at its end is; a brief when its first page is; all others when
their first chart is."""

BARE_PAGE = (
    "import plotly.graph_objects as go\nimport streamlit as st\n"
    "st.title('Bare')\nst.plotly_chart(go.Figure(go.Scatter(x=[1, 2, 3], y=[1, 3, 2])))\n"
)
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]


def warm(page: Path) -> AppTest:
    """Return a page that has run twice."""
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=120)
    if page.stem != FIRST_PAGE:
        app.switch_page(str(page.relative_to(PROJECT)))
    app.run()
    app.run()
    return app


def timed(app: AppTest) -> float:
    """Return the milliseconds of one run; raise if the page failed."""
    started = time.perf_counter()
    app.run()
    milliseconds = 1000 * (time.perf_counter() - started)
    if app.exception:
        raise RuntimeError(f"the page failed: {app.exception[0].message}")
    return milliseconds


def server_times(page: Path, runs: int) -> list[float]:
    """Return the milliseconds of warm runs of one page's script."""
    app = warm(page)
    return [timed(app) for _ in range(runs)]


def interaction_times(page: Path, count: int) -> list[tuple[float, str]]:
    """Return the milliseconds of changes drawn at random, one after the other, and what each changed."""
    app, draw = warm(page), random.Random(SEED)  # noqa: S311  nothing secret
    times = []
    for _ in range(count):
        # Language and data version stay: they are chosen once, not tried out.
        kept = ("lang_", "version_")
        choices = (*app.segmented_control, *app.radio, *app.selectbox)
        lists = [one for one in choices if not str(one.key).startswith(kept)]
        control = draw.choice([*lists, *app.segmented_control, *app.slider])
        if control.type == "slider":
            steps = round((control.max - control.min) / control.step)
            value = control.min + draw.randint(0, steps) * control.step
        else:
            value = draw.choice(control.options)
        if control.type == "button_group":
            # A test knows the words of the segments only, so the words are what it sends.
            control.root.session_state[TESTING_KEY][control.id] = str
        control.set_value(value)
        times.append((timed(app), f"{control.label}: {value}"))
    return times


@contextmanager
def served(script: Path, folder: Path) -> Iterator[str]:
    """Serve a script on a free port of this machine."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += [
        "--server.address",
        "127.0.0.1",
        "--server.headless",
        "true",
        "--browser.gatherUsageStats",
        "false",
    ]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            while True:
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()  # noqa: S310
                    break
                except OSError:
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()


def first_view(browser: object, address: str, marker: str = CHART) -> float:
    """Return the seconds from the request until `marker` is drawn, in a context that has seen nothing."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})  # type: ignore[attr-defined]
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(marker, timeout=60_000)
    seconds = time.perf_counter() - started
    context.close()
    return seconds


def print_server_times(pages: list[Path], runs: int) -> None:
    """Print the median and the slowest warm run of each page beside the limit."""
    print(f"{'page':<14} {'median ms':>9} {'slowest ms':>10} {'limit ms':>8} {'ratio':>6}")
    for page in pages:
        times = server_times(page, runs)
        median = statistics.median(times)
        print(
            f"{page.stem:<14} {median:>9.1f} {max(times):>10.1f} {SERVER_LIMIT_MS:>8.0f}"
            f" {median / SERVER_LIMIT_MS:>6.2f}"
        )


def print_interactions(pages: list[Path], count: int) -> None:
    """Print median and 95th percentile of the interactions with each page, the limit, and the slowest one."""
    print(
        f"{'page':<14} {'median ms':>9} {'95 % ms':>10} {'limit ms':>8} {'ratio':>6} {'slowest':>8}  by what"
    )
    for page in pages:
        told = sorted(interaction_times(page, count))
        times = [milliseconds for milliseconds, _change in told]
        late = times[math.ceil(PERCENTILE * len(times)) - 1]
        print(
            f"{page.stem:<14} {statistics.median(times):>9.1f} {late:>10.1f} {INTERACTION_LIMIT_MS:>8.0f}"
            f" {late / INTERACTION_LIMIT_MS:>6.2f} {times[-1]:>8.1f}  {told[-1][1]}"
        )


def print_first_views(pages: list[Path], rounds: int) -> None:
    """Print the first view of each page, its ratio to the bare page, and the limit of the ratio."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        print("first views: no Chromium on this machine")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only needed where there is a browser

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        script = Path(folder) / "bare.py"
        script.write_text(BARE_PAGE, "utf-8")
        browser = driver.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        with served(PROJECT / "app.py", PROJECT) as ours, served(script, Path(folder)) as bare:
            first_view(browser, bare)
            print(f"{'page':<14} {'first view s':>12} {'bare page s':>11} {'ratio':>6} {'limit':>6}")
            for page in pages:
                address = f"{ours}/{'' if page.stem == FIRST_PAGE else page.stem}"
                marker = MARKERS.get(page.stem, CHART)
                first_view(browser, address, marker)
                pairs = [
                    (first_view(browser, address, marker), first_view(browser, bare)) for _ in range(rounds)
                ]
                ratio = statistics.median(own / other for own, other in pairs)
                own, other = (statistics.median(side) for side in zip(*pairs, strict=True))
                print(f"{page.stem:<14} {own:>12.2f} {other:>11.2f} {ratio:>6.2f} {VIEW_LIMIT:>6.1f}")
        browser.close()


def main() -> None:
    """Build a store of its own, time every page and print three tables."""
    # Pages run without a server here, which Streamlit warns of at every step.
    logging.disable(logging.WARNING)
    parser = argparse.ArgumentParser(description="Time every page.")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--interactions", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", help="names of the pages to time, with commas between; all without it")
    options = parser.parse_args()
    pages = sorted((PROJECT / "pages").glob("*.py"))
    if options.pages:
        wanted = options.pages.split(",")
        unknown = set(wanted) - {page.stem for page in pages}
        if unknown:
            parser.error(f"no such page: {', '.join(sorted(unknown))}")
        pages = [page for page in pages if page.stem in wanted]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RESPONSE_STORE"] = str(Path(folder) / "store")
        publish(Path(folder) / "store")
        print_server_times(pages, options.runs)
        print_interactions(pages, options.interactions)
        print_first_views(pages, options.rounds)


if __name__ == "__main__":
    main()
