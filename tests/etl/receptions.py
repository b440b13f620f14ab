"""Files received against the bundled references, for tests of what is made of a reception."""

import io

from openpyxl import Workbook

from etl.ingest import references_of
from etl.intake import References
from etl.reception import Options, Reception, receive
from etl.snapshot import Snapshot

HEADER = ["unit_code", "resource_code", "year", "value", "unit"]
BROKEN = [
    ["370200", "licensed_doctors", "2019", "99999", "persons"],
    ["370200", "hospital_beds", "2019", "not many", "beds"],
    ["370300", "hospital_beds", "2019", "=1+1", "beds"],
]


def references(snapshot: Snapshot) -> References:
    """Return what files are checked against."""
    return references_of(snapshot)


def csv_file(rows: list[list[str]]) -> bytes:
    """Return rows as CSV."""
    return "".join(",".join(row) + "\n" for row in rows).encode()


def xlsx_file(rows: list[list[str]], title: str = "表一") -> bytes:
    """Return rows as a workbook whose cells are text, under a title that spans the table."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row, cells in enumerate(rows, start=1):
        for place, text in enumerate(cells, start=1):
            cell = sheet.cell(row, place)
            cell.value = text
            cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def received(content: bytes, known: References, name: str = "upload.csv", **options: str) -> Reception:
    """Receive a file as the upload page does."""
    return receive(content, name, known, Options(**options))  # type: ignore[arg-type]
