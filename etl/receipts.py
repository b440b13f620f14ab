"""Read the accepted batches of a store: folders that are written once and never changed.

batches/000001-1a2b3c4d/received        the bytes as they came
                        table.parquet   the tidy rows they became
                        source.parquet  the source that came with them, if it was new
                        receipt.json    who, when, what, findings
                        events/0001-withdrawn.json, 0002-restored.json …
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from etl.contract_types import N_
from etl.contracts import DATASETS
from etl.store import batches_folder, is_sandbox, sha256, sha256_file

Status = Literal["accepted", "withdrawn", "damaged"]
RECEIPT_FIELDS = frozenset(
    ("batch_id", "dataset", "file_name", "sha256", "table_sha256", "rows", "accepted_at", "accepted_by")
)
DAMAGED_NOTICE = N_("Batch {batch} is damaged and set aside; the rest is served. Give its file again.")


@dataclass(frozen=True)
class Batch:
    """One accepted file: its folder, its receipt, and what has happened to it since.

    `rows_from` is the folder that holds the rows while the batch is not in its own folder yet; `tables` are
    the rows themselves, each with its dataset, while they are in no folder at all.
    """

    folder: Path
    receipt: dict[str, Any]
    receipt_sha256: str
    events: tuple[dict[str, Any], ...] = ()
    damaged: bool = False
    rows_from: Path | None = None
    tables: tuple[tuple[str, pa.Table], ...] | None = None

    @property
    def batch_id(self) -> str:
        """Number in the order of acceptance, and the start of the file's SHA-256."""
        return self.folder.name

    @property
    def sequence(self) -> int:
        """Place in the order of acceptance; bundled tables are 0."""
        return int(self.folder.name.split("-")[0])

    @property
    def status(self) -> Status:
        """Whether the batch counts, was withdrawn, or cannot be read."""
        if self.damaged:
            return "damaged"
        withdrawn = bool(self.events) and self.events[-1]["event"] == "withdrawn"
        return "withdrawn" if withdrawn else "accepted"

    @property
    def table_file(self) -> Path:
        """The tidy rows."""
        return (self.rows_from or self.folder) / "table.parquet"

    def files_of(self, dataset: str) -> list[Path]:
        """Return the files that hold rows of a dataset: its own, and the source that came with the rows."""
        own = [self.table_file] if self.receipt["dataset"] == dataset else []
        came = dataset == "source" and "source_sha256" in self.receipt
        return [*own, self.table_file.with_name("source.parquet")] if came else own

    def rows_of(self, dataset: str) -> Sequence[Path | pa.Table]:
        """Return the rows of a dataset that came with this batch: files, or tables that are no files yet."""
        if self.tables is None:
            return self.files_of(dataset)
        return [table for name, table in self.tables if name == dataset]


def _read_batch(folder: Path) -> Batch:
    try:
        content = (folder / "receipt.json").read_bytes()
        receipt = json.loads(content)
        table = folder / "table.parquet"
        whole = receipt.keys() >= RECEIPT_FIELDS and receipt["dataset"] in DATASETS
        # A folder carried over from a sandbox to the real data, or back, does not count there.
        whole = whole and bool(receipt.get("sample", False)) == is_sandbox(folder.parent.parent)
        whole = whole and sha256_file(table) == receipt["table_sha256"]
        if "source_sha256" in receipt:
            whole = whole and sha256_file(folder / "source.parquet") == receipt["source_sha256"]
        events = tuple(json.loads(path.read_bytes()) for path in sorted((folder / "events").glob("*.json")))
        return Batch(folder, receipt, sha256(content), events, damaged=not whole)
    except (OSError, ValueError, AttributeError):
        # Whatever is wrong with the folder, the other batches must still be served.
        return Batch(folder, {"batch_id": folder.name}, "", damaged=True)


def read_batches(store: Path) -> list[Batch]:
    """Return every batch in the order of acceptance, damaged and withdrawn ones too."""
    folder = batches_folder(store)
    if not folder.is_dir():
        return []
    names = sorted(path for path in folder.iterdir() if path.is_dir() and path.name[:6].isdigit())
    return [_read_batch(path) for path in names]


def active(batches: list[Batch]) -> list[Batch]:
    """Return the batches that count."""
    return [batch for batch in batches if batch.status == "accepted"]
