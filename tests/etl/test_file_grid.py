import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import file_grid as module
from etl.file_grid import Grid, file_grid
from etl.intake import References
from etl.reception import Options
from etl.snapshot import Snapshot
from tests.etl.receptions import BROKEN, HEADER, csv_file, references, xlsx_file


@pytest.fixture(scope="module")
def known(real_snapshot: Snapshot) -> References:
    return references(real_snapshot)


def parquet_file(rows: list[list[str]]) -> bytes:
    buffer = io.BytesIO()
    columns = {name: [row[place] for row in rows[1:]] for place, name in enumerate(rows[0])}
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("kind", "make"), [("text", csv_file), ("sheet", xlsx_file), ("parquet", parquet_file)]
)
def test_every_format_gives_the_rows_as_numbered(known: References, kind: str, make: object) -> None:
    grid = file_grid(make([HEADER, *BROKEN]), "upload", known, Options())  # type: ignore[operator]
    assert grid is not None
    assert grid.kind == kind
    assert (grid.header, grid.labels) == (1, tuple(HEADER))
    assert list(grid.rows[2]) == BROKEN[1]


def test_a_title_above_the_header_keeps_its_row(known: References) -> None:
    content = csv_file([["资源表", "", "", "", ""], HEADER, *BROKEN])
    grid = file_grid(content, "upload.csv", known, Options())
    assert grid is not None
    assert (grid.header, list(grid.rows[3])) == (2, BROKEN[1])


def test_columns_are_found_by_label_or_number() -> None:
    grid = Grid("text", [["a", "", "c"]], 1, ("a", "", "c"))
    assert [grid.position(label) for label in ("c", "#2", "x", None)] == [2, 1, None, None]


def test_what_is_no_table_or_too_large_has_no_grid(
    known: References, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert file_grid(b"\x89PNG\r\n", "picture.csv", known, Options()) is None
    monkeypatch.setattr(module, "CELL_LIMIT", 3)
    for content in (csv_file([HEADER, *BROKEN]), xlsx_file([HEADER, *BROKEN])):
        assert file_grid(content, "upload", known, Options()) is None


def test_a_broken_quotation_mark_still_shows_the_lines(known: References) -> None:
    content = csv_file([HEADER, *BROKEN]) + b'370300,hospital_beds,2018,"7,beds\n'
    grid = file_grid(content, "upload.csv", known, Options())
    assert grid is not None
    assert len(grid.rows) >= 5
