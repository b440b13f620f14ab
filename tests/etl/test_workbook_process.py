import datetime

import pytest

from etl.workbook_process import as_text, read
from tests.etl.files import xlsx_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"), (-0.25, "-0.25"), (1e20, "1e+20"), ("007", "007"), (True, "true"), (False, "false"),
        (datetime.date(2020, 1, 28), "2020-01-28"), (datetime.datetime(2020, 1, 28), "2020-01-28"),
        (datetime.datetime(2020, 1, 28, 10, 30), "2020-01-28 10:30:00"), ("", ""),
    ],
)  # fmt: skip
def test_cells_as_text(value: object, text: str) -> None:
    assert as_text(value) == text


def test_a_sheet_beyond_the_limit_is_counted_but_not_laid_out() -> None:
    sheet = read(xlsx_of([["a", "b"], ["c", "d"]]), 3)[0]
    assert (sheet["cells"], sheet["columns"]) == (4, [])
