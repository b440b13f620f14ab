from etl.spelling import PAIRS, SIMPLIFIED, folded, folded_label, plain


def test_width_case_spaces_and_characters_make_no_difference() -> None:
    assert folded("ＱＩＮＧ dao") == folded("Qingdao") == "qingdao"
    assert folded("廣 州 市") == "广州市"
    assert plain("\ufeff　青岛\u200b ") == "青岛"


def test_a_remark_in_brackets_belongs_to_no_column_name() -> None:
    assert folded_label("新增确诊（例）") == folded_label("新增確診 [cases]") == "新增确诊"
    assert folded_label("（例）") == "(例)"


def test_every_traditional_character_has_one_simplified_form() -> None:
    assert len(PAIRS) % 2 == 0
    assert len(SIMPLIFIED) >= 180
    assert not {chr(code) for code in SIMPLIFIED if chr(code) != SIMPLIFIED[code]} & set(SIMPLIFIED.values())
