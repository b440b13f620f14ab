"""The file of the audit log: one JSON object a line, each sealed with the seal of the line before it.

A line is appended under a lock of its own and synced before the lock is released. Changing, removing or
moving a line breaks every seal after it. Cutting lines off the end does not: whoever has to be sure of that
keeps the last seal elsewhere and gives it to `python -m etl.audit verify --head`.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock

from etl.store import sha256

Outcome = Literal["done", "refused", "failed"]
LOCK_SECONDS = 30.0
FIRST_SEAL = "0" * 64
LONGEST_TEXT = 1000


@dataclass(frozen=True)
class Entry:
    """Who did what to which object, when, with which outcome and why.

    `step` is the file of the store that proves a done action, `proof` its SHA-256; both are empty for what
    was refused or failed. `logged` is when the line was written, which is later than `at` if a killed writer
    left that to the next one.
    """

    at: str
    by: str
    action: str
    item: str
    outcome: Outcome
    reason: str = ""
    step: str = ""
    proof: str = ""
    logged: str = ""
    number: int = 0
    previous: str = ""
    seal: str = ""


FIELDS = frozenset(Entry.__dataclass_fields__)


def log_file(store: Path) -> Path:
    """Return the file of the log."""
    return store / "audit.jsonl"


def sealed(entry: Entry, previous: str, number: int) -> Entry:
    """Return an entry in its place of the chain.

    >>> entry = Entry("2026-01-01", "li", "accept", "000001", "done")
    >>> sealed(entry, FIRST_SEAL, 1) == sealed(entry, FIRST_SEAL, 1)
    True
    >>> sealed(entry, FIRST_SEAL, 1).seal == sealed(replace(entry, by="wang"), FIRST_SEAL, 1).seal
    False
    """
    placed = replace(entry, previous=previous, number=number, seal="")
    return replace(placed, seal=sha256(json.dumps(asdict(placed), sort_keys=True).encode()))


def append(store: Path, entries: Iterable[Entry]) -> None:
    """Write entries at the end, each once: one whose `step` the log holds already is left out.

    Raises OSError if the log cannot be written; filelock.Timeout if another process holds it for long.
    """
    entries = [_shortened(entry) for entry in entries]
    if not entries:
        return
    with FileLock(store / "audit.lock", timeout=LOCK_SECONDS):
        lines, whole = _lines(store)
        last = _parsed(lines[-1]) if lines else None
        steps = _steps(lines) if any(entry.step for entry in entries) else set()
        seal, number = (last.seal, last.number) if last else (_seal_of(lines), len(lines))
        new: list[bytes] = []
        for entry in entries:
            if entry.step and entry.step in steps:
                continue
            placed = sealed(entry, seal, number + 1)
            seal, number = placed.seal, placed.number
            new.append(json.dumps(asdict(placed), ensure_ascii=False).encode() + b"\n")
        if new:
            _write(log_file(store), whole, b"".join(new))


def _shortened(entry: Entry) -> Entry:
    texts = {name: getattr(entry, name)[:LONGEST_TEXT] for name in ("by", "action", "item", "reason")}
    return replace(entry, **texts)


def _write(path: Path, whole: int, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        # A line that a killed writer left unfinished was never acknowledged; only that is cut off.
        os.ftruncate(handle, whole)
        os.lseek(handle, whole, os.SEEK_SET)
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _lines(store: Path) -> tuple[list[bytes], int]:
    """Return the finished lines, and how many bytes they take."""
    try:
        content = log_file(store).read_bytes()
    except FileNotFoundError:
        return [], 0
    whole = content.rfind(b"\n") + 1
    return content[:whole].splitlines(), whole


def _parsed(line: bytes) -> Entry | None:
    try:
        fields: dict[str, Any] = json.loads(line)
        return Entry(**fields) if fields.keys() == FIELDS else None
    except (ValueError, TypeError, AttributeError):
        return None


def _seal_of(lines: list[bytes]) -> str:
    # After a line that somebody damaged the chain goes on from its bytes: the damage stays visible.
    return sha256(lines[-1]) if lines else FIRST_SEAL


def _steps(lines: list[bytes]) -> set[str]:
    return {entry.step for entry in map(_parsed, lines) if entry is not None and entry.step}


def read_log(store: Path) -> list[Entry]:
    """Return the entries that can be read, the oldest first."""
    return [entry for entry in map(_parsed, _lines(store)[0]) if entry is not None]


def broken_lines(store: Path) -> list[int]:
    """Return the numbers of the lines whose seal does not fit, counted from 1."""
    broken = []
    seal, last = FIRST_SEAL, 0
    for number, line in enumerate(_lines(store)[0], start=1):
        entry = _parsed(line)
        if entry is None or entry != sealed(entry, seal, last + 1):
            broken.append(number)
        seal, last = (entry.seal, entry.number) if entry is not None else (sha256(line), number)
    return broken
