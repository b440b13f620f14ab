import shutil
from pathlib import Path

import pandas as pd
import pytest

from etl.batches import accept, withdraw
from etl.coding_reads import codings, open_differences, signatures
from etl.coding_sheet import read_coding_sheet
from etl.ingest import references_of
from etl.reception import Options, receive
from etl.reconciliation import FILE_NAME, reconciled_file
from etl.snapshot import open_snapshot, publish
from tests.etl.filled_sheet import filled


@pytest.fixture(scope="module")
def differing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sandbox in which two coders differ about A4 of Sample City A and agree about A1."""
    store = tmp_path_factory.mktemp("differing") / "store-sandbox"
    publish(store)
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    for coder, level in (("甲", 3), ("乙", 1)):
        content = filled({"A4": {"level": level}}, coder=coder, only=("A1", "A4"))
        sheet = read_coding_sheet(content, f"{coder}.xlsx", references)
        assert sheet is not None
        accept(store, sheet.intakes[0], coder)
    return store


@pytest.fixture
def store(differing: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(differing, tmp_path / "store-sandbox"))


def own_differences(store: Path) -> pd.DataFrame:
    found = open_differences(codings(open_snapshot(store)))
    return found[found["unit_code"] == "990100"]


def cell(store: Path, code: str) -> pd.Series:
    found = open_snapshot(store).frame(
        "SELECT * FROM indicator_cell WHERE unit_code = '990100' AND indicator_code = ?", [code]
    )
    assert len(found) == 1
    return found.iloc[0]


def reconcile(store: Path, level: float) -> str:
    rows = own_differences(store)
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    content = reconciled_file(rows[rows["value"] == level], "the second document is the one in force")
    reception = receive(content, FILE_NAME, references, Options(dataset="indicator_value"))
    assert reception.intake.report.findings == []
    return accept(store, reception.intake, "both").batch_id


def test_only_cells_that_differ_are_open(store: Path) -> None:
    rows = own_differences(store)
    assert rows[["indicator_code", "coder", "value"]].to_numpy().tolist() == [
        ["A4", "乙", 1.0],
        ["A4", "甲", 3.0],
    ]
    assert cell(store, "A1")["value"] == 3
    assert cell(store, "A4")["missing_reason"] == "coders_differ"


def test_the_reconciled_value_counts_and_the_coders_rows_stay(store: Path) -> None:
    batch = reconcile(store, 3)
    settled = cell(store, "A4")
    assert (settled["value"], settled["coders"]) == (3, 2)
    assert sorted(settled["levels"]) == [1, 3]
    assert own_differences(store).empty
    rows = codings(open_snapshot(store))
    rows = rows[(rows["unit_code"] == "990100") & (rows["indicator_code"] == "A4")].set_index("coder")
    assert rows["value"].to_dict() == {"reconciled": 3, "甲": 3, "乙": 1}
    assert rows.loc["reconciled", "excerpt"] == rows.loc["甲", "excerpt"]
    assert rows.loc["reconciled", "note"].startswith("the second document")
    assert rows.loc["reconciled", "grade"] == "S"
    withdraw(store, batch, "discussed again", "both")
    assert cell(store, "A4")["missing_reason"] == "coders_differ"


def test_a_later_reconciliation_replaces_an_earlier_one(store: Path) -> None:
    rows = own_differences(store)
    reconcile(store, 3)
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    content = reconciled_file(rows[rows["value"] == 1], "discussed again")
    accept(store, receive(content, FILE_NAME, references, Options(dataset="indicator_value")).intake, "both")
    assert cell(store, "A4")["value"] == 1


def test_signatures_have_a_row_for_each_body_of_a_document(store: Path) -> None:
    signed = signatures(open_snapshot(store), "990100")
    assert signed.groupby("document_id").size().max() > 1
    assert not signed.duplicated(["document_id", "issuer"]).any()
    assert signatures(open_snapshot(store), "990101").empty
