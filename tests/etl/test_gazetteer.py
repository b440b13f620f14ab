import pytest

from etl.gazetteer import Gazetteer, Role
from etl.intake import References


@pytest.fixture(scope="module")
def gazetteer(known: References) -> Gazetteer:
    return Gazetteer(known["unit"])


@pytest.mark.parametrize(
    "written",
    [
        "青岛",
        "青岛市",
        "青島市",
        "Qingdao",
        "qingdao",
        "QINGDAO CITY",
        "Qingdao Shi",
        "ｑｉｎｇｄａｏ",
        " 青 岛 ",
    ],
)
def test_one_place_in_many_spellings(gazetteer: Gazetteer, written: str) -> None:
    assert gazetteer.find(written) == ("370200",)


@pytest.mark.parametrize(
    ("written", "role", "within", "codes"),
    [
        ("吉林市", "any", (), ("220200",)),
        ("吉林", "province", (), ("220000",)),
        ("吉林", "city", ("220000",), ("220200",)),
        ("朝阳", "city", (), ("211300",)),
        ("朝阳区", "county", ("110000",), ("110105",)),
        ("鼓楼区", "county", ("320000", "320300"), ("320302",)),
        ("恩施州", "city", (), ("422800",)),
        ("Inner Mongolia", "province", (), ("150000",)),
        ("北京", "city", ("110000",), ("110000",)),
        ("义乌", "city", ("330000",), ("330782",)),
        ("Ürümqi", "city", (), ("650100",)),
        ("Xi’an", "city", (), ("610100",)),
        ("Suzhou", "city", ("320000",), ("320500",)),
    ],
)
def test_role_and_parent_narrow_a_name_down(
    gazetteer: Gazetteer, written: str, role: Role, within: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    assert gazetteer.find(written, role, within) == codes


@pytest.mark.parametrize("written", ["鼓楼区", "朝阳区", "Suzhou", "吉林"])
def test_a_shared_name_gives_every_place(gazetteer: Gazetteer, written: str) -> None:
    assert len(gazetteer.find(written)) > 1


def test_a_city_column_does_not_turn_a_province_into_a_prefecture(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("海南", "city") == ("632500", "460000")


def test_every_full_name_finds_its_place(gazetteer: Gazetteer) -> None:
    lost = [place for place in gazetteer.places.values() if place.code not in gazetteer.find(place.name)]
    assert lost == []


def test_unknown_names_get_the_likeliest_places(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("火星") == ()
    assert gazetteer.near("即墨市")[0] == "370215"
    assert gazetteer.near("青岛是", within=("370000",)) == ("370200",)


def test_levels_are_told_from_codes_where_the_table_has_none(references: References) -> None:
    small = Gazetteer(references["unit"])
    assert small.places["370215"].level == "county"
    assert small.find("即墨区", "county", ("370200",)) == ("370215",)
    assert small.find("Suzhou") == ("320500", "341300")
