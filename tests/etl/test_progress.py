from pathlib import Path

import pytest

from etl.batches import accept
from etl.ingest import references_of
from etl.preview import preview_file
from etl.reception import Options, receive
from etl.snapshot import open_snapshot, publish
from locales import Sentence
from tests.etl.receptions import HEADER, csv_file

ROWS = [["370200", "licensed_doctors", "2019", "59999", "persons"]]


@pytest.fixture
def store(built_store: Path, tmp_path: Path) -> Path:
    publish(tmp_path / "store")
    return tmp_path / "store"


def test_every_step_is_told_in_its_order_when_it_begins(store: Path) -> None:
    told: list[Sentence] = []
    known = references_of(open_snapshot(store))
    received = receive(csv_file([HEADER, *ROWS]), "rows.csv", known, Options(), tell=told.append)
    assert [step.text("en") for step in told] == [
        "Reading the file",
        "Recognising the columns",
        "Checking 1 rows",
    ]
    told.clear()
    preview_file(store, received.intake, tell=told.append).close()
    assert [step.text("en") for step in told] == ["Building the data as they would be"]
    told.clear()
    accept(store, received.intake, "TEST", tell=told.append)
    assert [step.text("en") for step in told] == [
        "Building the new version of the data",
        "Storing the file",
        "Publishing",
    ]
    told.clear()
    accept(store, received.intake, "TEST", tell=told.append)
    assert told == [], "bytes that are there already are not stored again"
    assert {step.text("zh").isascii() for step in told} <= {False}
