"""Give every bad and hostile file to the served app: browser, nginx as shipped, a worker, a store of its own.

Two of the three workers in the configuration are not there, as after a crash: no file may be lost to that.

    python -m benchmarks.hostile

The files are those of `tests/etl/bad_files.py` and `tests/hostile.py`, chosen on the page *Upload* one after
the other. Each must end in words on the page, without a trace of the machine in them; no run of a page may
fail, nothing in the store may change, and the worker must go on answering its health check.
"""

import hashlib
import shutil
import ssl
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Page, TimeoutError, sync_playwright

from benchmarks.record import Record, heading, limit, show
from benchmarks.serving import site, workers
from etl.snapshot import publish
from tests.etl.bad_files import bad_files
from tests.hostile import files

GROUP = "hostile"
FILE_SECONDS, HEALTH_SECONDS = 5.0, 1.0
BETWEEN_SECONDS = 0.3
"""With the page opened anew for each, the one file a second that the shipped configuration takes is kept."""

LEAKS = ("Traceback", "canary-of-this-test", "/site-packages/", "Parser Error", "Catalog Error", "root:x:0")
SETTLED = "!document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')"
REPORTED = (
    "() => document.body.innerText.includes('files are not allowed')"
    " || [...document.querySelectorAll('button')].some(one => one.innerText.includes('Choose another file'))"
)
PATIENCE_MS = 20_000


def corpus(canary: Path) -> dict[str, bytes]:
    """Return every file by its name; of two with one name both are kept."""
    canary.write_text("canary-of-this-test", "utf-8")
    found = {bad.name: bad.content for bad in bad_files()}
    for name, content in files(str(canary)).items():
        found[name if name not in found else f"hostile-{name}"] = content
    return found


def digest(store: Path) -> str:
    """Return one hash over every file of a store but its log, which is there to grow, and its locks."""
    total = hashlib.sha256()
    for path in sorted(store.rglob("*")):
        if path.is_file() and path.name != "audit.jsonl" and not path.name.endswith("lock"):
            total.update(f"{path.relative_to(store)}\n".encode() + path.read_bytes())
    return total.hexdigest()


def give(page: Page, address: str, name: str, content: bytes) -> tuple[float, str]:
    """Choose a file on a fresh page *Upload*; return the seconds until its report, and what the page says."""
    page.goto(f"{address}/upload?lang=en")
    field = page.locator("input[type=file]").first
    field.wait_for(state="attached", timeout=PATIENCE_MS)
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    started = time.perf_counter()
    field.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
    try:
        page.wait_for_function(REPORTED, timeout=PATIENCE_MS)
        page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    except TimeoutError:
        return time.perf_counter() - started, page.inner_text("body")
    return time.perf_counter() - started, page.inner_text("body")


def ask(address: str, tls: ssl.SSLContext | None = None) -> tuple[float, str]:
    """Return the seconds that an address took to answer, and its answer."""
    started = time.perf_counter()
    with urllib.request.urlopen(address, timeout=30, context=tls) as answer:  # noqa: S310
        text = answer.read().decode()
    return time.perf_counter() - started, text


def failed_runs(worker: str) -> float:
    """Return how many runs of a page have failed on a worker."""
    lines = ask(f"{worker}/figures")[1].splitlines()
    runs = [one for one in lines if one.startswith("dashboard_page_runs_total{")]
    return sum(float(one.split()[-1]) for one in runs if 'outcome="failed"' in one)


def records(most: int | None = None) -> Iterator[Record]:
    """Give every file, or `most` spread over them, and return what came of it beside the limits."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hostile-")))
        # Started by the superuser, nginx works as somebody else and keeps larger uploads in this folder.
        folder.chmod(0o755)
        store = folder / "store"
        publish(store)
        before = digest(store)
        worker = stack.enter_context(workers(store, folder, count=1))[0]
        place = stack.enter_context(site(folder, [worker.address]))
        driver = stack.enter_context(sync_playwright())
        chromium = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_context(ignore_https_errors=True).new_page()
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        given = corpus(folder / "canary.txt")
        names = list(given)[:: max(1, len(given) // most) if most else 1]
        slowest, health, leaking, silent = 0.0, 0.0, [], []
        for name in names:
            took, words = give(page, place.address, name, given[name])
            slowest = max(slowest, took)
            health = max(health, ask(f"{place.address}/healthz", place.tls)[0])
            leaking += [name] if any(leak in words for leak in LEAKS) else []
            silent += [] if "Choose another file" in words or "not allowed" in words else [name]
            if name in silent:
                print(f"  {name}: {words[-600:]!r}", file=sys.stderr, flush=True)
            time.sleep(BETWEEN_SECONDS)
        chromium.close()
        failed = failed_runs(worker.address)
        log = (folder / "worker0.log").read_text("utf-8", "replace")
        changed = digest(store) != before
    for name in leaking:
        print(f"  {name}", file=sys.stderr)
    what = f"{len(names)} bad and hostile files through browser and nginx"
    yield limit(GROUP, f"{what}: without a report", len(silent), "files", 0)
    yield limit(GROUP, "pages that told of the machine", len(leaking), "pages", 0)
    yield limit(GROUP, "runs of a page that failed", failed, "runs", 0)
    yield limit(GROUP, "tracebacks in the log", log.count("Traceback"), "lines", 0)
    yield limit(GROUP, "dialogs that a file opened", len(dialogs), "dialogs", 0)
    yield limit(GROUP, "stores that changed", changed, "stores", 0)
    yield limit(GROUP, "slowest file, from the choice to its report", slowest, "s", FILE_SECONDS)
    yield limit(GROUP, "slowest health check meanwhile", health, "s", HEALTH_SECONDS)


if __name__ == "__main__":
    print(heading())
    sys.exit(min(show(records()), 1))
