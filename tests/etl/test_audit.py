"""The log agrees with the store: after every write, after a kill, and it tells when somebody meddled."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.audit import facts, logged, main, record, verify
from etl.audit_log import log_file, read_log
from etl.batches import accept, restore, withdraw
from etl.store import PROJECT, StoreError

from .conftest import Check

CASES = "unit_code,date,confirmed,recovered,deaths,observed\n370215,2020-02-01,{},0,0,true\n"


def story(store: Path) -> list[tuple[str, str, str, str]]:
    return [(entry.by, entry.action, entry.outcome, entry.reason) for entry in read_log(store)]


@pytest.fixture
def batch_id(store: Path, check_text: Check) -> str:
    return accept(store, check_text(CASES.format(5)), "li").batch_id


def test_every_change_is_one_line(store: Path, batch_id: str, check_text: Check) -> None:
    withdraw(store, batch_id, "typing error", "wang")
    restore(store, batch_id, "it was right", "wang")
    accept(store, check_text(CASES.format(5)), "zhao")  # the same bytes: nothing is done
    assert story(store) == [
        ("li", "accept", "done", ""),
        ("wang", "withdraw", "done", "typing error"),
        ("wang", "restore", "done", "it was right"),
    ]
    assert {entry.item for entry in read_log(store)} == {batch_id}
    assert verify(store).problems == ()
    assert verify(store).waiting == 0


def test_what_was_refused_or_failed_is_a_line_too(store: Path) -> None:
    record(store, by="", action="withdraw", item="000001", outcome="refused", reason="Sign in")
    assert story(store) == [("", "withdraw", "refused", "Sign in")]
    assert verify(store).problems == ()


KILLED = """
import os, sys
from pathlib import Path
import etl.audit
from etl.batches import {action}
calls = []
def die(store, entries):
    calls.append(1)
    if len(calls) == 2:
        os._exit(9)
etl.audit.append = die
{action}(Path(sys.argv[1]), sys.argv[2], "why", "li")
"""


def test_a_writer_killed_before_its_line_is_caught_up_by_the_next(
    store: Path, batch_id: str, check_text: Check
) -> None:
    command = [sys.executable, "-c", KILLED.format(action="withdraw"), str(store), batch_id]
    assert subprocess.run(command, cwd=PROJECT, check=False).returncode == 9
    assert verify(store).waiting == 1
    assert story(store) == [("li", "accept", "done", "")]
    accept(store, check_text(CASES.format(6)), "zhao")
    assert story(store) == [
        ("li", "accept", "done", ""),
        ("li", "withdraw", "done", "why"),
        ("zhao", "accept", "done", ""),
    ]
    assert verify(store) == verify(store, read_log(store)[0].seal)
    assert verify(store).waiting == 0


def test_a_store_of_before_the_log_is_written_into_it_as_a_whole(store: Path, batch_id: str) -> None:
    withdraw(store, batch_id, "typing error", "wang")
    log_file(store).unlink()
    assert verify(store).waiting == 2
    with logged(store):
        pass
    assert [entry.action for entry in read_log(store)] == ["accept", "withdraw"]


def test_a_log_that_cannot_be_written_stops_nothing(store: Path, check_text: Check) -> None:
    log_file(store).mkdir()
    accepted = accept(store, check_text(CASES.format(5)), "li")
    assert accepted.new
    log_file(store).rmdir()
    withdraw(store, accepted.batch_id, "why", "li")
    assert [entry.action for entry in read_log(store)] == ["accept", "withdraw"]


def test_meddling_with_the_store_shows(
    store: Path, batch_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["verify", "--store", str(store)]
    assert main(arguments) == 0
    receipt = store / "batches" / batch_id / "receipt.json"
    original = receipt.read_bytes()
    receipt.write_bytes(json.dumps(json.loads(original) | {"accepted_by": "somebody else"}).encode())
    assert main(arguments) == 1
    assert "was changed" in capsys.readouterr().err
    receipt.write_bytes(original)
    assert main(arguments) == 0
    shutil.rmtree(receipt.parent)
    assert main(arguments) == 1
    assert "is gone or damaged" in capsys.readouterr().err


def test_lines_cut_off_the_end_show_to_whoever_noted_the_last_seal(
    store: Path, batch_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record(store, by="li", action="withdraw", item=batch_id, outcome="refused", reason="")
    head = verify(store).head
    lines = log_file(store).read_bytes().splitlines(keepends=True)
    log_file(store).write_bytes(b"".join(lines[:-1]))
    assert main(["verify", "--store", str(store)]) == 0
    assert main(["verify", "--store", str(store), "--head", head]) == 1
    assert "cut off" in capsys.readouterr().err


def test_the_list_says_who_did_what(store: Path, batch_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--store", str(store)]) == 0
    assert f"li  accept  {batch_id}  done" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"accepted_at": "x"}', b"\xff"])
def test_a_damaged_receipt_proves_nothing_and_raises_nothing(store: Path, content: bytes) -> None:
    folder = store / "batches" / "000009-00000000"
    folder.mkdir(parents=True)
    (folder / "receipt.json").write_bytes(content)
    assert facts(store) == []


def test_a_failed_write_of_the_command_line_is_in_the_log(store: Path, batch_id: str) -> None:
    from etl.batches import current_user
    from etl.batches import main as batches

    assert batches(["restore", batch_id, "--reason", "x", "--store", str(store)]) == 1
    assert read_log(store)[-1].outcome == "failed"
    assert read_log(store)[-1].by == current_user()
    with pytest.raises(StoreError):
        restore(store, batch_id, "x", "li")
