import tempfile
from pathlib import Path

import pytest

from etl.workspace import remove_rows, workspace


def test_what_does_not_fit_into_memory_goes_to_a_folder_that_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("etl.workspace.MEMORY_LIMIT", "40MB")
    with workspace() as con:
        con.execute("CREATE TEMP TABLE received AS SELECT hash(i)::VARCHAR AS c0 FROM range(2_000_000) r(i)")
        assert [file for file in tmp_path.rglob("*") if file.is_file()]
        distinct = con.execute("SELECT count(DISTINCT c0) FROM received").fetchall()
        assert distinct == [(2_000_000,)]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["VIEW", "TABLE"])
def test_rows_are_removed_whatever_holds_them(kind: str) -> None:
    with workspace() as con:
        remove_rows(con)
        con.execute("CREATE TEMP TABLE received AS SELECT 1 AS c0")
        con.execute(f"CREATE TEMP {kind} staging AS SELECT c0 FROM received")
        remove_rows(con)
        assert con.execute("SHOW TABLES").fetchall() == []
