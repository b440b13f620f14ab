"""A header with mistakes is told what to mend, and only that."""

import pyarrow as pa

from etl.header_findings import header_findings
from etl.recognition import recognise


def findings_of(rows: list[list[str]], units: pa.Table | None) -> list[tuple[str, str | None]]:
    plan = recognise(rows, ["表"], "case_daily")
    assert plan is not None
    return [(finding.code, finding.column) for finding in header_findings(plan, units)]


def test_places_as_columns_are_one_finding_and_nothing_follows_from_it(
    references: dict[str, pa.Table],
) -> None:
    rows = [["日期", "即墨区", "苏州市"], ["2020-01-25", "1", "2"]]
    assert findings_of(rows, references["unit"]) == [("places_across", None)]
    # Without known places nobody can tell.
    assert ("column_missing", "unit_code") in findings_of(rows, None)


def test_one_column_named_after_a_place_is_a_column_that_is_not_known(
    references: dict[str, pa.Table],
) -> None:
    rows = [["日期", "即墨区", "累计确诊"], ["2020-01-25", "1", "2"]]
    found = findings_of(rows, references["unit"])
    assert ("column_missing", "unit_code") in found
    assert ("column_unknown", "即墨区") in found


def test_what_is_missing_double_and_unknown_is_named(references: dict[str, pa.Table]) -> None:
    rows = [["城市", "日期", "日期", "备注栏", "死亡"], ["青岛", "2020-01-25", "2020-01-25", "x", "1"]]
    assert findings_of(rows, references["unit"]) == [
        ("header_duplicate", "日期"),
        ("column_missing", "confirmed"),
        ("column_unknown", "备注栏"),
    ]
