"""A source that an analyst enters together with a file: checked and stored with the same batch."""

import csv
import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from etl.contracts import DATASETS
from etl.findings import Report
from etl.intake import SAMPLE_MARK, Intake, References, intake
from etl.store import sha256


@dataclass(frozen=True)
class NewSource:
    """What must be known of a source: title, publisher and licence; an address where there is one."""

    title: str
    publisher: str
    licence: str
    grade: str = "C"
    url: str = ""
    accessed: str = ""

    @property
    def source_id(self) -> str:
        """Identifier made of title and publisher: the same work entered twice is one source.

        >>> NewSource("Bulletin", "Health bureau", "public").source_id
        'upload_e45d0902'
        """
        work = "\n".join((self.title.strip(), self.publisher.strip()))
        return f"upload_{sha256(work.encode())[:8]}"


def check_source(source: NewSource, references: References) -> tuple[pa.Table | None, Report]:
    """Return the row of the table `source`, or None with the findings that say what is wrong with it."""
    record = {
        "source_id": source.source_id,
        "title": source.title.strip(),
        "publisher": source.publisher.strip(),
        "licence": source.licence.strip(),
        # In a sandbox every row is sample data, whatever was entered.
        "grade": "" if SAMPLE_MARK in references else source.grade,
        "url": source.url.strip(),
        "accessed": source.accessed.strip(),
    }
    text = io.StringIO()
    writer = csv.DictWriter(text, list(record))
    writer.writeheader()
    writer.writerow(record)
    with tempfile.TemporaryDirectory(prefix="source-") as folder:
        path = Path(folder) / "source.csv"
        path.write_text(text.getvalue(), "utf-8")
        checked = intake(path, DATASETS["source"], references)
    return checked.table, checked.report


def with_source(references: References, row: pa.Table) -> References:
    """Return the references with one more source, so that the rows of a file may name it."""
    known = references["source"]
    return {**references, "source": pa.concat_tables([known, row.select(known.column_names)])}


def record_of(checked: Intake) -> dict[str, str | None] | None:
    """Return the source that comes with a file as plain text, to be written down; None without one."""
    rows = [] if checked.new_source is None else checked.new_source.to_pylist()
    return dict(rows[0]) if rows else None


def row_of(record: Mapping[str, object]) -> pa.Table:
    """Return the row of the table `source` that `record_of` wrote down."""
    names = DATASETS["source"].column_names
    return pa.table({name: pa.array([record.get(name)], pa.string()) for name in names})
