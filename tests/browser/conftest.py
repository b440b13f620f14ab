"""A real server on a free port of this machine, and a real Chromium to look at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def server(built_store: Path) -> Iterator[str]:
    """The address of the dashboard, served for the session from a store of its own."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = os.environ | {"RESPONSE_STORE": str(built_store)}
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until_it_answers(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(10)
            if process.stdout is not None:
                process.stdout.close()


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, process.stdout.read().decode() if process.stdout else ""
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server does not answer")


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
