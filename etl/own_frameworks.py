"""Frameworks that an analyst has handed in: files of the store that are written once and never changed.

frameworks/000001-1a2b3c4d/framework.toml          the bytes as they came
                           receipt.json            who, when, why, under which code
                           events/0001-withdrawn.json

Whether a file is a framework is for `metrics.framework_file` to say, before it comes here. A code names the
same bytes for ever, so that a link to it shows what its sender saw.
"""

import json
import shutil
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from etl.audit import logged
from etl.contract_types import N_
from etl.store import (
    StoreError,
    frameworks_folder,
    make_folder,
    sha256,
    sha256_file,
    sync_file,
    sync_folder,
    unwritable,
    write_file,
)

MOST_BYTES = 1_000_000
DAMAGED_FRAMEWORK = N_("Framework {framework} is damaged and left out: hand its file in again.")
BUNDLED_CODES = ("public_data", "county_capacity", "six_dimensions")


@dataclass(frozen=True)
class OwnFramework:
    """One handed-in framework: its folder, its receipt, and what has happened to it since."""

    folder: Path
    receipt: dict[str, Any]
    events: tuple[dict[str, Any], ...] = ()

    @property
    def framework_id(self) -> str:
        """Number in the order of acceptance, and the start of the file's SHA-256."""
        return self.folder.name

    @property
    def code(self) -> str:
        """The name it has in links."""
        return str(self.receipt["code"])

    @property
    def file(self) -> Path:
        """The file as it came."""
        return self.folder / "framework.toml"

    @property
    def is_active(self) -> bool:
        """Whether it can be chosen."""
        return not self.events or self.events[-1]["event"] != "withdrawn"


def read_frameworks(store: Path) -> list[OwnFramework]:
    """Return every handed-in framework in the order of acceptance; damaged folders are left out."""
    return [found for path in _folders(store) if (found := _read(path)) is not None]


def damaged_frameworks(store: Path) -> list[str]:
    """Return the identifiers of the folders that `read_frameworks` leaves out."""
    return [path.name for path in _folders(store) if _read(path) is None]


def _folders(store: Path) -> list[Path]:
    folder = frameworks_folder(store)
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[:6].isdigit())


def _read(folder: Path) -> OwnFramework | None:
    try:
        receipt = json.loads((folder / "receipt.json").read_bytes())
        whole = sha256_file(folder / "framework.toml") == receipt["sha256"] and receipt["code"]
        events = tuple(json.loads(path.read_bytes()) for path in sorted((folder / "events").glob("*.json")))
        return OwnFramework(folder, receipt, events) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        # Whatever is wrong with one folder, the other frameworks can still be chosen.
        return None


def active_frameworks(store: Path) -> dict[str, OwnFramework]:
    """Return the frameworks that can be chosen, by code."""
    return {one.code: one for one in read_frameworks(store) if one.is_active}


def refuse_taken(store: Path, content: bytes, code: str) -> None:
    """Raise StoreError if another framework has the code, be it withdrawn."""
    others = [one for one in read_frameworks(store) if one.receipt["sha256"] != sha256(content)]
    if code in BUNDLED_CODES or code in {one.code for one in others}:
        raise StoreError(
            N_("There is another framework with the code {code}: give yours a code of its own."), code=code
        )


def accept_framework(
    store: Path, content: bytes, file_name: str, code: str, *, by: str, reason: str = ""
) -> OwnFramework:
    """Store a checked framework file; the same bytes are not stored twice.

    Raises StoreError if another framework has the code, or if the store is busy or cannot be written.
    """
    with logged(store):
        known = read_frameworks(store)
        digest = sha256(content)
        for one in known:
            if one.is_active and one.receipt["sha256"] == digest:
                return one
        refuse_taken(store, content, code)
        final = frameworks_folder(store) / f"{_next_number(store):06d}-{digest[:8]}"
        incoming = frameworks_folder(store) / f".{uuid.uuid4().hex}"
        receipt = {
            "framework_id": final.name,
            "code": code,
            "file_name": file_name,
            "sha256": digest,
            "accepted_at": _now(),
            "accepted_by": by,
            "reason": reason,
        }
        try:
            make_folder(frameworks_folder(store))
            incoming.mkdir()
            (incoming / "framework.toml").write_bytes(content)
            (incoming / "receipt.json").write_text(json.dumps(receipt, ensure_ascii=False, indent=1), "utf-8")
            for path in incoming.iterdir():
                sync_file(path)
            sync_folder(incoming)
            incoming.rename(final)
            sync_folder(final.parent)
        except OSError as error:
            raise unwritable(store, error) from error
        finally:
            shutil.rmtree(incoming, ignore_errors=True)
        return OwnFramework(final, receipt)


def withdraw_framework(store: Path, framework_id: str, reason: str, by: str) -> None:
    """Take a framework out of the choice and keep it with the reason; handing it in again brings it back."""
    if not reason.strip():
        raise StoreError(N_("Give a reason: it is kept with the framework."))
    with logged(store):
        found = next((one for one in read_frameworks(store) if one.framework_id == framework_id), None)
        if found is None or not found.is_active:
            raise StoreError(N_("There is no framework {name} to withdraw."), name=framework_id)
        entry = {"event": "withdrawn", "at": _now(), "by": by, "reason": reason}
        try:
            events = found.folder / "events"
            make_folder(events)
            write_file(
                events / f"{len(found.events) + 1:04d}-withdrawn.json",
                json.dumps(entry, ensure_ascii=False).encode(),
            )
        except OSError as error:
            raise unwritable(store, error) from error


def _next_number(store: Path) -> int:
    # Damaged folders keep their number: the same file can be handed in again beside one.
    return max((int(path.name[:6]) for path in _folders(store)), default=0) + 1


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
