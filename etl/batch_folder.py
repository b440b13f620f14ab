"""Write the folder of one batch: the bytes as received, the rows they became, and a receipt."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq

from etl.intake import Intake
from etl.receipts import Batch
from etl.store import sha256_file, sync_file, sync_folder


def write_batch_folder(
    folder: Path,
    batch_id: str,
    checked: Intake,
    *,
    by: str,
    origin: str = "",
    reason: str = "",
    provenance: Mapping[str, str] | None = None,
) -> None:
    """Write a checked file with everything that is to be known about it into a new folder.

    `by` names who accepts it, `reason` why, `origin` where the file comes from, `provenance` who else had a
    part in it.
    """
    folder.mkdir()
    (folder / "received").write_bytes(checked.content)
    pq.write_table(checked.table, folder / "table.parquet", compression="zstd")
    receipt = {
        "batch_id": batch_id,
        "dataset": checked.dataset.name,
        "file_name": checked.file_name,
        "sha256": checked.sha256,
        "table_sha256": sha256_file(folder / "table.parquet"),
        "rows": checked.report.rows,
        "origin": origin,
        "reason": reason,
        "accepted_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "accepted_by": by,
        "sample": checked.sample,
        **(provenance or {}),
        "warnings": checked.report.warnings,
        "findings": [finding.as_dict() for finding in checked.report.findings],
        "findings_zh": [finding.as_dict("zh") for finding in checked.report.findings],
    }
    if checked.new_source is not None:
        pq.write_table(checked.new_source, folder / "source.parquet", compression="zstd")
        receipt["source_sha256"] = sha256_file(folder / "source.parquet")
    (folder / "receipt.json").write_text(json.dumps(receipt, ensure_ascii=False, indent=1), "utf-8")
    for path in folder.iterdir():
        sync_file(path)
    sync_folder(folder)


def candidate(incoming: Path, final: Path) -> Batch:
    """Return the batch as it will be after the rename, reading its rows from where they are now."""
    content = (incoming / "receipt.json").read_bytes()
    return Batch(final, json.loads(content), sha256_file(incoming / "receipt.json"), rows_from=incoming)


def next_batch_id(batches: list[Batch], checked: Intake) -> str:
    """Return the identifier that a file gets if it is accepted next."""
    sequence = max((batch.sequence for batch in batches), default=0) + 1
    return f"{sequence:06d}-{checked.sha256[:8]}"


def holding(batches: list[Batch], checked: Intake) -> Batch | None:
    """Return the batch among these that holds the same bytes for the same dataset already."""
    same = (checked.sha256, checked.dataset.name)
    return next((one for one in batches if (one.receipt["sha256"], one.receipt["dataset"]) == same), None)
