"""Every bad file ends in a report that names code, row and column, and none is ever stored."""

from collections import Counter
from pathlib import Path

import pytest

from etl.batches import accept
from etl.intake import References
from etl.receipts import read_batches
from etl.reception import receive
from etl.snapshot import published_version
from etl.store import StoreError
from tests.etl.bad_files import BadFile, bad_files

CORPUS = bad_files()


def test_the_corpus_covers_every_format() -> None:
    kinds = Counter(Path(each.name).suffix for each in CORPUS)
    assert len(CORPUS) >= 80
    assert len({each.name for each in CORPUS}) == len(CORPUS)
    assert all(kinds[kind] >= 5 for kind in (".csv", ".xlsx", ".xls", ".zip", ".parquet")), kinds


@pytest.mark.parametrize("bad", CORPUS, ids=lambda bad: bad.name)
def test_a_bad_file_ends_in_a_report_with_code_row_and_column(bad: BadFile, known: References) -> None:
    checked = receive(bad.content, bad.name, known, bad.options).intake
    assert checked.table is None
    errors = [finding for finding in checked.report.findings if finding.severity == "error"]
    assert bad.code in {finding.code for finding in errors}
    for finding in errors:
        assert finding.row is not None
        assert finding.row >= 1
        assert finding.column
        for language in ("en", "zh"):
            words = finding.as_dict(language)  # type: ignore[arg-type]
            assert words["expected"]
            assert words["fix"]


def test_none_of_them_can_be_stored(store: Path, known: References) -> None:
    before = published_version(store)
    for bad in CORPUS[::7]:
        checked = receive(bad.content, bad.name, known, bad.options).intake
        with pytest.raises(StoreError):
            accept(store, checked, "tester")
    assert read_batches(store) == []
    assert published_version(store) == before
