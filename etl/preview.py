"""The data as they would be with a checked file, or without a batch; the store itself is left alone."""

import json
import shutil
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.batch_folder import coming, next_batch_id, receipt_of
from etl.bundle import load_bundle
from etl.contract_types import N_
from etl.intake import Intake
from etl.progress import Tell, silent
from etl.receipts import Batch, active, read_batches
from etl.snapshot import Snapshot
from etl.snapshot_build import build, content_version
from etl.store import StoreError, batches_folder, data_of, sha256
from locales import Sentence


@dataclass(frozen=True)
class Preview:
    """A snapshot that is not published, and the version of the data that it was made from.

    `batch_id` is the batch that makes the difference. The files go with `close`, or with the object.
    """

    base: str
    batch_id: str
    snapshot: Snapshot
    folder: Path

    def __post_init__(self) -> None:
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def close(self) -> None:
        """Release the snapshot and delete its file."""
        self.snapshot.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def preview_file(store: Path, checked: Intake, data: Path | None = None, *, tell: Tell = silent) -> Preview:
    """Build the data as they would be if a checked file were accepted now.

    `tell` is told each step. Raises StoreError if the file has errors or does not fit to what is stored.
    """
    return preview_files(store, [checked], data, tell=tell)


def preview_files(
    store: Path, parts: Sequence[Intake], data: Path | None = None, *, tell: Tell = silent
) -> Preview:
    """Build the data as they would be if several checked files were accepted now, one after the other.

    `batch_id` of the preview is that of the first. Raises StoreError as `preview_file` does.
    """
    for checked in parts:
        if checked.table is None:
            raise StoreError(N_("{file} has errors: mend them first."), file=checked.file_name)
    tell(Sentence(N_("Building the data as they would be")))
    batches = read_batches(store)
    added: list[Batch] = []
    for checked in parts:
        batch_id = next_batch_id([*batches, *added], checked)
        receipt = receipt_of(batch_id, checked, by="")
        digest = sha256(json.dumps(receipt, ensure_ascii=False).encode())
        batch = coming(batches_folder(store) / batch_id, receipt, checked)
        added.append(replace(batch, receipt_sha256=digest))
    now = active(batches)
    folder = Path(tempfile.mkdtemp(prefix="preview-"))
    try:
        return _build(folder, now, [*now, *added], added[0].batch_id, data or data_of(store))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def preview_other_state(store: Path, batch_id: str, data: Path | None = None) -> Preview:
    """Build the data as they would be without an accepted batch, or with a withdrawn one.

    Raises StoreError if there is no such batch, if it is damaged, or if another batch rests on it.
    """
    batches = read_batches(store)
    batch = next((one for one in batches if one.batch_id == batch_id), None)
    if batch is None:
        raise StoreError(N_("There is no batch {batch}: see the list of batches."), batch=batch_id)
    if batch.status == "damaged":
        raise StoreError(N_("Batch {batch} cannot be read any more: give its file again."), batch=batch_id)
    others = [one for one in active(batches) if one.batch_id != batch_id]
    wanted = others if batch.status == "accepted" else sorted([*others, batch], key=lambda one: one.batch_id)
    folder = Path(tempfile.mkdtemp(prefix="preview-"))
    try:
        return _build(folder, active(batches), wanted, batch_id, data or data_of(store))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _build(folder: Path, now: list[Batch], then: list[Batch], batch_id: str, data: Path) -> Preview:
    path = folder / "preview.duckdb"
    build(path, then, load_bundle(data))
    version = content_version(then, data)
    return Preview(content_version(now, data), batch_id, Snapshot(path, version), folder)
