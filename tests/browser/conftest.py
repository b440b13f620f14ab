"""A real server on a free port of this machine, and a real Chromium to look at it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.serving import dashboard

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def server(built_store: Path) -> Iterator[str]:
    """The address of the dashboard, served for the session from a store of its own."""
    with dashboard(built_store) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """One Chromium for the session; without one a skip in one line, or a failure where it is required."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("REQUIRE_BROWSER is set but there is no Chromium on this machine")
        pytest.skip("no Chromium on this machine: install it to run the browser tests")
    with playwright.sync_playwright() as driver:
        instance = driver.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield instance
        instance.close()
