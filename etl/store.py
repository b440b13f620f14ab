"""Where the store keeps what, and how a file gets there whole or not at all."""

import errno
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from etl.contract_types import N_
from locales import Sentence

PROJECT = Path(__file__).resolve().parent.parent
BUNDLED_DATA = PROJECT / "data"
SAMPLE_DATA = BUNDLED_DATA / "samples"
"""Invented places and figures for trying things out; only a sandbox is built from them."""

SANDBOX_ENDING = "-sandbox"
LOCK_SECONDS = 30.0


class StoreError(Exception):
    """The store cannot do what was asked; `sentence` says so to people."""

    def __init__(self, message: str, **values: object) -> None:
        self.sentence = Sentence(message, values)
        super().__init__(self.sentence.text("en"))


class StoreBusyError(StoreError):
    """Another process holds the lock."""


def default_store() -> Path:
    """Return the folder named by RESPONSE_STORE, else the git-ignored `.store` of the project."""
    return Path(os.environ.get("RESPONSE_STORE") or PROJECT / ".store")


def sandbox_store() -> Path:
    """Return the folder of the sandbox beside the store: the same name with `-sandbox` behind it."""
    store = default_store()
    return store if is_sandbox(store) else store.resolve().with_name(store.resolve().name + SANDBOX_ENDING)


def is_sandbox(store: Path) -> bool:
    """Tell whether a store is a sandbox, which its name alone decides: it holds sample rows and no others.

    >>> is_sandbox(Path(".store-sandbox")), is_sandbox(Path(".store"))
    (True, False)
    """
    return store.name.endswith(SANDBOX_ENDING)


def data_of(store: Path) -> Path:
    """Return the folder of the tables that a store starts from."""
    return SAMPLE_DATA if is_sandbox(store) else BUNDLED_DATA


def batches_folder(store: Path) -> Path:
    """Return where accepted batches lie, one folder each."""
    return store / "batches"


def pending_folder(store: Path) -> Path:
    """Return where files lie that wait for an approver, one folder each."""
    return store / "pending"


def snapshots_folder(store: Path) -> Path:
    """Return where built snapshots lie, named by their version."""
    return store / "snapshots"


def frameworks_folder(store: Path) -> Path:
    """Return where handed-in frameworks lie, one folder each."""
    return store / "frameworks"


def names_folder(store: Path) -> Path:
    """Return where the answers lie to what place a name means."""
    return store / "names"


def pointer_file(store: Path) -> Path:
    """Return the file that names the published version."""
    return store / "current"


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sha256_file(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Make renames inside `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the content of `path` survive a power cut."""
    with path.open("rb") as handle:
        os.fsync(handle.fileno())


def make_folder(folder: Path) -> None:
    """Create a folder, if it is not there, so that it survives a power cut; its parent must be there."""
    folder.mkdir(exist_ok=True)
    # Also for one that is there: a writer that died may not have come to this.
    sync_folder(folder.parent)


def write_file(path: Path, content: bytes) -> None:
    """Write a file so that readers see the old content or the new, never a part."""
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with partial.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(path)
        sync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)


def make_folders(store: Path) -> None:
    """Create the store's folders, or say in one sentence why that cannot be."""
    try:
        for folder in (store, batches_folder(store), snapshots_folder(store)):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(store, error) from error


REASONS = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk quota is used up"),
    errno.EFBIG: N_("the file would be too large"),
    errno.EROFS: N_("the disk is read-only"),
    errno.EACCES: N_("access is denied"),
    errno.EPERM: N_("access is denied"),
}


def unwritable(store: Path, error: OSError) -> StoreError:
    """Turn an operating-system error into a sentence that names the folder and what to do."""
    reason = REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
    return StoreError(
        N_("The store {store} cannot be written: {reason}. Free some space or choose another folder."),
        store=store,
        reason=Sentence(reason),
    )


@contextmanager
def locked(store: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the store's only write lock; leftovers of a killed writer are cleared first."""
    make_folders(store)
    lock = FileLock(store / "lock", timeout=seconds)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreBusyError(
            N_("Somebody else is writing to the store {store}: try again in a moment."), store=store
        ) from error
    except OSError as error:
        raise unwritable(store, error) from error
    try:
        _clear_leftovers(store)
        yield
    finally:
        lock.release()


def _clear_leftovers(store: Path) -> None:
    # Only the holder of the lock creates these, so any that exist belong to a writer that died.
    pointers = store.glob(f".{pointer_file(store).name}.*")
    folders = (
        batches_folder(store),
        pending_folder(store),
        snapshots_folder(store),
        frameworks_folder(store),
        names_folder(store),
    )
    inside = (path for folder in folders for path in folder.glob(".*"))
    events = (
        path
        for folder in (batches_folder(store), frameworks_folder(store))
        for path in folder.glob("[0-9]*/events/.*")
    )
    decisions = pending_folder(store).glob("[0-9]*/.*")
    seals = (
        path for path in snapshots_folder(store).glob("*.json") if not path.with_suffix(".duckdb").exists()
    )
    for leftover in (*pointers, *inside, *events, *decisions, *seals):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)
