import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.kill_during_accept import run_trials
from etl.batches import accept, main, restore, withdraw
from etl.contracts import DATASETS
from etl.ingest import references_of
from etl.intake import Intake, intake
from etl.receipts import read_batches
from etl.snapshot import open_snapshot, published_version, snapshot_file
from etl.store import StoreError

CASES = "unit_code,date,confirmed\n370215,2020-02-06,{count}\n370215,2020-03-01,9\n"


def check(store: Path, folder: Path, content: str, dataset: str = "case_daily") -> Intake:
    path = folder / "upload.csv"
    path.write_text(content, "utf-8")
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    return intake(path, DATASETS[dataset], references, source="user_upload", grade="C")


def jimo(store: Path) -> list[tuple[int, str]]:
    frame = open_snapshot(store).frame(
        "SELECT confirmed, grade FROM case_daily WHERE unit_code = '370215' AND date = DATE '2020-02-06'"
    )
    return list(frame.itertuples(index=False, name=None))


def test_accept_then_withdraw_restores_the_previous_version_exactly(store: Path, tmp_path: Path) -> None:
    before = published_version(store) or ""
    content = snapshot_file(store, before).read_bytes()
    accepted = accept(store, check(store, tmp_path, CASES.format(count=8)), "analyst", "bulletin on paper")
    assert accepted.new
    assert accepted.version == published_version(store) != before
    assert jimo(store) == [(8, "C")]
    assert withdraw(store, accepted.batch_id, "typing error", "analyst") == before
    assert snapshot_file(store, before).read_bytes() == content
    assert jimo(store) == [(8, "B")]
    assert restore(store, accepted.batch_id, "it was right", "analyst") == accepted.version
    assert [event["event"] for event in read_batches(store)[0].events] == ["withdrawn", "restored"]


def test_the_replaced_row_stays_readable(store: Path, tmp_path: Path) -> None:
    accepted = accept(store, check(store, tmp_path, CASES.format(count=7)), "analyst")
    history = open_snapshot(store).frame("SELECT confirmed, superseded_by FROM case_daily_history")
    assert history.to_dict("records") == [{"confirmed": 8, "superseded_by": accepted.batch_id}]


def test_the_batch_keeps_the_bytes_and_a_receipt(store: Path, tmp_path: Path) -> None:
    checked = check(store, tmp_path, CASES.format(count=7))
    accept(store, checked, "analyst", "bulletin on paper")
    batch = read_batches(store)[0]
    assert (batch.folder / "received").read_bytes() == checked.content
    receipt = json.loads((batch.folder / "receipt.json").read_text("utf-8"))
    assert receipt["sha256"] == checked.sha256
    assert (receipt["rows"], receipt["accepted_by"], receipt["origin"]) == (2, "analyst", "bulletin on paper")
    assert (receipt["warnings"], receipt["findings"]) == (0, [])


def test_the_same_bytes_are_stored_once(store: Path, tmp_path: Path) -> None:
    checked = check(store, tmp_path, CASES.format(count=7))
    first = accept(store, checked, "analyst")
    second = accept(store, checked, "analyst")
    assert (second.batch_id, second.new, second.version) == (first.batch_id, False, first.version)
    assert len(read_batches(store)) == 1


def test_later_batches_win(store: Path, tmp_path: Path) -> None:
    accept(store, check(store, tmp_path, CASES.format(count=7)), "analyst")
    accept(store, check(store, tmp_path, CASES.format(count=6)), "analyst")
    assert jimo(store) == [(6, "C")]


def test_errors_are_never_accepted(store: Path, tmp_path: Path) -> None:
    before = published_version(store)
    with pytest.raises(StoreError, match="has errors"):
        accept(store, check(store, tmp_path, CASES.format(count=-1)), "analyst")
    assert read_batches(store) == []
    assert published_version(store) == before


def test_what_another_batch_needs_cannot_be_withdrawn(store: Path, tmp_path: Path) -> None:
    source = "source_id,title,publisher,licence,grade\nbureau,Report,Bureau,none,A\n"
    needed = accept(store, check(store, tmp_path, source, "source"), "analyst")
    rows = "unit_code,date,confirmed,source_id\n370215,2020-02-06,8,bureau\n"
    accept(store, check(store, tmp_path, rows), "analyst")
    version = published_version(store)
    with pytest.raises(StoreError, match="withdraw that batch first"):
        withdraw(store, needed.batch_id, "wrong", "analyst")
    assert published_version(store) == version
    assert {batch.status for batch in read_batches(store)} == {"accepted"}


