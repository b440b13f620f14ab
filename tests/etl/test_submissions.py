"""A folder that waits is read as it is, and a damaged one never counts as waiting."""

import json
from pathlib import Path

import pytest

from etl.reception import Options
from etl.store import sha256
from etl.submissions import Submission, options_as_dict, read_submissions

RECEIVED = b"unit_code,date,confirmed\n370215,2020-02-01,5\n"
CONTENT = {
    "submission_id": "000001-aaaaaaaa",
    "dataset": "case_daily",
    "file_name": "cases.csv",
    "sha256": sha256(RECEIVED),
    "rows": 1,
    "options": options_as_dict(Options(dataset="case_daily", names={"青岛": "370200"})),
    "at": "2026-11-24T10:00:00+00:00",
    "by": "li@example.org",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pending" / "000001-aaaaaaaa"
    folder.mkdir(parents=True)
    (folder / "received").write_bytes(RECEIVED)
    (folder / "submission.json").write_text(json.dumps(CONTENT), "utf-8")
    return folder


def only(folder: Path) -> Submission:
    found = read_submissions(folder.parent.parent)
    assert len(found) == 1
    return found[0]


def test_what_was_given_waits_with_the_way_it_was_read(folder: Path) -> None:
    found = only(folder)
    assert (found.status, found.author) == ("waiting", "li@example.org")
    assert found.options == Options(dataset="case_daily", names={"青岛": "370200"})
    assert found.received_file.read_bytes() == RECEIVED


@pytest.mark.parametrize("outcome", ["approved", "rejected", "taken back"])
def test_a_decision_is_its_status(folder: Path, outcome: str) -> None:
    (folder / "decision.json").write_text(json.dumps({"outcome": outcome, "by": "wang"}), "utf-8")
    assert only(folder).status == outcome


@pytest.mark.parametrize("decision", [b"", b"{}", b"[]", b'{"outcome": "granted"}', b"\xff"])
def test_a_decision_that_cannot_be_read_is_none(folder: Path, decision: bytes) -> None:
    (folder / "decision.json").write_bytes(decision)
    assert only(folder).status == "waiting"


@pytest.mark.parametrize(
    "changed",
    [
        {"sha256": "0" * 64},
        {"dataset": "../unit"},
        {"options": {"path": "/etc/passwd"}},
        {"options": 5},
    ],
)
def test_a_changed_submission_is_damaged(folder: Path, changed: dict[str, object]) -> None:
    (folder / "submission.json").write_text(json.dumps(CONTENT | changed), "utf-8")
    assert only(folder).status == "damaged"


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"null", b'{"by": "li"}'])
def test_a_submission_that_cannot_be_read_is_damaged(folder: Path, content: bytes) -> None:
    (folder / "submission.json").write_bytes(content)
    assert only(folder).status == "damaged"


def test_changed_bytes_are_damaged(folder: Path) -> None:
    (folder / "received").write_bytes(RECEIVED + b"370215,2020-02-02,500\n")
    assert only(folder).status == "damaged"


def test_an_empty_store_has_none(tmp_path: Path) -> None:
    assert read_submissions(tmp_path) == []
