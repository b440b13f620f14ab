"""A store that an earlier release wrote opens in this one: batches are what counts, the rest is built anew.

`tests/fixtures/stores/format_1` was written by the release of that snapshot format: rows of a test place, one
batch withdrawn, one withdrawn and restored. `format_2` holds the same with what came later: a file that waits
for an approver, a framework, a remembered name, an ended sign-in and the audit log. A change of the layout
adds a fixture.
"""

import json
import shutil
from pathlib import Path

import pytest

from etl.batches import main, withdraw
from etl.name_memory import remembered
from etl.own_frameworks import read_frameworks
from etl.pending import approve
from etl.receipts import read_batches
from etl.sessions import is_ended
from etl.snapshot import kept_versions, open_snapshot, published_version, snapshot_file
from etl.store import StoreError
from etl.submissions import read_submissions
from etl.verify import problems

STORES = sorted((Path(__file__).resolve().parent.parent / "fixtures" / "stores").iterdir())


@pytest.fixture(params=STORES, ids=lambda path: path.name)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    store = tmp_path / "store"
    shutil.copytree(request.param, store)
    return store


def test_an_earlier_store_is_migrated_by_opening_it(earlier: Path) -> None:
    assert not (earlier / "snapshots").exists()
    snapshot = open_snapshot(earlier)
    assert snapshot.version == published_version(earlier)
    assert snapshot.notices == ()
    assert problems(earlier) == []
    assert [(batch.status, len(batch.events)) for batch in read_batches(earlier)] == [
        ("accepted", 0),
        ("accepted", 0),
        ("accepted", 0),
        ("withdrawn", 1),
        ("accepted", 2),
    ]


def test_its_rows_are_all_there_and_only_those_that_count(earlier: Path) -> None:
    snapshot = open_snapshot(earlier)
    cases = snapshot.frame(
        "SELECT date::VARCHAR AS day, confirmed, recovered, deaths, source_id, grade"
        " FROM case_daily WHERE unit_code = '990100' ORDER BY date"
    )
    assert cases.to_numpy().tolist() == [
        ["2020-02-01", 3, 0, 0, "test_source", "C"],
        ["2020-02-02", 5, 1, 0, "test_source", "C"],
    ]
    codings = snapshot.frame(
        "SELECT coder, value FROM indicator_value WHERE unit_code = '990100' ORDER BY coder"
    )
    assert codings.to_numpy().tolist() == [["first", 3.0], ["second", 3.0]]


def test_its_batches_can_be_worked_with(earlier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_snapshot(earlier)
    withdraw(earlier, read_batches(earlier)[-1].batch_id, "no longer wanted", "analyst")
    assert main(["list", "--store", str(earlier)]) == 0
    assert capsys.readouterr().out.count("withdrawn") == 2


def test_what_waits_and_what_was_handed_in_is_read(tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(STORES[-1], store)
    assert [(one.code, one.is_active) for one in read_frameworks(store)] == [("mine", True)]
    assert {name: one.unit_code for name, one in remembered(store).items()} == {"test name": "990100"}
    assert is_ended(store, "a" * 64)
    waiting = read_submissions(store)
    assert [(one.author, one.status) for one in waiting] == [("analyst", "waiting")]
    accepted = approve(store, waiting[0].submission_id, "approver")
    assert (accepted.new, read_submissions(store)[0].status) == (True, "approved")
    assert problems(store) == []


def test_a_snapshot_of_another_release_is_neither_offered_nor_read(earlier: Path, tmp_path: Path) -> None:
    old = "0123456789ab"
    current = open_snapshot(earlier)
    current.close()
    shutil.copy(snapshot_file(earlier, current.version), snapshot_file(earlier, old))
    seal = json.loads(snapshot_file(earlier, current.version).with_suffix(".json").read_bytes())
    for form in ({"format": "1.2"}, {}):
        content = {name: value for name, value in seal.items() if name != "format"} | form
        snapshot_file(earlier, old).with_suffix(".json").write_text(json.dumps(content), "utf-8")
        assert kept_versions(earlier) == [current.version]
        with pytest.raises(StoreError, match="not kept any more"):
            open_snapshot(earlier, old)


def test_fields_of_a_receipt_may_come_and_go(earlier: Path) -> None:
    """A later release may write more; an earlier one wrote less than findings and origin."""
    batch = read_batches(earlier)[2]
    receipt = {
        name: value for name, value in batch.receipt.items() if name not in ("findings", "warnings", "origin")
    }
    (batch.folder / "receipt.json").write_text(json.dumps(receipt | {"signature": {"by": "x"}}), "utf-8")
    snapshot = open_snapshot(earlier)
    assert snapshot.notices == ()
    assert snapshot.frame("SELECT count(*) AS n FROM case_daily WHERE unit_code = '990100'")["n"].item() == 2


def test_a_dataset_of_a_later_release_is_set_aside_with_a_sentence(earlier: Path) -> None:
    batch = read_batches(earlier)[4]
    (batch.folder / "receipt.json").write_text(
        json.dumps(batch.receipt | {"dataset": "vaccination"}), "utf-8"
    )
    snapshot = open_snapshot(earlier)
    assert [notice.text("en") for notice in snapshot.notices] == [
        f"Batch {batch.batch_id} is damaged and set aside; the rest is served. Give its file again."
    ]
    assert snapshot.frame("SELECT count(*) AS n FROM case_daily WHERE unit_code = '990100'")["n"].item() == 2
