"""Three workers behind nginx with TLS, on one store; one is killed while visitors click.

    python -m benchmarks.serving --sessions 12 --seconds 60

The configuration is deploy/nginx.conf itself with ports, name and certificate replaced. Visitors whose worker
dies connect again, as a browser does; every number that anybody sees is checked as in benchmarks.load.
"""

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.load import percentile
from benchmarks.made_up import PLACES, accept_text, resources
from benchmarks.protocol import View
from benchmarks.readers import UNITS, Names, Reader, Results, wrong
from benchmarks.record import Record, limit, show
from benchmarks.server import Server, free_port, running
from benchmarks.truth import Truth, published_truths
from etl.snapshot import publish
from etl.store import PROJECT
from locales import Language

SERVE = ("-m", "deploy.serve")
WORKERS = 3
HOST = "localhost"
RECOVERY_SECONDS = 10.0


@dataclass(frozen=True)
class Site:
    """A running nginx: its address, and the context that trusts its certificate."""

    address: str
    tls: ssl.SSLContext
    plain_port: int


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a self-signed certificate for this machine."""
    crt, key = folder / "site.crt", folder / "site.key"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={HOST}",
    ]
    command += ["-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(key), "-out", str(crt)]
    subprocess.run(command, check=True, capture_output=True)
    return crt, key


def configuration(folder: Path, workers: list[str], port: int, plain_port: int) -> str:
    """Return deploy/nginx.conf for a trial: its own ports, name, certificate and folder."""
    crt, key = certificate(folder)
    text = (PROJECT / "deploy" / "nginx.conf").read_text("utf-8")
    for number, worker in enumerate(workers):
        text = text.replace(f"127.0.0.1:{8501 + number}", worker.removeprefix("http://"))
    changes = {
        "listen 443": f"listen 127.0.0.1:{port}",
        "listen 80": f"listen 127.0.0.1:{plain_port}",
        "https://dashboard.example": f"https://{HOST}:{port}",
        "dashboard.example": HOST,
        "/etc/ssl/dashboard.crt": str(crt),
        "/etc/ssl/dashboard.key": str(key),
        "/run/nginx.pid": f"{folder}/nginx.pid",
        "/var/log/nginx": str(folder),
    }
    for old, new in changes.items():
        assert old in text, f"{old} is not in deploy/nginx.conf"
        text = text.replace(old, new)
    bodies = [
        f"    {name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    ]
    return text.replace("http {\n", "http {\n" + "".join(bodies), 1)


@contextlib.contextmanager
def site(folder: Path, workers: list[str]) -> Iterator[Site]:
    """Run nginx before some workers until the block ends."""
    port, plain_port = free_port(), free_port()
    path = folder / "nginx.conf"
    path.write_text(configuration(folder, workers, port, plain_port), "utf-8")
    nginx = str(shutil.which("nginx"))
    said = (folder / "nginx.log").open("wb")
    command = [nginx, "-c", str(path), "-p", str(folder), "-g", "daemon off;"]
    with said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        tls = ssl.create_default_context(cafile=str(folder / "site.crt"))
        try:
            time.sleep(1.0)
            assert process.poll() is None, (folder / "nginx.log").read_text("utf-8")
            yield Site(f"https://{HOST}:{port}", tls, plain_port)
        finally:
            process.send_signal(signal.SIGQUIT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=5)
            process.kill()


@contextlib.contextmanager
def workers(store: Path, folder: Path, count: int = WORKERS) -> Iterator[list[Server]]:
    """Run several workers on one store."""
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(running(store, folder / f"worker{number}.log", command=SERVE))
            for number in range(count)
        ]


class Returning(Reader):
    """A reader who comes back when the connection is lost, as a browser does."""

    def __init__(self, number: int, address: str, results: Results, think: float) -> None:
        """See Reader; `away` collects the seconds until each return."""
        super().__init__(number, address, results, think)
        self.away: list[float] = []
        self.gone: float | None = None

    def lose(self, error: Exception) -> None:
        """Note when it was: what counts is how long it takes to see a page again."""
        self.gone = self.gone or time.monotonic()

    async def stay(self, interactions: int, end: float, names: Names) -> None:
        """Visit until the time is over, coming back for as long as it lasts."""
        while time.monotonic() < end:
            self.page = ""
            self.visitor.query = {"lang": self.language, "focus": self.unit}
            await super().stay(interactions, end, names)
            await asyncio.sleep(0.2)

    async def _look(self, run: Coroutine[Any, Any, View]) -> None:
        await super()._look(run)
        if self.gone is not None:
            self.away.append(time.monotonic() - self.gone)
            self.gone = None


async def _kill_one(served: list[Server], after: float) -> None:
    await asyncio.sleep(after)
    os.kill(served[0].process.pid, signal.SIGKILL)


async def drive(
    place: Site, served: list[Server], sessions: int, seconds: float, truths: dict[str, dict[Language, Truth]]
) -> list[Returning]:
    """Let visitors in through nginx, kill one worker half-way, and return the visitors."""
    results = Results()
    names = {unit: {lang: one.name for lang, one in by.items()} for unit, by in truths.items()}
    end = time.monotonic() + seconds
    readers, staying = [], []
    killing = asyncio.create_task(_kill_one(served, seconds / 2))
    for number in range(sessions):
        reader = Returning(number, place.address, results, 1.0)
        # A cookie for each visitor, as a browser would have kept it from its first answer.
        reader.visitor.headers["Cookie"] = f"dashboard_worker=visitor{number}"
        reader.visitor.tls = place.tls
        readers.append(reader)
        staying.append(asyncio.create_task(reader.stay(10**9, end, names)))
        await asyncio.sleep(0.1)
    await asyncio.gather(*staying)
    await killing
    return readers


def records(sessions: int = 12, seconds: float = 60.0) -> Iterator[Record]:
    """Serve, kill, and return what visitors met; nothing where nginx or openssl is missing."""
    if not shutil.which("nginx") or not shutil.which("openssl"):
        print("  serving: no nginx or no openssl on this machine", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory(prefix="serving-") as name:
        folder = Path(name)
        store = folder / "store"
        publish(store)
        accept_text(store, folder, "unit", PLACES)
        accept_text(store, folder, "resource", resources(0))
        version, first = published_truths(store, UNITS)
        with workers(store, folder) as served, site(folder, [one.address for one in served]) as place:
            readers = asyncio.run(drive(place, served, sessions, seconds, first))
            log = (folder / "dashboard.json").read_text("utf-8")
    results = readers[0].results
    streams = [json.loads(line) for line in log.splitlines() if "_stcore/stream" in line]
    found = (worker for stream in streams for worker in stream["worker"].split(", "))
    used = {worker for worker in found if worker.startswith("127.")}
    moved = [second for reader in readers for second in reader.away]
    mistakes = wrong(results, {version: first})
    for line in mistakes[:10]:
        print(f"  {line}", file=sys.stderr)
    name = f"{WORKERS} workers behind nginx, {sessions} sessions"
    yield limit("serving", f"{name}: {len(results.seen):,} pages checked", len(mistakes), "wrong", 0)
    yield limit("serving", "errors but the lost connections", results.errors.total(), "errors", 0)
    yield Record("serving", "workers that visitors were spread over", len(used), "workers")
    yield limit("serving", "sessions that lost their worker", len(moved), "sessions", sessions - 1)
    if moved:
        yield limit("serving", "until they saw a page again, slowest", max(moved), "s", RECOVERY_SECONDS)
    yield Record("serving", "95 % of runs within, on these cores", percentile(results.runs, 95), "s")


def main() -> None:
    """Run the trial and print its table."""
    parser = argparse.ArgumentParser(description="Kill one of three workers behind nginx.")
    parser.add_argument("--sessions", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    sys.exit(min(show(records(options.sessions, options.seconds)), 1))


if __name__ == "__main__":
    main()
