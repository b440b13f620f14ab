from pathlib import Path

import pytest

from etl.batches import accept, withdraw
from etl.contracts import DATASETS
from etl.intake import References, intake
from etl.own_frameworks import accept_framework
from etl.pending import submit
from etl.receipts import read_batches
from etl.reception import Options
from etl.snapshot import published_version, snapshot_file
from etl.store import BUNDLED_DATA
from etl.verify import main, problems

SOURCE = "source_id,title,publisher,licence,grade\ntest_source,Title,Publisher,none,C\n"


@pytest.fixture
def store_with_batch(store: Path, tmp_path: Path, references: References) -> Path:
    path = tmp_path / "source.csv"
    path.write_text(SOURCE, "utf-8")
    accepted = accept(store, intake(path, DATASETS["source"], references), "analyst")
    withdraw(store, accepted.batch_id, "typing error", "analyst")
    return store


def test_a_whole_store_has_no_problem(store_with_batch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(store_with_batch)]) == 0
    assert capsys.readouterr().out == "1 batches, 2 snapshots, 0 problems\n"


@pytest.mark.parametrize(
    ("part", "words"),
    [("received", "file as received is damaged"), ("table.parquet", "copy its folder back from a backup")],
)
def test_a_damaged_batch_is_named_though_it_is_withdrawn(
    store_with_batch: Path, part: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = read_batches(store_with_batch)[0]
    (batch.folder / part).write_bytes(b"other")
    assert main(["--store", str(store_with_batch)]) == 1
    said = capsys.readouterr().err
    assert batch.batch_id in said
    assert words in said


def test_a_damaged_framework_and_a_damaged_submission_are_named(
    store_with_batch: Path, tmp_path: Path, references: References
) -> None:
    content = (BUNDLED_DATA / "frameworks" / "county_capacity.toml").read_bytes()
    framework = accept_framework(store_with_batch, content, "mine.toml", "mine", by="analyst")
    path = tmp_path / "other.csv"
    path.write_text(SOURCE.replace("Title", "Other"), "utf-8")
    checked = intake(path, DATASETS["source"], references)
    given = submit(store_with_batch, checked, "analyst", Options(dataset="source"))
    assert problems(store_with_batch) == []
    framework.file.write_bytes(b"other")
    (store_with_batch / "pending" / str(given.submission_id) / "received").write_bytes(b"other")
    said = [sentence.text("en") for sentence in problems(store_with_batch)]
    assert len(said) == 2
    assert framework.framework_id in said[0]
    assert str(given.submission_id) in said[1]


def test_a_damaged_snapshot_and_pointer_are_named_and_left_alone(store_with_batch: Path) -> None:
    version = published_version(store_with_batch) or ""
    path = snapshot_file(store_with_batch, version)
    path.write_bytes(b"damaged")
    (store_with_batch / "current").write_text("000000000000\n", "utf-8")
    said = [sentence.text("en") for sentence in problems(store_with_batch)]
    assert len(said) == 2
    assert version in said[0]
    assert f"batches make {version}" in said[1]
    assert path.read_bytes() == b"damaged"
