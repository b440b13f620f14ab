"""Accept, withdraw and restore batches, and list them: `python -m etl.batches list|withdraw|restore`.

A batch enters by one rename of a finished folder. Withdrawing or restoring adds an event file beside it.
Nothing is edited or deleted, so every earlier state can be had back.
"""

import argparse
import getpass
import json
import shutil
import sys
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from etl.audit import attempt, logged
from etl.batch_folder import candidate, coming, holding, next_batch_id, packed, receipt_of, write_parts
from etl.bundle import load_bundle
from etl.contract_types import N_
from etl.contracts import SAMPLE_GRADE
from etl.findings import Finding
from etl.intake import Intake
from etl.progress import Tell, silent
from etl.receipts import Batch, active, read_batches
from etl.snapshot import build_and_publish, build_version, built, keep_version, point_to
from etl.snapshot_build import content_version
from etl.store import (
    StoreError,
    batches_folder,
    data_of,
    default_store,
    is_sandbox,
    make_folder,
    sync_folder,
    unwritable,
    write_file,
)
from locales import Sentence


@dataclass(frozen=True)
class Accepted:
    """What came of accepting: the batch that holds the bytes, the published version, whether it is new."""

    batch_id: str
    version: str
    new: bool


def accept(
    store: Path,
    checked: Intake,
    by: str,
    origin: str = "",
    *,
    reason: str = "",
    previewed: str | None = None,
    provenance: Mapping[str, str] | None = None,
    tell: Tell = silent,
) -> Accepted:
    """Store a checked file as a batch and publish the snapshot that holds it.

    `previewed` is the version that the analyst saw a preview against: what was announced must come true, so
    nothing is stored if another batch has come in since. `provenance` adds to the receipt who submitted the
    file, where somebody else approved it. Bytes that an active batch of the same dataset holds already are
    not stored again. Raises StoreError if the file has errors, if the data have changed since the preview,
    if the store is busy or cannot be written, or if the snapshot cannot be built: then nothing is stored.
    `tell` is told each step.
    """
    if checked.table is None:
        raise StoreError(N_("{file} has errors: mend them first."), file=checked.file_name)
    _refuse_mixture(store, checked)
    with logged(store):
        batches = read_batches(store)
        stored = holding(active(batches), checked)
        if stored is not None:
            return Accepted(stored.batch_id, build_and_publish(store, active(batches)), new=False)
        if previewed is not None and previewed != content_version(active(batches), data_of(store)):
            raise StoreError(
                N_("The data have changed since the preview: look at the new one, then accept again.")
            )
        batch_id = next_batch_id(batches, checked)
        receipt = receipt_of(batch_id, checked, by=by, origin=origin, reason=reason, provenance=provenance)
        version = _enter(store, active(batches), checked, receipt, tell)
    return Accepted(batch_id, version, new=True)


def _enter(store: Path, others: list[Batch], checked: Intake, receipt: dict[str, Any], tell: Tell) -> str:
    """Make a checked file a batch beside the `others`, publish the snapshot with it and return its version.

    The snapshot is built before the batch counts, so that no batch can make the store unreadable. The rows
    are packed for the folder meanwhile; what becomes visible does so one after the other.
    """
    incoming = batches_folder(store) / f".{uuid.uuid4().hex}"
    final = batches_folder(store) / str(receipt["batch_id"])
    data = data_of(store)
    try:
        with ThreadPoolExecutor(1) as beside:
            rows = beside.submit(packed, checked.table)
            tell(Sentence(N_("Building the new version of the data")))
            with built(store, [*others, coming(final, receipt, checked)], load_bundle(data)) as partial:
                tell(Sentence(N_("Storing the file")))
                write_parts(incoming, checked, receipt, rows.result())
                version = content_version([*others, candidate(incoming, final)], data)
                keep_version(store, version, partial)
        tell(Sentence(N_("Publishing")))
        incoming.rename(final)
        sync_folder(final.parent)
        point_to(store, version)
    except OSError as error:
        raise unwritable(store, error) from error
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return version


