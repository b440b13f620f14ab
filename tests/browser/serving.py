"""Starts a real server on a free port of this machine, and ends it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running(command: list[str], environment: dict[str, str], probe: str) -> Iterator[None]:
    """Run a server until the block ends, which begins when `probe` answers."""
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            wait_until_it_answers(probe, process)
            yield
        finally:
            process.terminate()
            process.wait(10)
            if process.stdout is not None:
                process.stdout.close()


@contextmanager
def dashboard(store: Path, *arguments: str, port: int | None = None) -> Iterator[str]:
    """Serve the dashboard from a store and give its address; `arguments` go to Streamlit."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *arguments]
    address = f"http://127.0.0.1:{port}"
    with running(command, os.environ | {"RESPONSE_STORE": str(store)}, f"{address}/_stcore/health"):
        yield address


def wait_until_it_answers(probe: str, process: subprocess.Popen[bytes]) -> None:
    """Return once the address answers; fail with the server's words if it has ended."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, process.stdout.read().decode() if process.stdout else ""
        try:
            with urllib.request.urlopen(probe, timeout=1) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server does not answer")
