"""Damage, full disks, read-only folders, wrong clocks, two writers, and coming back from a copy.

    python -m benchmarks.damage

Every case works on a store of its own and asks the same: does it open, are the rows those of the batches that
are whole, and is what went wrong said in a sentence? The full disk is a real one: a small memory file system,
for which the superuser's rights are needed; without them a limit on the size of files stands in.
"""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from benchmarks.changes import FRAMEWORK, State, Uploads, leftovers, state
from benchmarks.record import Record, limit, show
from etl import batches as batches_module
from etl.batches import accept, withdraw
from etl.name_memory import remember_names
from etl.own_frameworks import accept_framework, withdraw_framework
from etl.pending import reject, submit
from etl.receipts import read_batches
from etl.reception import Options
from etl.snapshot import open_snapshot, publish
from etl.store import StoreError, snapshots_folder
from etl.submissions import read_submissions
from etl.verify import problems

Damage = Callable[[Path], None]
FREE_STEPS = 24
WRITER_SECONDS = 900
"""Only a writer that hangs takes so long."""


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    if content:
        content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


DAMAGES: dict[str, Damage] = {
    "removed": Path.unlink,
    "emptied": lambda path: os.truncate(path, 0),
    "halved": lambda path: os.truncate(path, path.stat().st_size // 2),
    "one byte changed": _flip,
}


def filled(folder: Path) -> tuple[Path, Uploads]:
    """Make a store with something of every kind, and return it with the uploads that made it."""
    store = folder / "filled"
    publish(store)
    uploads = Uploads(store, folder)
    accept(store, uploads.first, "analyst")
    accept(store, uploads.second, "analyst")
    withdraw(store, read_batches(store)[-1].batch_id, "typing error", "analyst")
    submit(store, uploads.second, "analyst", Options(dataset="source"))
    reject(store, read_submissions(store)[-1].submission_id, "not needed", "approver")
    framework = accept_framework(store, FRAMEWORK, "mine.toml", "mine", by="approver")
    withdraw_framework(store, framework.framework_id, "superseded", "approver")
    remember_names(store, {"test name": "370215"}, "analyst")
    return store, uploads


def damage_everything(
    store: Path, folder: Path, ways: tuple[str, ...] = tuple(DAMAGES)
) -> tuple[int, int, int]:
    """Damage every file of a store in every way; return cases, wrong or unspoken results, and unnoticed ones.

    A result is right when the rows are those of the whole batches, with a notice for each batch set aside.
    Unnoticed is what `etl.verify` does not find, in cases where bytes did change.
    """
    files = [path.relative_to(store) for path in sorted(store.rglob("*")) if path.is_file()]
    files = [path for path in files if not path.name.endswith("lock")]
    cases = wrong = unnoticed = 0
    copy = folder / "damaged"
    for name in files:
        # Whether there ever was a log, only a seal noted elsewhere tells: docs/SECURITY.md.
        possible = [way for way in ways if (name.name, way) != ("audit.jsonl", "removed")]
        for damage in (DAMAGES[way] for way in possible):
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(store, copy)
            damage(copy / name)
            cases += 1
            unnoticed += not problems(copy)
            wrong += not _served_right(copy)
    return cases, wrong, unnoticed


def _served_right(store: Path) -> bool:
    snapshot = open_snapshot(store)
    try:
        rows = snapshot.frame("SELECT title, batch_id FROM source WHERE source_id = 'test_source'")
    finally:
        snapshot.close()
    batches = read_batches(store)
    damaged = {batch.batch_id for batch in batches if batch.status == "damaged"}
    noticed = " ".join(notice.text("en") for notice in snapshot.notices)
    accepted = [batch.batch_id for batch in batches if batch.status == "accepted"]
    return rows["batch_id"].tolist() == accepted[-1:] and all(name in noticed for name in damaged)


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[Path | None]:
    """Mount a memory file system of this size, or yield None where that is not allowed."""
    folder = Path(tempfile.mkdtemp(prefix="disk-"))
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    mounted = False
    if mount and unmount and os.geteuid() == 0:
        command = [mount, "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run([str(unmount), str(folder)], check=True)
        folder.rmdir()


def remount(disk: Path, options: str) -> None:
    """Mount a disk anew with other options."""
    subprocess.run([str(shutil.which("mount")), "-o", f"remount,{options}", str(disk)], check=True)


def _try_accept(store: Path, uploads: Uploads, before: State) -> str:
    """Accept and say what came of it: stored, refused in words, or what is wrong."""
    try:
        accept(store, uploads.first, "analyst")
        refused = False
    except StoreError as error:
        refused = True
        if "cannot be written" not in str(error):
            return f"unclear words: {error}"
    after = state(store)
    if refused:
        return "refused" if after == before else "refused, yet changed"
    return "stored" if after != before else "accepted, yet not there"


def fill_disks(origin: Path, uploads: Uploads, steps: int = FREE_STEPS) -> list[str]:
    """Accept onto disks with less and less space left; return what came of each."""
    results: list[str] = []
    before = state(origin)
    size = sum(path.stat().st_size for path in origin.rglob("*") if path.is_file())
    megabytes = 4 * size // 2**20 + 8
    for step in range(steps):
        with small_disk(megabytes) as disk:
            if disk is None:
                return results
            shutil.copytree(origin, disk / "store")
            free = shutil.disk_usage(disk).free
            # Spread evenly from no space at all to more than the change needs.
            (disk / "ballast").write_bytes(bytes(free - free * step // (steps - 1)))
            results.append(_try_accept(disk / "store", uploads, before))
    return results


def limit_file_sizes(origin: Path, uploads: Uploads, folder: Path) -> str:
    """Accept while no file may grow beyond 100 kB, as a quota would have it; say what came of it."""
    store = folder / "limited"
    shutil.copytree(origin, store)
    before = state(store)
    held = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, held[1]))
    try:
        return _try_accept(store, uploads, before)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, held)


def read_only(origin: Path, uploads: Uploads) -> str:
    """Accept into a folder on a read-only disk; say what came of it, "" where none can be mounted."""
    with small_disk(256) as disk:
        if disk is None:
            return ""
        shutil.copytree(origin, disk / "store")
        before = state(disk / "store")
        remount(disk, "ro")
        with contextlib.closing(open_snapshot(disk / "store")) as snapshot:
            served = not snapshot.notices
        try:
            accept(disk / "store", uploads.first, "analyst")
            result = "accepted, yet not there"
        except StoreError as error:
            result = "refused" if "read-only" in str(error) and served else f"unclear words: {error}"
        remount(disk, "rw")
        return result if state(disk / "store") == before else "refused, yet changed"


def jump_clock(origin: Path, uploads: Uploads, folder: Path) -> bool:
    """Accept once with the clock eleven years ahead and once eleven behind; tell if the later one wins."""
    store = folder / "clock"
    shutil.copytree(origin, store)
    real = batches_module.datetime
    try:
        for checked, years in ((uploads.first, 11), (uploads.second, -11)):
            shift = timedelta(days=365 * years)

            class Wrong(datetime):
                """A clock that is set wrong."""

                @classmethod
                def now(cls, tz: tzinfo | None = None) -> datetime:
                    """Return the shifted time."""
                    return real.now(tz) + shift  # noqa: B023  used within the turn

            batches_module.datetime = Wrong  # type: ignore[misc]
            accept(store, checked, "analyst")
            moment = (real.now(UTC) + shift).timestamp()
            for path in snapshots_folder(store).iterdir():
                os.utime(path, (moment, moment))
    finally:
        batches_module.datetime = real  # type: ignore[misc]
    rows = state(store).rows
    return rows == (("Title 2", read_batches(store)[-1].batch_id),) and len(read_batches(store)) == 2


def write_at_once(origin: Path, folder: Path, writers: int = 2) -> tuple[int, int, float]:
    """Accept from several processes at the same instant; return accepted, of these lost, and seconds."""
    store = folder / "shared"
    shutil.copytree(origin, store)
    processes = []
    started = time.perf_counter()
    for number in range(writers):
        path = folder / f"writer{number}.csv"
        path.write_text(
            f"source_id,title,publisher,licence,grade\nwriter_{number},Title,Publisher,none,C\n", "utf-8"
        )
        command = [sys.executable, "-m", "etl.ingest", str(path), "--dataset", "source", "--accept"]
        processes.append(
            subprocess.Popen([*command, "--store", str(store)], stdout=subprocess.DEVNULL, text=True)
        )
    accepted = sum(process.wait(timeout=WRITER_SECONDS) == 0 for process in processes)
    seconds = time.perf_counter() - started
    with contextlib.closing(open_snapshot(store)) as snapshot:
        found = snapshot.frame("SELECT count(*) AS n FROM source WHERE source_id LIKE 'writer_%'")["n"].item()
    return accepted, accepted - int(found) + len(leftovers(store)), seconds


def come_back(store: Path, folder: Path) -> tuple[float, bool]:
    """Copy all but the snapshots to a new place and open it; return seconds, and if it shows the same."""
    before = state(store)
    copy = folder / "copy"
    started = time.perf_counter()
    shutil.copytree(store, copy, ignore=shutil.ignore_patterns("snapshots", "lock"))
    after = state(copy)
    return time.perf_counter() - started, after == before and not problems(copy)


def records(steps: int = FREE_STEPS) -> Iterator[Record]:
    """Return every case beside its limit."""
    with tempfile.TemporaryDirectory(prefix="damage-") as name:
        folder = Path(name)
        origin = folder / "origin"
        publish(origin)
        store, uploads = filled(folder)
        cases, wrong, unnoticed = damage_everything(store, folder)
        yield limit("damage", f"every file damaged in 4 ways, {cases} cases", wrong, "wrong", 0)
        yield limit("damage", "of these not found by etl.verify", unnoticed, "cases", 0)
        results = fill_disks(origin, uploads, steps)
        if results:
            bad = [result for result in results if result not in ("stored", "refused")]
            fates = f"{results.count('refused')} refused, {results.count('stored')} stored"
            yield limit("damage", f"disks nearly full: {fates}", len(bad), "wrong", 0)
        limited = limit_file_sizes(origin, uploads, folder)
        yield limit("damage", f"files may not grow: {limited}", limited != "refused", "wrong", 0)
        result = read_only(origin, uploads)
        if result:
            yield limit("damage", f"read-only disk: {result}", result != "refused", "wrong", 0)
        late = jump_clock(origin, uploads, folder)
        yield limit("damage", "clock 11 years ahead, then behind: later batch wins", not late, "wrong", 0)
        accepted, lost, seconds = write_at_once(origin, folder)
        yield limit("damage", f"two writers at once, {accepted} accepted in {seconds:.1f} s", lost, "lost", 0)
        seconds, same = come_back(store, folder)
        yield limit("damage", "back from a copy without the snapshots", seconds, "s", 60)
        yield limit("damage", "stores that show something else after coming back", not same, "stores", 0)


if __name__ == "__main__":
    sys.exit(min(show(records()), 1))
