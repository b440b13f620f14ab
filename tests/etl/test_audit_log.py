"""The chain of the audit log: every change of a line shows, and a killed writer's fragment does not."""

import json
import multiprocessing
from pathlib import Path

import pytest

from etl.audit_log import FIRST_SEAL, LONGEST_TEXT, Entry, append, broken_lines, log_file, read_log


def entry(item: str, step: str = "") -> Entry:
    return Entry("2026-11-24T10:00:00+00:00", "li", "accept", item, "done", "why", step)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    for number in range(5):
        append(tmp_path, [entry(f"item {number}")])
    return tmp_path


def test_entries_stay_in_order_and_hang_together(written: Path) -> None:
    entries = read_log(written)
    assert [one.item for one in entries] == [f"item {number}" for number in range(5)]
    assert [one.number for one in entries] == [1, 2, 3, 4, 5]
    assert [one.previous for one in entries] == [FIRST_SEAL, *(one.seal for one in entries[:-1])]
    assert broken_lines(written) == []
    assert log_file(written).stat().st_mode & 0o077 == 0


def lines(store: Path) -> list[bytes]:
    return log_file(store).read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize("number", range(5))
def test_a_changed_line_shows(written: Path, number: int) -> None:
    changed = lines(written)
    changed[number] = changed[number].replace(b'"li"', b'"wang"')
    log_file(written).write_bytes(b"".join(changed))
    assert broken_lines(written) == [number + 1]


@pytest.mark.parametrize("number", range(4))
def test_a_line_taken_out_shows(written: Path, number: int) -> None:
    left = lines(written)
    del left[number]
    log_file(written).write_bytes(b"".join(left))
    assert broken_lines(written) == [number + 1]


def test_two_lines_that_changed_places_show(written: Path) -> None:
    first, second, *rest = lines(written)
    log_file(written).write_bytes(b"".join([second, first, *rest]))
    assert broken_lines(written) == [1, 2, 3]


@pytest.mark.parametrize("rubbish", [b"\x00\x01\n", b"{}\n", b"[]\n", b"null\n", b'{"at": 1}\n', b"\n"])
def test_rubbish_shows_and_does_not_stop_the_log(written: Path, rubbish: bytes) -> None:
    with log_file(written).open("ab") as handle:
        handle.write(rubbish)
    append(written, [entry("after")])
    assert broken_lines(written) == [6]
    assert read_log(written)[-1].item == "after"


@pytest.mark.parametrize("kept", [1, 40, 300])
def test_the_fragment_of_a_killed_writer_is_replaced(written: Path, kept: int) -> None:
    whole = log_file(written).read_bytes()
    log_file(written).write_bytes(whole + lines(written)[0][:kept])
    append(written, [entry("next")])
    assert [one.item for one in read_log(written)][4:] == ["item 4", "next"]
    assert broken_lines(written) == []


def test_a_step_is_written_once(tmp_path: Path) -> None:
    append(tmp_path, [entry("one", "batches/1/receipt.json")])
    append(tmp_path, [entry("one", "batches/1/receipt.json"), entry("two", "batches/2/receipt.json")])
    assert [one.item for one in read_log(tmp_path)] == ["one", "two"]


def test_long_and_odd_texts_keep_to_one_line(tmp_path: Path) -> None:
    append(tmp_path, [Entry("now", "a\nb\u2028c", "withdraw", "x" * 5000, "refused", '"\\\n}')])
    only = read_log(tmp_path)[0]
    assert only.by == "a\nb\u2028c"
    assert len(only.item) == LONGEST_TEXT
    assert len(lines(tmp_path)) == 1
    assert json.loads(lines(tmp_path)[0])["reason"] == '"\\\n}'


def write_ten(store: Path, who: str) -> None:
    for number in range(10):
        append(store, [entry(f"{who} {number}")])


def test_several_processes_write_one_chain(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_ten, args=(tmp_path, who)) for who in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    assert len(read_log(tmp_path)) == 20
    assert broken_lines(tmp_path) == []
