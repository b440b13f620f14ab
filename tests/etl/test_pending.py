"""Two people for one number: nothing counts until somebody else than the author approves it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.audit import verify
from etl.audit_log import read_log
from etl.batches import accept, withdraw
from etl.ingest import references_of
from etl.pending import WAITING_OF_ONE, Submitted, approve, main, reject, submit
from etl.receipts import read_batches
from etl.reception import Options, receive
from etl.snapshot import open_snapshot, published_version
from etl.store import PROJECT, StoreError
from etl.submissions import read_submissions

AUTHOR, APPROVER = "li@example.org", "wang@example.org"
OPTIONS = Options(dataset="case_daily")
Give = Callable[..., Submitted]


def content(confirmed: int, code: str = "370215") -> bytes:
    header = "unit_code,date,confirmed,recovered,deaths,observed"
    return f"{header}\n{code},2020-02-01,{confirmed},0,0,true\n".encode()


@pytest.fixture
def give(store: Path) -> Give:
    """Give a file as an analyst does; what was checked stays the same for the whole test."""
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()

    def run(confirmed: int = 5, by: str = AUTHOR) -> Submitted:
        checked = receive(content(confirmed), "cases.csv", references, OPTIONS).intake
        return submit(store, checked, by, OPTIONS, origin="bulletin", reason="first count")

    return run


def statuses(store: Path) -> list[str]:
    return [one.status for one in read_submissions(store)]


def test_what_waits_does_not_count_until_somebody_else_approves(store: Path, give: Give) -> None:
    before = published_version(store)
    given = give()
    assert published_version(store) == before
    assert read_batches(store) == []
    assert given.submission_id is not None
    with pytest.raises(StoreError, match="somebody else has to approve"):
        approve(store, given.submission_id, "LI@Example.org ")
    assert statuses(store) == ["waiting"]
    accepted = approve(store, given.submission_id, APPROVER, "checked against the bulletin")
    assert published_version(store) == accepted.version != before
    batch = read_batches(store)[0]
    assert batch.receipt["accepted_by"] == APPROVER
    assert batch.receipt["submitted_by"] == AUTHOR
    assert batch.receipt["submission"] == given.submission_id
    assert batch.receipt["origin"] == "bulletin"
    assert (batch.folder / "received").read_bytes() == content(5)
    assert statuses(store) == ["approved"]
    assert [(entry.by, entry.action) for entry in read_log(store)] == [
        (AUTHOR, "submit"),
        (APPROVER, "accept"),
        (APPROVER, "approve"),
    ]
    assert verify(store).problems == ()
    with pytest.raises(StoreError, match="is approved: nothing was changed"):
        approve(store, given.submission_id, APPROVER)
    with pytest.raises(StoreError, match="is approved: nothing was changed"):
        reject(store, given.submission_id, "too late", APPROVER)


def test_the_same_bytes_wait_once_and_not_at_all_when_they_count(store: Path, give: Give) -> None:
    first = give()
    assert give() == Submitted(first.submission_id, None, new=False)
    assert give(by="other@example.org") == Submitted(first.submission_id, None, new=False)
    accepted = approve(store, str(first.submission_id), APPROVER)
    assert give() == Submitted(None, accepted.batch_id, new=False)
    withdraw(store, accepted.batch_id, "wrong", APPROVER)
    assert give().new


def test_a_rejected_file_is_kept_with_the_reason_and_may_be_given_again(store: Path, give: Give) -> None:
    given = str(give().submission_id)
    with pytest.raises(StoreError, match="Give a reason"):
        reject(store, given, "  ", APPROVER)
    reject(store, given, "the bulletin says 6", APPROVER)
    only = read_submissions(store)[0]
    assert (only.status, dict(only.decision or {})["reason"]) == ("rejected", "the bulletin says 6")
    assert read_batches(store) == []
    with pytest.raises(StoreError, match="is rejected"):
        approve(store, given, APPROVER)
    again = give()
    assert again.new
    reject(store, str(again.submission_id), "I was wrong", AUTHOR)
    assert statuses(store) == ["rejected", "taken back"]


def test_a_file_that_does_not_fit_any_more_is_not_approved(
    store: Path, check_text: Callable[..., object]
) -> None:
    """The unit that the file speaks of is withdrawn while the file waits."""
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    units = "unit_code,name_zh,name_short_zh,name_en,level,parent_code,province_code\n"
    units += "379999,新区市,新区,Newtown,prefecture,370000,370000\n"
    unit = receive(units.encode(), "units.csv", references, Options(dataset="unit")).intake
    added = accept(store, unit, "wang")
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    checked = receive(content(5, "379999"), "cases.csv", references, OPTIONS).intake
    given = submit(store, checked, AUTHOR, OPTIONS)
    withdraw(store, added.batch_id, "no such place", "wang")
    with pytest.raises(StoreError, match="does not fit the data any more"):
        approve(store, str(given.submission_id), APPROVER)
    assert statuses(store) == ["waiting"]
    assert len(read_batches(store)) == 1


def test_nobody_fills_the_disk_with_what_waits(store: Path, give: Give) -> None:
    for confirmed in range(WAITING_OF_ONE):
        assert give(confirmed).new
    with pytest.raises(StoreError, match="wait for an approver already"):
        give(99)
    assert give(99, by="other@example.org").new


def test_a_file_with_errors_does_not_wait(store: Path, check_text: Callable[..., object]) -> None:
    with pytest.raises(StoreError, match="has errors"):
        submit(store, check_text("unit_code,date\n370215,x\n"), AUTHOR, OPTIONS)  # type: ignore[arg-type]
    assert read_submissions(store) == []


@pytest.mark.parametrize("submission_id", ["", "000009-00000000", "../batches", "000001-" + "'" * 8])
def test_what_does_not_exist_is_said_so(store: Path, submission_id: str) -> None:
    with pytest.raises(StoreError, match="There is no submission"):
        approve(store, submission_id, APPROVER)


def test_changed_bytes_are_never_approved(store: Path, give: Give) -> None:
    given = str(give().submission_id)
    (store / "pending" / given / "received").write_bytes(content(500))
    with pytest.raises(StoreError, match="is damaged"):
        approve(store, given, APPROVER)


KILLED = """
import os, pathlib, sys
from pathlib import Path
from etl import pending
steps = [0]
def dying(function):
    def run(*arguments, **named):
        steps[0] += 1
        if steps[0] > int(sys.argv[3]):
            os._exit(9)
        return function(*arguments, **named)
    return run
