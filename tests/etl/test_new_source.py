from dataclasses import replace
from pathlib import Path

import pytest

from etl.batches import accept, withdraw
from etl.ingest import references_of
from etl.intake import References
from etl.new_source import NewSource, check_source, with_source
from etl.pending import approve, submit
from etl.receipts import read_batches
from etl.reception import Options, receive
from etl.snapshot import open_snapshot, published_version
from tests.etl.uploads import DOCTORS, checked_file

BULLETIN = NewSource("试验公报, “第一号”", "试验卫生局", "公开", url="https://example.org/1")


@pytest.fixture
def known(store: Path) -> References:
    return references_of(open_snapshot(store))


def test_a_source_enters_and_leaves_with_its_file(store: Path, tmp_path: Path, known: References) -> None:
    base = published_version(store)
    row, report = check_source(BULLETIN, known)
    assert row is not None
    assert report.errors == 0
    assert BULLETIN.source_id in with_source(known, row)["source"]["source_id"].to_pylist()
    checked = checked_file(store, tmp_path, DOCTORS)
    accepted = accept(store, replace(checked, new_source=row), "analyst", reason="first bulletin")
    kept = open_snapshot(store).frame(
        "SELECT title, publisher, licence, url, grade, batch_id FROM source WHERE source_id = ?",
        [BULLETIN.source_id],
    )
    assert kept.to_numpy().tolist() == [
        ["试验公报, “第一号”", "试验卫生局", "公开", "https://example.org/1", "C", accepted.batch_id]
    ]
    assert read_batches(store)[0].receipt["reason"] == "first bulletin"
    assert withdraw(store, accepted.batch_id, "made up", "analyst") == base
    assert published_version(store) == base


@pytest.mark.parametrize("field", ["title", "publisher", "licence"])
def test_title_publisher_and_licence_are_required(known: References, field: str) -> None:
    row, report = check_source(replace(BULLETIN, **{field: "  "}), known)
    assert row is None
    assert [(finding.code, finding.column) for finding in report.findings] == [("value_missing", field)]


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", '"; DROP TABLE source; --', "<img src=x>", "a\nb,c"])
def test_hostile_words_are_a_title_or_a_finding(known: References, title: str) -> None:
    row, report = check_source(replace(BULLETIN, title=title), known)
    assert (row is None) == (report.errors > 0)
    if row is not None:
        assert row["title"].to_pylist() == [title]


def test_a_changed_source_file_makes_the_batch_damaged(
    store: Path, tmp_path: Path, known: References
) -> None:
    row, _report = check_source(BULLETIN, known)
    accepted = accept(store, replace(checked_file(store, tmp_path, DOCTORS), new_source=row), "analyst")
    (store / "batches" / accepted.batch_id / "source.parquet").write_bytes(b"x")
    assert read_batches(store)[0].status == "damaged"


def test_a_source_waits_with_its_file_for_the_approver(store: Path, known: References) -> None:
    row, _report = check_source(BULLETIN, known)
    assert row is not None
    options = Options(dataset="resource", source=BULLETIN.source_id)
    checked = receive(DOCTORS.encode(), "doctors.csv", with_source(known, row), options).intake
    given = submit(store, replace(checked, new_source=row), "li", options, reason="first bulletin")
    approve(store, given.submission_id or "", "wang")
    kept = open_snapshot(store).frame(
        "SELECT source.title FROM resource JOIN source USING (source_id) WHERE resource.value = 99999"
    )
    assert kept["title"].tolist() == [BULLETIN.title]
    assert read_batches(store)[0].receipt["reason"] == "first bulletin"
