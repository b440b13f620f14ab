"""Every page opens on data with no place, one place, or places without a value, and says what is missing."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import ui.data
from etl.snapshot import Snapshot
from tests.pages.opened import EVERY_PART, PARTS, open_page, words

FACTS = ("indicator_cell", "resource", "indicator_value", "measure", "case_daily")
NOTHING = tuple(f"DELETE FROM {name}" for name in ("unit", *FACTS))
ONLY_MISSING = (
    "UPDATE indicator_cell SET value = NULL, standard_error = NULL, inherited_from = NULL,"
    " missing_reason = 'not_collected'",
    "UPDATE resource SET value = NULL",
    "UPDATE indicator_value SET value = NULL",
    "UPDATE case_daily SET confirmed = NULL, recovered = NULL, deaths = NULL",
    "DELETE FROM measure",
)


def only(code: str) -> tuple[str, ...]:
    """Return what leaves one place and its province."""
    facts = tuple(f"DELETE FROM {name} WHERE unit_code <> '{code}'" for name in FACTS)
    return (f"DELETE FROM unit WHERE unit_code NOT IN ('370000', '{code}')", *facts)


def copied(real: Snapshot, statements: tuple[str, ...], version: str) -> Snapshot:
    """Return a copy of the real tables in memory on which some statements were run."""
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
    return small


def serve(
    monkeypatch: pytest.MonkeyPatch, folder: Path, real: Snapshot, *statements: str, version: str
) -> None:
    """Let the pages read such a copy."""
    small = copied(real, statements, version)
    monkeypatch.setenv("RESPONSE_STORE", str(folder))
    monkeypatch.setattr(ui.data, "open_snapshot", lambda *_arguments: small)


CASES = {
    "nothing": ("370215", NOTHING),
    "one-city": ("370200", only("370200")),
    "one-county": ("370215", only("370215")),
    "only-missing": ("370215", ONLY_MISSING),
}


@pytest.fixture(scope="module", params=CASES)
def case(
    request: pytest.FixtureRequest, real_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """One kind of small data, served to all pages in turn."""
    name = str(request.param)
    with pytest.MonkeyPatch.context() as patch:
        serve(patch, tmp_path_factory.mktemp(name), real_snapshot, *CASES[name][1], version=name)
        yield name


@pytest.mark.parametrize("view", EVERY_PART, ids=lambda view: "-".join([view[0], *view[1].values()]))
def test_every_page_opens_and_says_what_is_missing(case: str, view: tuple[str, dict[str, str]]) -> None:
    page, address = view
    test = open_page(page, lang="en", focus=CASES[case][0], **address)
    text = words(test)
    if case == "nothing":
        assert "hold no place yet" in text
        assert "python -m etl.build" in text
        return
    assert not test.error
    assert test.title
    scored = ("overview", "benchmark", "gap", "robustness", "capacity")
    if case == "only-missing" and page in scored and address[page] == PARTS[page][0]:
        blank = ("not assessed", "Not assessed", "Nothing is ranked yet", "nor any of its peers is assessed")
        assert any(said in text for said in blank), text


def test_a_place_alone_has_no_percentile(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, real_snapshot: Snapshot
) -> None:
    serve(monkeypatch, tmp_path, real_snapshot, *only("370215"), version="alone")
    test = open_page("capacity", lang="en")
    assert "–" in [metric.value for metric in test.metric]
