"""Files that wait for an approver: `python -m etl.pending list|approve|reject ID [--reason TEXT]`.

With sign-in on, an analyst's file does not count until somebody else approves it. It is stored by one rename
of a finished folder, as a batch is. Approving reads and checks the bytes again, against the contracts and
the data of that moment, and accepts them as a batch that names author and approver.
"""

import argparse
import json
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl.audit import attempt, logged, now
from etl.batches import Accepted, accept, current_user
from etl.contract_types import N_
from etl.ingest import references_of
from etl.intake import Intake
from etl.new_source import record_of, row_of, with_source
from etl.receipts import active, read_batches
from etl.reception import Options, receive
from etl.snapshot import open_snapshot
from etl.store import (
    LOCK_SECONDS,
    StoreBusyError,
    StoreError,
    default_store,
    make_folder,
    make_folders,
    pending_folder,
    sync_file,
    sync_folder,
    unwritable,
    write_file,
)
from etl.submissions import STATUS_WORDS, Outcome, Submission, options_as_dict, read_submissions
from locales import Sentence

WAITING_AT_ONCE = 50
WAITING_OF_ONE = 10


@dataclass(frozen=True)
class Submitted:
    """What came of giving a file: where it waits, and whether it is new; `batch_id` if it counts already."""

    submission_id: str | None
    batch_id: str | None
    new: bool


def same_person(one: str, other: str) -> bool:
    """Tell whether two names are the same person's, in whatever case they are written.

    >>> same_person("Li@example.org ", "li@EXAMPLE.org")
    True
    """
    return one.strip().casefold() == other.strip().casefold()