def _refuse_mixture(store: Path, checked: Intake) -> None:
    """Raise StoreError if sample rows would enter the real data, or real rows a sandbox."""
    table = checked.table
    grades = (
        set(table["grade"].unique().to_pylist())
        if table is not None and "grade" in table.column_names
        else set()
    )
    if is_sandbox(store) and grades - {SAMPLE_GRADE}:
        raise StoreError(
            N_("{file} has real rows: the sandbox takes sample data only."), file=checked.file_name
        )
    if not is_sandbox(store) and SAMPLE_GRADE in grades:
        raise StoreError(
            N_("{file} has sample rows (grade S): they never enter the real data."), file=checked.file_name
        )


def _record(store: Path, batch_id: str, event: str, reason: str, by: str) -> str:
    if not reason.strip():
        raise StoreError(N_("Give a reason: it is kept with the batch."))
    with logged(store):
        batches = read_batches(store)
        batch = next((item for item in batches if item.batch_id == batch_id), None)
        if batch is None:
            raise StoreError(N_("There is no batch {batch}: see the list of batches."), batch=batch_id)
        wanted = "accepted" if event == "withdrawn" else "withdrawn"
        if batch.status != wanted:
            raise StoreError(
                N_("Batch {batch} is {status}: nothing was changed."), batch=batch_id, status=batch.status
            )
        after = [item for item in active(batches) if item.batch_id != batch_id]
        if event == "restored":
            after = sorted([*after, batch], key=lambda item: item.batch_id)
        try:
            version = build_version(store, after)
            events = batch.folder / "events"
            make_folder(events)
            entry = {"event": event, "at": datetime.now(UTC).isoformat(timespec="seconds"), "by": by}
            content = json.dumps({**entry, "reason": reason}, ensure_ascii=False).encode()
            write_file(events / f"{len(batch.events) + 1:04d}-{event}.json", content)
            point_to(store, version)
        except OSError as error:
            raise unwritable(store, error) from error
    return version


def withdraw(store: Path, batch_id: str, reason: str, by: str) -> str:
    """Take a batch out of the data, keep it with the reason, and return the published version."""
    return _record(store, batch_id, "withdrawn", reason, by)


def restore(store: Path, batch_id: str, reason: str, by: str) -> str:
    """Put a withdrawn batch back and return the published version."""
    return _record(store, batch_id, "restored", reason, by)


def current_user() -> str:
    """Return the name of whoever runs the command."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _describe(batch: Batch) -> str:
    receipt = batch.receipt
    fields = (
        receipt.get(name, "?") for name in ("dataset", "rows", "accepted_at", "accepted_by", "file_name")
    )
    last = f"  {batch.events[-1]['reason']}" if batch.events else ""
    return "  ".join([batch.batch_id, batch.status, *map(str, fields)]) + last


def failure(error: Exception) -> Finding:
    """Return what went wrong with the store as a finding."""
    sentence = error.sentence if isinstance(error, StoreError) else str(error)
    return Finding("store_failed", values={"reason": sentence})


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m etl.batches", description="List, withdraw, restore batches."
    )
    parser.add_argument("--store", type=Path, default=default_store(), metavar="DIR")
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list", help="every batch, in the order of acceptance")
    listing.add_argument("--store", type=Path, default=argparse.SUPPRESS, metavar="DIR")
    for name in ("withdraw", "restore"):
        command = commands.add_parser(name)
        command.add_argument("batch_id", metavar="ID")
        command.add_argument("--reason", required=True, metavar="TEXT")
        command.add_argument("--store", type=Path, default=argparse.SUPPRESS, metavar="DIR")
    options = parser.parse_args(arguments)
    if options.command == "list":
        for batch in read_batches(options.store):
            print(_describe(batch))
        return 0
    act = withdraw if options.command == "withdraw" else restore
    try:
        with attempt(options.store, current_user(), options.command, options.batch_id):
            version = act(options.store, options.batch_id, options.reason, current_user())
    except (StoreError, duckdb.Error) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.batch_id} {options.command}: version {version}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
