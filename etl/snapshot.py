"""Publish and read snapshots: one read-only DuckDB file per version, swapped by replacing a pointer.

Readers never write and never wait: a new version is a new file. At start the version that the accepted
batches make is compared with the published one, and the snapshot is rebuilt when they differ or the file
is damaged.
"""

import json
import logging
import os
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from etl.bundle import Bundle, load_bundle
from etl.contract_types import N_
from etl.contracts import DATASETS
from etl.receipts import DAMAGED_NOTICE, Batch, active, read_batches
from etl.snapshot_build import SAMPLE_PREFIX, build, content_version, snapshot_format
from etl.sql import quoted
from etl.store import (
    REASONS,
    StoreError,
    data_of,
    default_store,
    locked,
    pointer_file,
    sandbox_store,
    sha256_file,
    snapshots_folder,
    sync_file,
    sync_folder,
    unwritable,
    write_file,
)
from locales import Sentence

__all__ = [
    "Snapshot",
    "StoreError",
    "default_store",
    "kept_versions",
    "open_snapshot",
    "publish",
    "published_version",
    "sandbox_store",
]

KEPT_SNAPSHOTS = 20
READ_ONLY_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "threads": "2",
    "lock_configuration": "true",
}
log = logging.getLogger(__name__)

Parameters = Sequence[object] | Mapping[str, object]


class Snapshot:
    """One published version, open for reading; safe to share between threads."""

    def __init__(self, path: Path, version: str, notices: Sequence[Sentence] = ()) -> None:
        self.path = path
        self.version = version
        self.notices = tuple(notices)
        self._connection = duckdb.connect(str(path), read_only=True, config=READ_ONLY_CONFIG)

    @property
    def is_sample(self) -> bool:
        """Whether this is invented data of a sandbox: whatever shows or exports it has to say so."""
        return self.version.startswith(SAMPLE_PREFIX)

    def frame(self, sql: str, params: Parameters = ()) -> pd.DataFrame:
        """Run one query with bound parameters and return its rows.

        Every call has a cursor of its own: threads that share one get each other's rows.
        """
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, params).df()

    def table(self, name: str, *, batch: bool = False) -> pa.Table:
        """Return a whole table of the contracts as an Arrow table; on demand with each row's batch."""
        names = DATASETS[name].column_names
        columns = ", ".join(quoted(column) for column in ((*names, "batch_id") if batch else names))
        with self._connection.cursor() as cursor:
            return cursor.sql(f"SELECT {columns} FROM {quoted(name)}").to_arrow_table()

    def close(self) -> None:
        """Release the file."""
        self._connection.close()


