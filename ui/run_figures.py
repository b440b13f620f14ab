"""Figures on the running of pages, for whoever operates the app: how many, how long, how they ended."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Histogram
from streamlit.runtime.scriptrunner import RerunException, StopException

log = logging.getLogger("dashboard.page")
BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
SECONDS = Histogram("dashboard_page_seconds", "Time to run a page on the server", ["page"], buckets=BUCKETS)
RUNS = Counter("dashboard_page_runs", "Runs of a page by how they ended", ["page", "outcome"])


@contextmanager
def counted(page: str) -> Iterator[None]:
    """Count one run of a page and its time; no person and no choice is kept."""
    started = time.perf_counter()
    outcome = "failed"
    try:
        yield
        outcome = "drawn"
    except (RerunException, StopException):
        # Streamlit stops a run in this way when the reader has clicked on, or the page has said all it can.
        outcome = "stopped"
        raise
    finally:
        seconds = time.perf_counter() - started
        SECONDS.labels(page).observe(seconds)
        RUNS.labels(page, outcome).inc()
        log.info("page run", extra={"page": page, "seconds": round(seconds, 3), "outcome": outcome})
