from pathlib import Path

import pytest

from etl.bundle import all_files
from etl.sources.__main__ import main
from etl.store import BUNDLED_DATA, PROJECT

SOURCE_FILES = PROJECT.parent / "shared" / "sources"


@pytest.mark.skipif(not SOURCE_FILES.is_dir(), reason="the public source files are not on this machine")
def test_the_tables_are_rebuilt_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SOURCE_FILES), "--out", str(tmp_path)]) == 0
    assert "rows read" in capsys.readouterr().out
    rebuilt = {
        path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    }
    assert len(rebuilt) == 8
    for name, content in rebuilt.items():
        assert content == (BUNDLED_DATA / name).read_bytes(), name
    handwritten = {"sources.csv", "vocabulary.csv", "corrections.csv", "annotations.csv"}
    committed = {path.relative_to(BUNDLED_DATA) for path in all_files(BUNDLED_DATA)}
    assert {path for path in committed if path.name not in handwritten} <= set(rebuilt)