def published_version(store: Path) -> str | None:
    """Return the version that the pointer names, None before the first build."""
    try:
        return pointer_file(store).read_text("utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def snapshot_file(store: Path, version: str) -> Path:
    """Return the file of a version."""
    return snapshots_folder(store) / f"{version}.duckdb"


def _known(version: str) -> bool:
    digest = version.removeprefix(SAMPLE_PREFIX)
    return len(digest) == 12 and all(character in "0123456789abcdef" for character in digest)


def _seal_file(store: Path, version: str) -> Path:
    return snapshots_folder(store) / f"{version}.json"


def is_whole(store: Path, version: str) -> bool:
    """Tell whether the file of a version is there with the bytes that were published."""
    path = snapshot_file(store, version)
    try:
        seal = json.loads(_seal_file(store, version).read_bytes())
        return bool(path.stat().st_size == seal["size"] and sha256_file(path) == seal["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _is_of_this_release(store: Path, version: str) -> bool:
    """Tell whether a snapshot has the tables that this release reads; damage is found when it is opened."""
    try:
        seal = json.loads(_seal_file(store, version).read_bytes())
        return bool(seal.get("format") == snapshot_format())
    except (OSError, ValueError, AttributeError):
        return True


def kept_versions(store: Path) -> list[str]:
    """Return the versions whose snapshot is kept and can be read by this release, newest first."""
    return [version for version in _versions_on_disk(store) if _is_of_this_release(store, version)]


def _versions_on_disk(store: Path) -> list[str]:
    files = [path for path in snapshots_folder(store).glob("*.duckdb") if _known(path.stem)]
    return [path.stem for path in sorted(files, key=lambda path: path.stat().st_mtime_ns, reverse=True)]


def build_and_publish(
    store: Path, batches: list[Batch], data: Path | None = None, bundle: Bundle | None = None
) -> str:
    """Build what `batches` make and point to it; the caller holds the store's lock."""
    version = build_version(store, batches, data, bundle)
    point_to(store, version)
    return version


def build_version(
    store: Path, batches: list[Batch], data: Path | None = None, bundle: Bundle | None = None
) -> str:
    """Make sure that the snapshot of these batches lies in the store, whole, without pointing to it.

    `data` holds the tables to start from, those of the store's kind by default; `bundle` spares reading them
    again when the caller holds them.
    """
    data = data or data_of(store)
    version = content_version(batches, data)
    if is_whole(store, version):
        snapshot_file(store, version).touch()
        return version
    with built(store, batches, bundle or load_bundle(data)) as partial:
        keep_version(store, version, partial)
    return version


@contextmanager
def built(store: Path, batches: list[Batch], bundle: Bundle) -> Iterator[Path]:
    """Build the snapshot of these batches into a file that no version names; it goes unless it is kept.

    The caller holds the store's lock.
    """
    partial = snapshots_folder(store) / f".{uuid.uuid4().hex}.duckdb"
    try:
        build(partial, batches, bundle)
        yield partial
    except duckdb.Error as error:
        raise _engine_failure(store, error) from error
    finally:
        partial.unlink(missing_ok=True)
        partial.with_name(partial.name + ".wal").unlink(missing_ok=True)


def keep_version(store: Path, version: str, partial: Path) -> None:
    """Seal a file that was built and give it its version, without pointing to it."""
    sync_file(partial)
    seal = {"size": partial.stat().st_size, "sha256": sha256_file(partial), "format": snapshot_format()}
    write_file(_seal_file(store, version), json.dumps(seal).encode())
    partial.replace(snapshot_file(store, version))
    sync_folder(snapshots_folder(store))


def point_to(store: Path, version: str) -> None:
    """Publish a built version by one atomic replacement, and forget the oldest beyond the kept ones."""
    write_file(pointer_file(store), f"{version}\n".encode())
    for old in [kept for kept in _versions_on_disk(store) if kept != version][KEPT_SNAPSHOTS - 1 :]:
        snapshot_file(store, old).unlink(missing_ok=True)
        _seal_file(store, old).unlink(missing_ok=True)


def publish(store: Path, data: Path | None = None) -> str:
    """Rebuild and publish under the lock when the published snapshot is not what the batches make."""
    with locked(store):
        return build_and_publish(store, active(read_batches(store)), data)


def open_snapshot(store: Path, version: str | None = None, data: Path | None = None) -> Snapshot:
    """Open the current snapshot, rebuilt if needed, or a kept older `version`.

    Raises StoreError with one sentence when neither the current nor any older snapshot can be served.
    """
    if version is not None and version != published_version(store):
        if version not in kept_versions(store) or not is_whole(store, version):
            raise StoreError(N_("Version {version} is not kept any more."), version=version)
        return Snapshot(snapshot_file(store, version), version)
    data = data or data_of(store)
    batches = read_batches(store)
    notices = [
        Sentence(DAMAGED_NOTICE, {"batch": batch.batch_id}) for batch in batches if batch.status == "damaged"
    ]
    current = content_version(active(batches), data)
    if published_version(store) != current or not is_whole(store, current):
        try:
            current = publish(store, data)
        except (OSError, StoreError, duckdb.Error) as error:
            log.exception("The snapshot cannot be rebuilt")
            return _serve_what_is_left(store, error, notices, data)
    return Snapshot(snapshot_file(store, current), current, notices)


def _serve_what_is_left(store: Path, error: Exception, notices: list[Sentence], data: Path) -> Snapshot:
    """Serve the newest whole snapshot, or one in a temporary folder, when the store cannot be written."""
    reason = _reason(store, error)
    published = published_version(store)
    for version in [*([published] if published else []), *kept_versions(store)]:
        if _is_of_this_release(store, version) and is_whole(store, version):
            older = N_("Shown is an older version of the data. {reason}")
            return Snapshot(
                snapshot_file(store, version), version, [*notices, Sentence(older, {"reason": reason})]
            )
    folder = Path(tempfile.mkdtemp(prefix="snapshot-"))
    batches = active(read_batches(store))
    try:
        build(folder / "snapshot.duckdb", batches, load_bundle(data))
    except (OSError, StoreError, duckdb.Error) as again:
        raise StoreError(N_("No data can be served. {reason}"), reason=_reason(store, again)) from again
    temporary = Sentence(N_("The data are served from a temporary copy. {reason}"), {"reason": reason})
    return Snapshot(folder / "snapshot.duckdb", content_version(batches, data), [*notices, temporary])


def _engine_failure(store: Path, error: duckdb.Error) -> StoreError:
    """Say what the database engine met: a full or forbidden disk as such, anything else in the log."""
    for number in REASONS:
        if os.strerror(number) in str(error):
            return unwritable(store, OSError(number, os.strerror(number)))
    log.error("The snapshot cannot be built", exc_info=error)
    return StoreError(N_("The database engine reports an error; the log has its text."))


def _reason(store: Path, error: Exception) -> Sentence:
    if isinstance(error, StoreError):
        return error.sentence
    if isinstance(error, OSError):
        return unwritable(store, error).sentence
    return Sentence(N_("The database engine reports an error; the log has its text."))
