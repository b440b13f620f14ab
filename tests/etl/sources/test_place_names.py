import pandas as pd
import pytest

from etl.sources.place_names import english_name, plain_city_name, short_name
from etl.store import BUNDLED_DATA


@pytest.mark.parametrize(
    ("name", "short", "english"),
    [
        ("即墨区", "即墨", "Jimo District"),
        ("朝阳区", "朝阳", "Chaoyang District"),
        ("长宁区", "长宁", "Changning District"),
        ("长安区", "长安", "Chang'an District"),
        ("丰都县", "丰都", "Fengdu County"),
        ("景宁畲族自治县", "景宁", "Jingning Autonomous County"),
        ("管城回族区", "管城", "Guancheng District"),
        ("神农架林区", "神农架", "Shennongjia Forestry District"),
        ("滨海新区", "滨海新区", "Binhai New Area"),
        ("青岛高新技术产业开发区", "青岛高新区", "Qingdao High-tech Zone"),
        ("市南区", "市南", "Shinan District"),
        ("沙市区", "沙市", "Shashi District"),
        ("津市市", "津市", "Jinshi City"),
        ("新市区", "新市", "Xinshi District"),
        ("芒市", "芒市", "Mangshi"),
        ("万柏林区", "万柏林", "Wanbolin District"),
        ("旅顺口区", "旅顺口", "Lüshunkou District"),
        ("什邡市", "什邡", "Shifang City"),
        ("库尔勒市", "库尔勒", "Ku'erle City"),
        ("东乡族自治县", "东乡", "Dongxiang Autonomous County"),
        ("鄂温克族自治旗", "鄂温克", "Ewenke Autonomous Banner"),
        ("忠县", "忠县", "Zhongxian"),
    ],
)
def test_short_and_english_names(name: str, short: str, english: str) -> None:
    assert short_name(name) == short
    assert english_name(name) == english


def test_city_names_lose_the_words_for_their_level() -> None:
    long = "Shihezi, Xinjiang Production and Construction Corps 8th Division"
    assert plain_city_name(long) == "Shihezi"
    assert plain_city_name("Inner Mongolia") == "Inner Mongolia"


def test_every_bundled_name_can_be_read_in_both_languages() -> None:
    units = pd.read_csv(BUNDLED_DATA / "tables" / "unit.csv", dtype=str)
    assert units["name_en"].str.match(r"^[A-ZÜ][A-Za-zêü' -]+$").all()
    assert units["name_zh"].str.match("^[一-鿿]+$").all()
    assert (units["name_short_zh"].str.len() >= 2).all()
