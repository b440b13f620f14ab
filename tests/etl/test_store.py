import errno
from pathlib import Path

import pytest

from etl import store as store_module
from etl.store import StoreBusyError, StoreError, default_store, locked, make_folders, unwritable, write_file


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "current"
    write_file(path, b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store_module.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["current"]


def test_reasons_are_words_in_both_languages() -> None:
    error = unwritable(Path("here"), OSError(errno.ENOSPC, "No space left on device"))
    assert "the disk is full" in error.sentence.text("en")
    assert "磁盘已满" in error.sentence.text("zh")


def test_the_store_s_place_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RESPONSE_STORE", str(tmp_path))
    assert default_store() == tmp_path
    monkeypatch.delenv("RESPONSE_STORE")
    assert default_store().name == ".store"


def test_a_file_where_the_store_should_be_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "store"
    path.write_text("not a folder", "utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        make_folders(path)


def test_busy_is_its_own_kind_of_error(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(StoreBusyError, match="try again"), locked(tmp_path, 0.05):
        pass
