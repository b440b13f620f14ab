import os
import time
from pathlib import Path

import pytest

from etl import staged_files
from etl.staged_files import keep, kept, process_folder
from etl.store import sha256


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    names = {keep(tmp_path / "staged", b"one") for _ in range(50)}
    assert names == {sha256(b"one")}
    assert [path.name for path in (tmp_path / "staged").iterdir()] == [sha256(b"one")]
    assert kept(tmp_path / "staged", sha256(b"one")) == b"one"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "0" * 63, "G" * 64, "0" * 64])
def test_only_a_digest_of_kept_bytes_is_found(tmp_path: Path, name: str) -> None:
    assert kept(tmp_path, name) is None


def test_the_oldest_are_forgotten_beyond_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staged_files, "KEPT_FILES", 3)
    now = time.time_ns()
    names = []
    for number in range(4):
        names.append(keep(tmp_path, f"file {number}".encode()))
        os.utime(tmp_path / names[-1], ns=(now, now - (4 - number) * 10**9))
    last = keep(tmp_path, b"last")
    assert {path.name for path in tmp_path.iterdir()} == {last, names[3], names[2]}


def test_old_files_and_too_many_bytes_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = keep(tmp_path, b"a" * 100)
    monkeypatch.setattr(staged_files, "KEPT_BYTES", 150)
    second = keep(tmp_path, b"b" * 100)
    assert (kept(tmp_path, first), kept(tmp_path, second)) == (None, b"b" * 100)
    os.utime(tmp_path / second, (0, 0))
    keep(tmp_path, b"c")
    assert kept(tmp_path, second) is None


def test_the_folder_of_a_process_is_its_own() -> None:
    assert process_folder() == process_folder()
    assert process_folder().stat().st_mode & 0o077 == 0
