import pytest

from etl.intake import References
from etl.place_words import SET_ASIDE
from etl.reception import Options, Reception, receive
from tests.etl.files import csv_of


def cases(known: References, places: list[str], column: str = "地区", **names: str) -> Reception:
    rows = [[column, "日期", "确诊"], *[[place, "2020-01-28", 5] for place in places]]
    return receive(csv_of(rows), "a.csv", known, Options(names=names))


def codes(reception: Reception) -> list[str]:
    assert reception.intake.table is not None, reception.questions
    return list(reception.intake.table["unit_code"].to_pylist())


@pytest.mark.parametrize("column", ["代码", "地区", "城市"])
def test_codes_and_names_may_stand_in_one_column(known: References, column: str) -> None:
    found = codes(cases(known, ["370200", "济南", "Yantai", "370300.0", "371000000000"], column))
    assert found == ["370200", "370100", "370600", "370300", "371000"]


@pytest.mark.parametrize(
    "word",
    [
        "境外输入",
        "境外輸入人員",
        "待明确地区",
        "未知",
        "外地来京",
        "省监狱",
        "合计",
        "全国",
        "香港",
        "Taiwan*",
    ],
)
def test_words_that_are_no_place_are_set_aside_with_a_reason(known: References, word: str) -> None:
    reception = cases(known, ["青岛", word])
    assert codes(reception) == ["370200"]
    assert [rows for _reason, rows in reception.set_aside] == [1]
    assert reception.set_aside[0][0].message in [reason for _pattern, reason in SET_ASIDE]


def test_an_unknown_name_is_asked_about_once_with_its_rows(known: References) -> None:
    reception = cases(known, ["即墨市", "即墨市", "青岛"])
    question = reception.questions[0]
    assert (question.written, question.rows, question.first_row) == ("即墨市", 2, 2)
    assert question.candidates[0] == "370215"
    assert reception.intake.report.counts["unit_unknown", "error"] == 2
    assert reception.intake.table is None
    assert codes(cases(known, ["即墨市", "青岛"], 即墨市="370215")) == ["370215", "370200"]


def test_a_name_under_several_parents_is_asked_about_with_each(known: References) -> None:
    rows = [
        ["省份", "城市", "日期", "确诊"],
        ["山东省", "开发区", "2020-01-28", 1],
        ["江苏省", "开发区", "2020-01-28", 2],
    ]
    reception = receive(csv_of(rows), "a.csv", known)
    assert [question.written for question in reception.questions] == ["山东省/开发区", "江苏省/开发区"]
    names = {"山东省/开发区": "370200", "江苏省/开发区": ""}
    assert codes(receive(csv_of(rows), "a.csv", known, Options(names=names))) == ["370200"]


def test_province_totals_beside_cities_are_set_aside_and_municipalities_kept(known: References) -> None:
    rows = [
        ["省份", "城市", "日期", "确诊"],
        ["山东省", "", "2020-01-28", 9],
        ["山东省", "青岛", "2020-01-28", 5],
        ["北京市", "", "2020-01-28", 5],
        ["河北省", "", "2020-01-28", 5],
    ]
    reception = receive(csv_of(rows), "a.csv", known)
    assert codes(reception) == ["370200", "110000", "130000"]
    assert sum(number for _reason, number in reception.set_aside) == 1


def test_an_answer_that_is_no_code_is_an_error(known: References) -> None:
    reception = cases(known, ["火星"], 火星="999999")
    assert [finding.code for finding in reception.intake.report.findings] == ["reference_unknown"]


def test_other_cells_of_an_asked_row_are_checked_too(known: References) -> None:
    rows = [["城市", "日期", "确诊"], ["火星", "soon", 5]]
    found = {finding.code for finding in receive(csv_of(rows), "a.csv", known).intake.report.findings}
    assert found == {"unit_unknown", "value_not_date"}


def test_a_damaged_code_is_no_name(known: References) -> None:
    report = cases(known, ["37020", "3.702E+05", "999999"], "unit_code").intake.report
    assert [(finding.code, finding.row) for finding in report.findings] == [
        ("code_lost_zero", 2), ("code_lost_zero", 3), ("reference_unknown", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("山东省青岛市", "370200"),
        ("山东青岛", "370200"),
        ("青岛市即墨区", "370215"),
        ("山东省青岛市即墨区", "370215"),
        ("南通市通州区", "320612"),
        ("吉林省吉林市", "220200"),
        ("青海省海南州", "632500"),
        ("北京市朝阳区", "110105"),
    ],
)
def test_a_name_may_begin_with_the_places_it_lies_in(known: References, written: str, code: str) -> None:
    assert codes(cases(known, [written])) == [code]


@pytest.mark.parametrize("written", ["江苏省青岛市", "济南市即墨区", "山东省市", "山东省山东省"])
def test_a_chain_of_names_that_do_not_lie_in_each_other_is_asked_about(
    known: References, written: str
) -> None:
    assert [question.written for question in cases(known, [written]).questions] == [written]


@pytest.mark.parametrize(
    ("column", "written", "proposed"),
    [
        ("地区", "胶南", "370211"),
        ("地区", "青岛西海岸新区", "370211"),
        ("城市", "莱芜", "370116"),
        ("地区", "襄樊", "420600"),
        ("城市", "思茅", "530802"),
        ("代码", "370282", "370215"),
    ],
)
def test_a_former_name_or_code_is_asked_about_with_where_it_lies_today(
    known: References, column: str, written: str, proposed: str
) -> None:
    reception = cases(known, [written], column)
    assert [question.candidates[0] for question in reception.questions] == [proposed]
    assert codes(cases(known, [written], column, **{written: proposed})) == [proposed]


def test_a_district_beside_its_city_is_the_one_of_today(known: References) -> None:
    rows = [
        ["城市", "区县", "日期", "确诊"],
        ["济南市", "莱芜区", "2020-01-28", 1],
        ["", "思茅", "2020-01-28", 1],
    ]
    assert codes(receive(csv_of(rows), "a.csv", known)) == ["370116", "530802"]


@pytest.mark.parametrize("word", ["全省合计", "合 计", "山东省总计", "小计："])
def test_totals_in_any_wording_are_set_aside(known: References, word: str) -> None:
    assert codes(cases(known, ["青岛", word])) == ["370200"]
