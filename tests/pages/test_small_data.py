"""Pages that compare places open on data with a single place, or with places and no figures."""

from pathlib import Path

import duckdb
import pytest

import ui.data
from etl.snapshot import Snapshot
from tests.pages.opened import open_page, words

PAGES = ["robustness", "capacity"]
FACTS = ("indicator_cell", "resource", "indicator_value")


def serve(
    monkeypatch: pytest.MonkeyPatch, folder: Path, real: Snapshot, *statements: str, version: str
) -> None:
    """Let the pages read a copy of the real tables on which some statements were run."""
    memory = duckdb.connect(":memory:")
    memory.execute(f"ATTACH '{real.path}' AS source (READ_ONLY)")
    tables = memory.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'source'"
    ).fetchall()
    for (name,) in tables:
        memory.execute(f"CREATE TABLE {name} AS FROM source.{name}")
    for statement in statements:
        memory.execute(statement)
    small = Snapshot.__new__(Snapshot)
    small.path, small.version, small.notices, small._connection = real.path, version, (), memory
    monkeypatch.setenv("RESPONSE_STORE", str(folder))
    monkeypatch.setattr(ui.data, "open_snapshot", lambda *_arguments: small)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("code", ["370200", "370215"])
def test_a_single_place_opens_without_percentile_or_agreement(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, real_snapshot: Snapshot, page: str, code: str
) -> None:
    statements = [
        f"DELETE FROM {name} WHERE unit_code <> '{code}'" for name in (*FACTS, "measure", "case_daily")
    ]
    only = f"DELETE FROM unit WHERE unit_code NOT IN ('370000', '{code}')"
    serve(monkeypatch, tmp_path, real_snapshot, only, *statements, version=f"one{code}")
    test = open_page(page, lang="en", focus=code)
    assert "–" in [metric.value for metric in test.metric]


@pytest.mark.parametrize("page", PAGES)
def test_places_without_figures_are_said_to_have_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, real_snapshot: Snapshot, page: str
) -> None:
    statements = [f"DELETE FROM {name}" for name in FACTS]
    serve(monkeypatch, tmp_path, real_snapshot, *statements, version="none")
    test = open_page(page, lang="en")
    assert "Nothing is ranked yet" in words(test) or "nothing to compare" in words(test)
