"""Write the folder of one batch: the bytes as received, the rows they became, and a receipt."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.intake import Intake
from etl.receipts import Batch
from etl.store import sha256, sha256_file, sync_file, sync_folder


def receipt_of(
    batch_id: str,
    checked: Intake,
    *,
    by: str,
    origin: str = "",
    reason: str = "",
    provenance: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return everything that is to be known about a checked file that enters now.

    `by` names who accepts it, `reason` why, `origin` where the file comes from, `provenance` who else had a
    part in it.
    """
    return {
        "batch_id": batch_id,
        "dataset": checked.dataset.name,
        "file_name": checked.file_name,
        "sha256": checked.sha256,
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


def packed(table: pa.Table) -> pa.Buffer:
    """Return rows as the bytes of a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def write_parts(folder: Path, checked: Intake, receipt: Mapping[str, Any], rows: pa.Buffer) -> None:
    """Write a new folder with a checked file, its packed `rows`, and the receipt with their SHA-256."""
    folder.mkdir()
    (folder / "received").write_bytes(checked.content)
    (folder / "table.parquet").write_bytes(rows)
    receipt = {**receipt, "table_sha256": sha256(rows)}
    if checked.new_source is not None:
        source = packed(checked.new_source)
        (folder / "source.parquet").write_bytes(source)
        receipt["source_sha256"] = sha256(source)
    (folder / "receipt.json").write_text(json.dumps(receipt, ensure_ascii=False, indent=1), "utf-8")
    for path in folder.iterdir():
        sync_file(path)
    sync_folder(folder)


def coming(final: Path, receipt: dict[str, Any], checked: Intake) -> Batch:
    """Return the batch as it will be in its folder, while its rows are in memory only.

    A snapshot can be built of it; its version can be told when the receipt is written, from `candidate`.
    """
    tables = [(checked.dataset.name, checked.table)]
    if checked.new_source is not None:
        tables.append(("source", checked.new_source))
    return Batch(final, receipt, "", tables=tuple(tables))


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
