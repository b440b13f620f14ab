"""Read the files that wait for an approver, or did: folders that are written once and never changed.

pending/000001-1a2b3c4d/received          the bytes as they came
                        submission.json   who, when, what, how it was read, findings
                        decision.json     approved, rejected or taken back: by whom, when, why
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from etl.contract_types import N_
from etl.contracts import DATASETS
from etl.reception import Options
from etl.store import batches_folder, pending_folder, sha256_file

Outcome = Literal["approved", "rejected", "taken back"]
Status = Literal["waiting", "approved", "rejected", "taken back", "damaged"]
STATUS_WORDS: dict[Status, str] = {
    "waiting": N_("waiting for an approver"),
    "approved": N_("approved"),
    "rejected": N_("rejected"),
    "taken back": N_("taken back by its author"),
    "damaged": N_("damaged"),
}
FIELDS = frozenset(("submission_id", "dataset", "file_name", "sha256", "rows", "options", "at", "by"))


@dataclass(frozen=True)
class Submission:
    """One file that somebody gave: what it is, and what became of it.

    `batch_id` is the batch it has become, None while it is none.
    """

    folder: Path
    content: Mapping[str, Any]
    decision: Mapping[str, Any] | None = None
    batch_id: str | None = None
    damaged: bool = False

    @property
    def submission_id(self) -> str:
        """Number in the order of submission, and the start of the file's SHA-256."""
        return self.folder.name

    @property
    def author(self) -> str:
        """Whoever gave the file."""
        return str(self.content.get("by", ""))

    @property
    def status(self) -> Status:
        """Whether it waits, what was decided, or that it cannot be read."""
        if self.decision is not None:
            outcome: Outcome = self.decision["outcome"]
            return outcome
        if self.batch_id is not None:
            return "approved"
        return "damaged" if self.damaged else "waiting"

    @property
    def options(self) -> Options:
        """How the file was read, so that it is read the same way again."""
        return Options(**self.content["options"])

    @property
    def received_file(self) -> Path:
        """The bytes as they came."""
        return self.folder / "received"


def options_as_dict(options: Options) -> dict[str, Any]:
    """Return the options of reading a file, ready for JSON."""
    return {**asdict(options), "names": dict(options.names)}


def read_submissions(store: Path) -> list[Submission]:
    """Return every submission in the order they were given, decided and damaged ones too."""
    folder = pending_folder(store)
    if not folder.is_dir():
        return []
    became = _batches_by_submission(store)
    names = sorted(path for path in folder.iterdir() if path.is_dir() and path.name[:6].isdigit())
    return [_read(path, became.get(path.name)) for path in names]


def _batches_by_submission(store: Path) -> dict[str, str]:
    """Return which batch each submission became; only receipts are read, as tables may be large."""
    found: dict[str, str] = {}
    for path in batches_folder(store).glob("[0-9]*/receipt.json"):
        try:
            submission = json.loads(path.read_bytes()).get("submission")
        except (OSError, ValueError, AttributeError):
            continue
        if submission is not None:
            found[str(submission)] = path.parent.name
    return found


def _read(folder: Path, batch_id: str | None) -> Submission:
    try:
        content = json.loads((folder / "submission.json").read_bytes())
        whole = content.keys() >= FIELDS and content["dataset"] in DATASETS
        whole = whole and sha256_file(folder / "received") == content["sha256"]
        Options(**content["options"])
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        content, whole = {"submission_id": folder.name}, False
    decision = _decision(folder)
    return Submission(folder, content, decision, batch_id, damaged=not whole)


def _decision(folder: Path) -> Mapping[str, Any] | None:
    try:
        decision = json.loads((folder / "decision.json").read_bytes())
        known = decision["outcome"] in ("approved", "rejected", "taken back")
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return dict(decision) if known else None
