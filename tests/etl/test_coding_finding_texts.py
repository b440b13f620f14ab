"""The texts of coding sheets are found with all others."""

from etl.coding_finding_texts import CODING_FINDING_TEXTS
from etl.findings import Finding


def test_a_finding_of_a_coding_sheet_has_its_words() -> None:
    finding = Finding("sheet_column_missing", row=1, values={"column": "level", "sheet": "coding"})
    assert "“coding”" in finding.as_dict()["fix"]
    assert finding.as_dict("zh")["fix"] != finding.as_dict()["fix"]
    assert "sheet_column_missing" in CODING_FINDING_TEXTS
