from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from etl.audit_log import read_log
from etl.name_memory import names_folder, remember_names, remembered
from etl.store import StoreError


def test_answers_are_kept_with_who_and_when(tmp_path: Path) -> None:
    remember_names(tmp_path, {"胶东某市": "370200", "某区": "370215"}, "analyst")
    answer = remembered(tmp_path)["胶东某市"]
    assert (answer.unit_code, answer.by) == ("370200", "analyst")
    assert answer.at.startswith("20")


def test_a_later_answer_wins_and_the_earlier_stays_on_disk(tmp_path: Path) -> None:
    remember_names(tmp_path, {"某区": "370215"}, "analyst")
    first = (names_folder(tmp_path) / "000001.json").read_bytes()
    remember_names(tmp_path, {"某区": "370212"}, "colleague")
    assert (remembered(tmp_path)["某区"].unit_code, remembered(tmp_path)["某区"].by) == (
        "370212",
        "colleague",
    )
    assert (names_folder(tmp_path) / "000001.json").read_bytes() == first


def test_the_same_answer_is_written_once(tmp_path: Path) -> None:
    for _ in range(3):
        remember_names(tmp_path, {"某区": "370215"}, "analyst")
    assert len(list(names_folder(tmp_path).iterdir())) == 1


def test_nobody_cannot_answer(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="who you are"):
        remember_names(tmp_path, {"某区": "370215"}, "  ")
    assert remembered(tmp_path) == {}


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"names": [], "by": "", "at": ""}', "\x00"])
def test_an_unreadable_answer_is_passed_over(tmp_path: Path, content: str) -> None:
    remember_names(tmp_path, {"某区": "370215"}, "analyst")
    (names_folder(tmp_path) / "000002.json").write_text(content, "utf-8")
    assert list(remembered(tmp_path)) == ["某区"]
    remember_names(tmp_path, {"另区": "370212"}, "analyst")
    assert set(remembered(tmp_path)) == {"某区", "另区"}


def test_answers_given_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(
            threads.map(
                lambda number: remember_names(tmp_path, {f"name {number}": "370200"}, "analyst"), range(8)
            )
        )
    assert len(remembered(tmp_path)) == 8


def test_the_audit_log_tells_of_it(tmp_path: Path) -> None:
    remember_names(tmp_path, {"某区": "370215"}, "analyst")
    assert [(entry.by, entry.action, entry.item) for entry in read_log(tmp_path)] == [
        ("analyst", "mapping", "000001.json")
    ]
