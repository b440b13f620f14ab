from pathlib import Path

import pytest

from etl.batches import accept
from etl.coding_plan import own_plan
from etl.coding_sheet import read_coding_sheet
from etl.coding_template import coding_template
from etl.ingest import references_of
from etl.intake import References
from etl.own_codes import codes_file, own_codes, redefined
from etl.snapshot import open_snapshot, publish
from etl.store import BUNDLED_DATA
from tests.etl.filled_sheet import CITY, WINDOW, filled

SIX = (BUNDLED_DATA / "frameworks" / "six_dimensions.toml").read_text("utf-8")
OWN = SIX.replace('code = "six_dimensions"', 'code = "talks"', 1)
OWN = OWN.replace('code = "A1"', 'code = "talks_R1"', 1).replace('code = "C1"', 'code = "talks_N1"', 1)


def test_a_bundled_framework_adds_no_code(known: References) -> None:
    assert own_codes(SIX.encode()) == {}
    assert codes_file(SIX.encode(), known) is None


def test_codes_of_its_own_enter_with_their_names_and_units(known: References) -> None:
    added = codes_file(OWN.encode(), known)
    assert added is not None
    assert added.report.findings == []
    table = added.table.to_pandas().set_index("code")  # type: ignore[union-attr]
    assert table.index.tolist() == ["talks_R1", "talks_N1"]
    assert table.loc["talks_R1", ["list", "name_en", "unit_zh", "unit_en"]].tolist() == [
        "indicator",
        "unified command",
        "级",
        "level",
    ]
    assert table.loc["talks_N1", "unit_en"] == "per 1,000 residents"
    again = codes_file(OWN.encode(), known)
    assert again is not None
    assert again.sha256 == added.sha256


def test_a_name_too_long_for_the_list_is_a_finding(known: References) -> None:
    long = OWN.replace('en = "unified command"', f'en = "{"command " * 30}"', 1)
    added = codes_file(long.encode(), known)
    assert added is not None
    assert [(one.row, one.column) for one in added.report.findings] == [(2, "name_en")]


@pytest.mark.parametrize(("old", "new", "wanted"), [("", "", []), ('zh = "', 'zh = "另', ["A1"])])
def test_another_rubric_under_a_bundled_code_is_named(old: str, new: str, wanted: list[str]) -> None:
    at = SIX.index("levels = [")
    assert redefined((SIX[:at] + SIX[at:].replace(old, new, 1)).encode()) == wanted


def test_levels_of_its_own_rubrics_are_known_once_the_codes_are_stored(tmp_path: Path) -> None:
    store = tmp_path / "store-sandbox"
    publish(store)
    without = references_of(open_snapshot(store))
    sheet = filled(only=("talks_R1",), template=coding_template([CITY], WINDOW, plan=own_plan(OWN.encode())))
    refused = read_coding_sheet(sheet, "sheet.xlsx", without)
    assert refused is not None
    assert [one.code for part in refused.intakes for one in part.report.findings] == ["indicator_not_coded"]
    added = codes_file(OWN.encode(), without)
    assert added is not None
    accept(store, added, "analyst")
    with_codes = references_of(open_snapshot(store))
    for coder in ("one", "two"):
        content = filled(
            {"talks_N1": {"value": -0.5}},
            only=("talks_R1", "talks_N1"),
            coder=coder,
            template=coding_template([CITY], WINDOW, plan=own_plan(OWN.encode())),
        )
        read = read_coding_sheet(content, "sheet.xlsx", with_codes)
        assert read is not None
        assert read.codings is not None
        assert read.errors == 0
        accept(store, read.codings, coder)
    cell = open_snapshot(store).frame(
        "SELECT value FROM indicator_cell WHERE unit_code = '990100'"
        " AND starts_with(indicator_code, 'talks_') ORDER BY indicator_code"
    )
    assert cell["value"].tolist() == [-0.5, 3.0]
    _wrong_answers_are_named(with_codes)


def _wrong_answers_are_named(references: References) -> None:
    """What a measured indicator of its own does not take, and that no other takes a value."""
    template = coding_template([CITY], WINDOW, "one", plan=own_plan(OWN.encode()))
    for answer, code, column in (
        ({"talks_N1": {"value": "many"}}, "value_not_number", "数值 Value"),
        ({"talks_N1": {"value": "", "level": 3}}, "value_expected", "等级（0–4） Level (0–4)"),
        ({"talks_N1": {"value_unit": "kilometres"}}, "unit_of_value_differs", "数值的单位 Unit of the value"),
        ({"talks_N1": {"excerpt": ""}}, "value_unproven", None),
        ({"talks_R1": {"value": 3}}, "value_not_asked", "数值 Value"),
    ):
        read = read_coding_sheet(filled(answer, only=tuple(answer), template=template), "a.xlsx", references)
        assert read is not None
        found = {one.code: one.column for part in read.intakes for one in part.report.findings}
        assert code in found
        assert column in (None, found[code])
