import pandas as pd

from charts.names import place_names, short_names


def places(**columns: list[object]) -> pd.DataFrame:
    count = len(columns["unit_code"])
    empty: list[object] = [None] * count
    return pd.DataFrame({"city_zh": empty, "city_en": empty} | columns)


TWO_SUZHOUS = places(
    unit_code=["320500", "341300", "370200"],
    name_zh=["苏州市", "宿州市", "青岛市"],
    name_en=["Suzhou", "Suzhou", "Qingdao"],
    province_zh=["江苏省", "安徽省", "山东省"],
    province_en=["Jiangsu", "Anhui", "Shandong"],
)


def test_english_names_of_two_places_get_the_chinese_name_and_the_province() -> None:
    assert place_names(TWO_SUZHOUS, "en").to_dict() == {
        "320500": "Suzhou (苏州市, Jiangsu)",
        "341300": "Suzhou (宿州市, Anhui)",
        "370200": "Qingdao",
    }


def test_chinese_names_that_differ_stay_short() -> None:
    assert place_names(TWO_SUZHOUS, "zh")["320500"] == "苏州市"


def test_a_county_is_named_with_its_city() -> None:
    county = places(
        unit_code=["370215"],
        name_zh=["即墨区"],
        name_en=["Jimo District"],
        city_zh=["青岛市"],
        city_en=["Qingdao"],
        province_zh=["山东省"],
        province_en=["Shandong"],
    )
    assert place_names(county, "zh").item() == "青岛市即墨区"
    assert place_names(county, "en").item() == "Jimo District, Qingdao"
    assert short_names(county, "zh").item() == "即墨区"


def test_names_that_nothing_tells_apart_get_their_code() -> None:
    same = places(
        unit_code=["1", "2"],
        name_zh=["甲", "甲"],
        name_en=["Jia", "Jia"],
        province_zh=["乙", "乙"],
        province_en=["Yi", "Yi"],
    )
    assert place_names(same, "zh").is_unique
    assert place_names(same, "en").is_unique
