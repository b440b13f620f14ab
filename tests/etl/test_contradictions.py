import pytest

from etl.contradictions import contradiction
from etl.gazetteer import Gazetteer
from etl.intake import References
from etl.reception import Options, Reception, receive
from tests.etl.files import csv_of
from tests.etl.test_places import codes


def beside_names(known: References, *rows: list[object], **names: str) -> Reception:
    header = ["代码", "省", "城市", "区县", "日期", "确诊"]
    table = [header, *[[*row, "2020-01-28", 5] for row in rows]]
    return receive(csv_of(table), "a.csv", known, Options(names=names))


def test_a_code_beside_the_name_of_another_place_is_an_error_with_both(known: References) -> None:
    reception = beside_names(
        known,
        ["370100", "山东省", "济南市", ""],
        ["370200", "山东省", "济南市", ""],
        ["370300", "河北省", "", ""],
    )
    assert reception.intake.table is None
    found = [(each.code, each.row, each.column, each.value) for each in reception.intake.report.findings]
    assert found == [
        ("code_contradicts_name", 3, "城市", "济南市"),
        ("code_contradicts_name", 4, "省", "河北省"),
    ]
    fix = reception.intake.report.findings[0].as_dict()["fix"]
    assert "370200" in fix
    assert "青岛市" in fix
    assert "济南市" in fix


def test_a_code_beside_names_of_its_parents_or_unknown_names_is_no_contradiction(known: References) -> None:
    reception = beside_names(
        known,
        ["370215", "山东", "青岛市", "即墨区"],
        ["370203", "山东省", "青岛", ""],
        ["110101", "北京市", "北京", "东城区"],
        ["220200", "吉林", "吉林", ""],
        ["370300", "山东", "一个没有的城市", ""],
    )
    assert codes(reception) == ["370215", "370203", "110101", "220200", "370300"]


def test_an_answer_about_the_name_settles_it(known: References) -> None:
    row: list[object] = ["370200", "", "济南市", ""]
    assert codes(beside_names(known, row, 济南市="370100")) == ["370100"]


@pytest.mark.parametrize(
    ("code", "field", "name", "wrong"),
    [
        ("370200", "city", "济南", True), ("370200", "city", "Qingdao", False),
        ("370200", "place", "即墨区", False), ("370215", "province", "河北", True),
        ("999999", "city", "济南", False), ("370200", "city", "", False),
    ],
)  # fmt: skip
def test_only_names_that_cannot_mean_the_place_contradict(
    known: References, code: str, field: str, name: str, wrong: bool
) -> None:
    found = contradiction(Gazetteer(known["unit"]), code, {field: name}, 2)
    assert [finding.column for finding in found] == ([field] if wrong else [])