@pytest.mark.parametrize("part", ["receipt.json", "table.parquet"])
@pytest.mark.parametrize("damage", ["truncate", "remove"])
def test_a_damaged_batch_is_set_aside_and_the_rest_served(
    store: Path, tmp_path: Path, part: str, damage: str
) -> None:
    before = published_version(store)
    accepted = accept(store, check(store, tmp_path, CASES.format(count=7)), "analyst")
    path = read_batches(store)[0].folder / part
    if damage == "remove":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:20])
    snapshot = open_snapshot(store)
    assert snapshot.version == before
    assert jimo(store) == [(8, "B")]
    assert accepted.batch_id in snapshot.notices[0].text("en")
    assert read_batches(store)[0].status == "damaged"
    again = accept(store, check(store, tmp_path, CASES.format(count=7)), "analyst")
    assert again.batch_id.startswith("000002")


def test_events_need_a_reason_and_the_right_state(store: Path, tmp_path: Path) -> None:
    accepted = accept(store, check(store, tmp_path, CASES.format(count=7)), "analyst")
    with pytest.raises(StoreError, match="Give a reason"):
        withdraw(store, accepted.batch_id, " ", "analyst")
    with pytest.raises(StoreError, match="nothing was changed"):
        restore(store, accepted.batch_id, "why not", "analyst")
    with pytest.raises(StoreError, match="There is no batch"):
        withdraw(store, "../../etc", "why not", "analyst")


def test_leftovers_of_a_killed_writer_are_cleared(store: Path, tmp_path: Path) -> None:
    leftover = store / "batches" / ".deadbeef"
    leftover.mkdir(parents=True)
    (store / "snapshots" / ".deadbeef.duckdb").write_bytes(b"half")
    accept(store, check(store, tmp_path, CASES.format(count=7)), "analyst")
    assert not leftover.exists()
    assert not list((store / "snapshots").glob(".*"))


def test_two_concurrent_accepts_both_land(store: Path, tmp_path: Path) -> None:
    processes = []
    for number in (5, 6):
        path = tmp_path / f"{number}.csv"
        path.write_text(CASES.format(count=number), "utf-8")
        command = [
            sys.executable,
            "-m",
            "etl.ingest",
            str(path),
            "--dataset",
            "case_daily",
            "--accept",
            "--json",
        ]
        processes.append(
            subprocess.Popen([*command, "--store", str(store)], stdout=subprocess.PIPE, text=True)
        )
    results = [json.loads(process.communicate(timeout=120)[0]) for process in processes]
    assert [result["accepted"] for result in results] == [True, True]
    assert {batch.batch_id for batch in read_batches(store)} == {result["batch_id"] for result in results}
    assert open_snapshot(store).version in {result["version"] for result in results}


def test_killed_acceptances_leave_whole_batches_only() -> None:
    outcome = run_trials(6, seed=7)
    assert outcome.trials == 6


def test_command_line(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accepted = accept(store, check(store, tmp_path, CASES.format(count=7)), "analyst")
    assert main(["list", "--store", str(store)]) == 0
    assert f"{accepted.batch_id}  accepted  case_daily  2" in capsys.readouterr().out
    assert main(["withdraw", accepted.batch_id, "--reason", "test", "--store", str(store)]) == 0
    assert main(["--store", str(store), "withdraw", accepted.batch_id, "--reason", "test"]) == 1
    assert "nothing was changed" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["withdraw", accepted.batch_id])


def test_a_store_without_room_refuses_in_a_sentence(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "upload.csv"
    path.write_text(CASES.format(count=7), "utf-8")
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        "from etl.ingest import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, str(path), "--dataset", "case_daily", "--accept", "--json"]
    before = published_version(store)
    done = subprocess.run(
        [*command, "--store", str(store)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1, done.stderr
    result = json.loads(done.stdout)
    assert result["findings"][0]["code"] == "store_failed"
    assert not result["accepted"]
    assert published_version(store) == before
    assert read_batches(store) == []
    assert "Traceback" not in done.stdout + done.stderr


def test_a_copied_store_serves_the_same_version(store: Path, tmp_path: Path) -> None:
    accepted = accept(store, check(store, tmp_path, CASES.format(count=7)), "analyst")
    copy = tmp_path / "copy"
    shutil.copytree(store / "batches", copy / "batches")
    assert open_snapshot(copy).version == accepted.version
