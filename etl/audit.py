"""The audit log of a store: `python -m etl.audit list|verify [--store DIR] [--head SEAL]`.

Whatever changed the store left a file there that says who, when and why: the receipt of a batch, an event
beside it, a submission, a decision on it. The log is caught up with those files under the store's lock,
before and after every write, so a writer killed between the change and its line loses nothing: the next
one writes the line. Refused and failed attempts leave no file; their lines are written at once.
"""

import argparse
import json
import logging
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from filelock import Timeout

from etl.audit_log import FIRST_SEAL, Entry, Outcome, append, broken_lines, read_log
from etl.store import StoreError, default_store, locked, sha256

log = logging.getLogger(__name__)
UNWRITABLE = "The audit log cannot be written"


@dataclass(frozen=True)
class Names:
    """How one kind of file names when, who and what, and the action for each value of what."""

    at: str
    by: str
    what: str
    actions: Mapping[str, str]


PROOFS = (
    ("batches", "[0-9]*/receipt.json", Names("accepted_at", "accepted_by", "", {"": "accept"})),
    (
        "batches",
        "[0-9]*/events/[0-9]*.json",
        Names("at", "by", "event", {"withdrawn": "withdraw", "restored": "restore"}),
    ),
    ("pending", "[0-9]*/submission.json", Names("at", "by", "", {"": "submit"})),
    (
        "pending",
        "[0-9]*/decision.json",
        Names(
            "at", "by", "outcome", {"approved": "approve", "rejected": "reject", "taken back": "take back"}
        ),
    ),
    (
        "frameworks",
        "[0-9]*/receipt.json",
        Names("accepted_at", "accepted_by", "", {"": "framework"}),
    ),
    (
        "frameworks",
        "[0-9]*/events/[0-9]*.json",
        Names("at", "by", "event", {"withdrawn": "withdraw"}),
    ),
    ("names", "[0-9]*.json", Names("at", "by", "", {"": "mapping"})),
)
"""Every kind of file that proves a change of the store: its folder, its pattern, its names."""


def now() -> str:
    """Return the time to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def logged(store: Path) -> Iterator[None]:
    """Hold the store's write lock; the log has caught up with the store before and after."""
    with locked(store):
        catch_up(store)
        try:
            yield
        finally:
            catch_up(store)


def catch_up(store: Path) -> None:
    """Write the lines that the log lacks for what lies in the store; the caller holds the store's lock.

    A log that cannot be written stops nothing: what happened can be read from the store, and the next
    writer adds it.
    """
    try:
        known = {entry.step for entry in read_log(store)}
        append(store, facts(store, known))
    except (OSError, Timeout):
        log.exception(UNWRITABLE)


def record(store: Path, *, by: str, action: str, item: str, outcome: Outcome, reason: str) -> None:
    """Write a line about an attempt that left nothing in the store."""
    try:
        append(store, [Entry(now(), by, action, item, outcome, reason, logged=now())])
    except (OSError, Timeout):
        log.exception(UNWRITABLE)


@contextmanager
def attempt(store: Path, by: str, action: str, item: str) -> Iterator[None]:
    """Write a line if what is tried inside fails; what succeeds leaves its own proof in the store."""
    try:
        yield
    except (StoreError, OSError, duckdb.Error) as error:
        record(store, by=by, action=action, item=item, outcome="failed", reason=str(error))
        raise


def facts(store: Path, known: Collection[str] = ()) -> list[Entry]:
    """Return what the files of the store say was done, in the order of time.

    Files whose step is `known` are not read again.
    """
    found = []
    for kind, (place, pattern, names) in enumerate(PROOFS):
        for path in (store / place).glob(pattern):
            entry = None if path.relative_to(store).as_posix() in known else _fact(store, path, names)
            if entry is not None:
                found.append((entry.at, kind, entry.step, entry))
    # Within one second a thing is given before it is taken back, which is the order of the kinds.
    return [entry for *_, entry in sorted(found, key=lambda one: one[:3])]


def _fact(store: Path, path: Path, names: Names) -> Entry | None:
    """Return the entry that a file proves, None for a damaged one: `verify` tells if the log knows it."""
    try:
        content = path.read_bytes()
        values: dict[str, Any] = json.loads(content)
        place = path.relative_to(store)
        return Entry(
            at=str(values[names.at]),
            by=str(values[names.by]),
            action=names.actions[values[names.what]] if names.what else names.actions[""],
            item=place.parts[1],
            outcome="done",
            reason=str(values.get("reason") or ""),
            step=place.as_posix(),
            proof=sha256(content),
            logged=now(),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


@dataclass(frozen=True)
class Verdict:
    """What checking the log found: `problems` must be empty; `waiting` lines the next writer will add."""

    entries: int
    head: str
    problems: tuple[str, ...]
    waiting: int


def verify(store: Path, head: str | None = None) -> Verdict:
    """Check every seal, and every line against the file that proves it.

    `head` is a seal noted earlier: it must still be in the log.
    """
    before = read_log(store)
    held = {entry.step: entry for entry in facts(store)}
    after = read_log(store)
    problems = [f"line {number}: its seal does not fit" for number in broken_lines(store)]
    for entry in before:
        if not entry.step:
            continue
        proof = held.get(entry.step)
        if proof is None:
            problems.append(f"line {entry.number}: {entry.step} is gone or damaged")
        elif proof.proof != entry.proof:
            problems.append(f"line {entry.number}: {entry.step} was changed")
    if head is not None and head not in {FIRST_SEAL, *(entry.seal for entry in after)}:
        problems.append(f"the seal {head} is not in the log: lines were cut off or replaced")
    waiting = len(held.keys() - {entry.step for entry in after})
    return Verdict(len(after), after[-1].seal if after else FIRST_SEAL, tuple(problems), waiting)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status: 1 if the log was tampered with."""
    parser = argparse.ArgumentParser(prog="python -m etl.audit", description="List or verify the audit log.")
    parser.add_argument("command", choices=("list", "verify"))
    parser.add_argument("--store", type=Path, default=default_store(), metavar="DIR")
    parser.add_argument("--head", metavar="SEAL", help="a seal noted earlier, which must still be there")
    options = parser.parse_args(arguments)
    if options.command == "list":
        for entry in read_log(options.store):
            fields = (entry.number, entry.at, entry.by, entry.action, entry.item, entry.outcome, entry.reason)
            print("  ".join(str(field).replace("\n", " ") for field in fields))
        return 0
    verdict = verify(options.store, options.head)
    for problem in verdict.problems:
        print(problem, file=sys.stderr)
    state = "broken" if verdict.problems else "whole"
    print(f"{verdict.entries} entries, {state}, {verdict.waiting} to be caught up, head {verdict.head}")
    return 1 if verdict.problems else 0


if __name__ == "__main__":
    sys.exit(main())
