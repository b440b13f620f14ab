"""Start the app as its users do, on a free port of this machine, and stop it again."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.record import resident_mb
from etl.store import PROJECT

START_SECONDS = 60.0
ALLOCATOR = {"MALLOC_ARENA_MAX": "2"}
"""As `make app` and `deploy/` set it: every run of a page is a thread, which would bring its own pool."""
COMMAND = ("-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1", "--server.headless", "true")


@dataclass(frozen=True)
class Server:
    """A running server: its process and its address."""

    process: subprocess.Popen[bytes]
    address: str

    @property
    def memory(self) -> float:
        """Megabytes that it holds now."""
        return resident_mb(self.process.pid)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_healthy(address: str, route: str = "/_stcore/health") -> None:
    """Return when the server answers; raise TimeoutError when it does not."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address + route, timeout=2).close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} does not answer")


@contextmanager
def running(
    store: Path, log: Path, *, port: int | None = None, command: Sequence[str] = COMMAND
) -> Iterator[Server]:
    """Serve the app on a store until the block ends; `log` takes what it says."""
    port = port or free_port()
    arguments = [sys.executable, *command, "--server.port", str(port)]
    environment = {**ALLOCATOR, **os.environ, "RESPONSE_STORE": str(store)}
    with (
        log.open("ab") as said,
        subprocess.Popen(arguments, cwd=PROJECT, env=environment, stdout=said, stderr=said) as process,
    ):
        server = Server(process, f"http://127.0.0.1:{port}")
        try:
            wait_until_healthy(server.address)
            yield server
        finally:
            process.terminate()