for name in ("accept", "recheck", "write_file", "logged", "sync_folder", "sync_file"):
    setattr(pending, name, dying(getattr(pending, name)))
pathlib.Path.rename = dying(pathlib.Path.rename)
pending.approve(Path(sys.argv[1]), sys.argv[2], "wang@example.org")
"""


def test_an_approval_killed_at_any_step_counts_wholly_or_not_at_all(store: Path, give: Give) -> None:
    given = str(give().submission_id)
    for step in range(20):
        command = [sys.executable, "-c", KILLED, str(store), given, str(step)]
        ended = subprocess.run(command, cwd=PROJECT, check=False, capture_output=True)
        batches = read_batches(store)
        assert len(batches) == (1 if statuses(store) == ["approved"] else 0)
        if ended.returncode == 0:
            break
        assert ended.returncode == 9, ended.stderr
    else:
        pytest.fail("the approval never came to its end")
    assert statuses(store) == ["approved"]
    assert step >= 3
    assert [entry.action for entry in read_log(store)] == ["submit", "accept", "approve"]
    assert verify(store).problems == ()


def test_the_command_line_lists_and_decides(
    store: Path, give: Give, capsys: pytest.CaptureFixture[str]
) -> None:
    given = str(give().submission_id)
    where = ["--store", str(store)]
    assert main(["list", *where]) == 0
    assert f"{given}  waiting  case_daily  1" in capsys.readouterr().out
    assert main(["reject", given, *where]) == 1
    assert "Give a reason" in capsys.readouterr().err
    assert main(["approve", given, *where]) == 0
    assert "is batch 000001-" in capsys.readouterr().out
    assert [entry.outcome for entry in read_log(store)] == ["done", "failed", "done", "done"]
