"""A source that an analyst enters together with a file: checked and stored with the same batch."""

import csv
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from etl.contracts import DATASETS
from etl.findings import Report
from etl.intake import References, intake
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
        'upload_4374ef32'
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
        "grade": source.grade,
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
