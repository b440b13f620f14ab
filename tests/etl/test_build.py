from pathlib import Path

import pytest

from etl.build import main
from etl.snapshot import published_version


def test_the_build_prints_what_became_of_every_row(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(store)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"version  {published_version(store)}"
    assert any("set aside" in line and "cases imported from abroad" in line for line in lines)
    assert any(line.split() == ["table", "unit", "3307", "rows"] for line in lines)
    bundled = [line.split() for line in lines if line.startswith("bundled")]
    assert len(bundled) >= 9
    for _label, name, _read, read, _kept, kept, _refused, refused in bundled:
        assert int(read) == int(kept) + int(refused) > 0, name


def test_a_store_that_cannot_be_written_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", "/proc/store"]) == 1
    error = capsys.readouterr().err
    assert "/proc/store" in error
    assert len(error.splitlines()) == 1
