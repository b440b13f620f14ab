import pandas as pd

from etl.coding_reads import codings, open_differences, signatures
from etl.snapshot import Snapshot


def rows(*answers: tuple[str, float | None, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(answers, columns=["coder", "value", "missing_reason"])
    return frame.assign(unit_code="990100", indicator_code="A1", period="2020")


def test_a_level_differs_from_another_and_from_a_reason() -> None:
    assert len(open_differences(rows(("a", 1.0, None), ("b", 2.0, None)))) == 2
    assert len(open_differences(rows(("a", 1.0, None), ("b", None, "not_found")))) == 2
    assert open_differences(rows(("a", 1.0, None), ("b", 1.0, None))).empty
    assert open_differences(rows(("a", None, "withheld"), ("b", None, "withheld"))).empty


def test_one_coder_and_a_reconciled_cell_are_not_open() -> None:
    assert open_differences(rows(("a", 1.0, None))).empty
    assert open_differences(rows(("a", 1.0, None), ("b", 2.0, None), ("reconciled", 2.0, None))).empty


def test_the_real_data_hold_no_coding_and_no_document(real_snapshot: Snapshot) -> None:
    assert codings(real_snapshot).empty
    assert open_differences(codings(real_snapshot)).empty
    assert signatures(real_snapshot, "370215").empty