@contextmanager
def _deciding(store: Path) -> Iterator[None]:
    """Hold the lock that keeps two people from deciding on the same file at once."""
    make_folders(store)
    try:
        make_folder(pending_folder(store))
        with FileLock(store / "pending.lock", timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise StoreBusyError(
            N_("Somebody else is writing to the store {store}: try again in a moment."), store=store
        ) from error
    except OSError as error:
        raise unwritable(store, error) from error


def submit(
    store: Path, checked: Intake, by: str, options: Options, *, origin: str = "", reason: str = ""
) -> Submitted:
    """Keep a checked file until an approver decides; nothing counts yet.

    `options` say how it was read. Bytes that wait or count already are not stored again. Raises StoreError
    if the file has errors, if too many files wait, or if the store cannot be written.
    """
    if checked.table is None:
        raise StoreError(N_("{file} has errors: mend them first."), file=checked.file_name)
    same = (checked.sha256, checked.dataset.name)
    with _deciding(store), logged(store):
        for batch in active(read_batches(store)):
            if (batch.receipt["sha256"], batch.receipt["dataset"]) == same:
                return Submitted(None, batch.batch_id, new=False)
        submissions = read_submissions(store)
        waiting = [one for one in submissions if one.status == "waiting"]
        for one in waiting:
            if (one.content["sha256"], one.content["dataset"]) == same:
                return Submitted(one.submission_id, None, new=False)
        own = sum(same_person(one.author, by) for one in waiting)
        if len(waiting) >= WAITING_AT_ONCE or own >= WAITING_OF_ONE:
            raise StoreError(
                N_("{count} files wait for an approver already: have some decided on first."),
                count=own if own >= WAITING_OF_ONE else len(waiting),
            )
        number = max((int(one.submission_id[:6]) for one in submissions), default=0) + 1
        submission_id = f"{number:06d}-{checked.sha256[:8]}"
        content = {
            "submission_id": submission_id,
            "dataset": checked.dataset.name,
            "file_name": checked.file_name,
            "sha256": checked.sha256,
            "rows": checked.report.rows,
            "options": options_as_dict(options),
            "origin": origin,
            "reason": reason,
            "new_source": record_of(checked),
            "at": now(),
            "by": by,
            "warnings": checked.report.warnings,
            "findings": [finding.as_dict() for finding in checked.report.findings],
        }
        _store_folder(pending_folder(store) / submission_id, checked.content, content)
    return Submitted(submission_id, None, new=True)


def _store_folder(final: Path, received: bytes, content: dict[str, object]) -> None:
    incoming = final.with_name(f".{uuid.uuid4().hex}")
    try:
        incoming.mkdir()
        (incoming / "received").write_bytes(received)
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (incoming / "submission.json").write_text(text, "utf-8")
        for path in incoming.iterdir():
            sync_file(path)
        sync_folder(incoming)
        incoming.rename(final)
        sync_folder(final.parent)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def _waiting(store: Path, submission_id: str) -> Submission:
    for one in read_submissions(store):
        if one.submission_id == submission_id:
            if one.status == "waiting" or (one.status == "approved" and one.decision is None):
                return one
            raise _settled(one)
    raise StoreError(
        N_("There is no submission {submission}: see the list of submissions."), submission=submission_id
    )


def _settled(submission: Submission) -> StoreError:
    return StoreError(
        N_("Submission {submission} is {status}: nothing was changed."),
        submission=submission.submission_id,
        status=Sentence(STATUS_WORDS[submission.status]),
    )


def recheck(store: Path, submission: Submission) -> Intake:
    """Read and check the bytes of a submission against the contracts and the data of now."""
    snapshot = open_snapshot(store)
    try:
        references = references_of(snapshot)
    finally:
        snapshot.close()
    content = submission.received_file.read_bytes()
    record = submission.content.get("new_source")
    source = None if record is None else row_of(record)
    if source is not None:
        references = with_source(references, source)
    checked = receive(content, str(submission.content["file_name"]), references, submission.options).intake
    return replace(checked, new_source=source)


def approve(
    store: Path, submission_id: str, by: str, reason: str = "", *, previewed: str | None = None
) -> Accepted:
    """Accept a waiting file as a batch; the approver must be somebody else than its author.

    `previewed` is the version that the approver saw a preview against. Raises StoreError if the approver is
    the author, if the file does not fit the data any more, if the data have changed since the preview, or if
    the file does not wait.
    """
    with _deciding(store):
        submission = _waiting(store, submission_id)
        if same_person(submission.author, by):
            raise StoreError(N_("You gave this file yourself: somebody else has to approve it."))
        checked = recheck(store, submission)
        if checked.table is None:
            raise StoreError(
                N_(
                    "{file} does not fit the data any more ({count} errors): reject it with the reason, so"
                    " that its author can mend it."
                ),
                file=checked.file_name,
                count=checked.report.errors,
            )
        provenance = {"submission": submission_id, "submitted_by": submission.author}
        origin = str(submission.content.get("origin", ""))
        why = str(submission.content.get("reason", ""))
        accepted = accept(store, checked, by, origin, reason=why, previewed=previewed, provenance=provenance)
        _decide(store, submission, "approved", by, reason)
    return accepted


def reject(store: Path, submission_id: str, reason: str, by: str) -> None:
    """Decide against a waiting file and keep it with the reason; its author takes it back in the same way."""
    if not reason.strip():
        raise StoreError(N_("Give a reason: its author will read it."))
    with _deciding(store):
        submission = _waiting(store, submission_id)
        if submission.batch_id is not None:
            raise _settled(submission)
        own = same_person(submission.author, by)
        _decide(store, submission, "taken back" if own else "rejected", by, reason)


def _decide(store: Path, submission: Submission, outcome: Outcome, by: str, reason: str) -> None:
    decision = {"outcome": outcome, "at": now(), "by": by, "reason": reason}
    with logged(store):
        write_file(submission.folder / "decision.json", json.dumps(decision, ensure_ascii=False).encode())


def _describe(submission: Submission) -> str:
    fields = (submission.content.get(name, "?") for name in ("dataset", "rows", "at", "by", "file_name"))
    decision = submission.decision or {}
    last = [str(decision[name]) for name in ("by", "reason") if decision.get(name)]
    return "  ".join([submission.submission_id, submission.status, *map(str, fields), *last])


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m etl.pending", description="List, approve, reject submissions."
    )
    parser.add_argument("command", choices=("list", "approve", "reject"))
    parser.add_argument("submission_id", nargs="?", default="", metavar="ID")
    parser.add_argument("--reason", default="", metavar="TEXT")
    parser.add_argument("--store", type=Path, default=default_store(), metavar="DIR")
    options = parser.parse_args(arguments)
    if options.command == "list":
        for submission in read_submissions(options.store):
            print(_describe(submission))
        return 0
    by = current_user()
    try:
        with attempt(options.store, by, options.command, options.submission_id):
            if options.command == "approve":
                accepted = approve(options.store, options.submission_id, by, options.reason)
                print(f"{options.submission_id} is batch {accepted.batch_id}: version {accepted.version}")
            else:
                reject(options.store, options.submission_id, options.reason, by)
                print(f"{options.submission_id} rejected")
    except (StoreError, duckdb.Error) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
