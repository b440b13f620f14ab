"""The benchmark page compares like with like and never lets the place into its own peers."""

from pathlib import Path

import pytest

from etl.score_reads import units
from etl.snapshot import Snapshot
from tests.pages.opened import open_page, parameter, words
from tests.pages.test_small_data import serve


def plain(text: str) -> str:
    return text.replace("\\", "")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("framework", ["county_capacity", "public_data", "six_dimensions"])
@pytest.mark.parametrize("basis", ["raw", "like"])
def test_every_framework_can_be_shown(served_store: Path, language: str, framework: str, basis: str) -> None:
    test = open_page("benchmark", lang=language, framework=framework, basis=basis)
    assert not test.warning
    assert test.subheader or test.info


def test_a_county_takes_part_through_its_city_and_it_is_said(served_store: Path) -> None:
    text = words(open_page("benchmark", lang="en", framework="public_data"))
    assert "takes part through its city, Qingdao" in text
    assert "never the district's own" in plain(text)


@pytest.mark.parametrize("rule", ["advanced", "nearest", "similar", "province", "siblings"])
@pytest.mark.parametrize("focus", ["370215", "370200", "110000"])
def test_every_rule_works_and_leaves_the_place_out(served_store: Path, rule: str, focus: str) -> None:
    test = open_page("benchmark", lang="en", peers=rule, focus=focus)
    assert not test.warning
    assert "itself out" in words(test)


def test_the_districts_of_the_city_are_the_siblings(served_store: Path, real_snapshot: Snapshot) -> None:
    test = open_page("benchmark", lang="en", peers="siblings")
    listed = test.dataframe[0].value
    counties = units(real_snapshot, "county")
    assert set(listed["Code"]) == set(counties.index[counties["parent_code"] == "370200"])
    assert (listed["Place"] == "Jimo District, Qingdao").sum() == 1
    assert "9 peers of Jimo District, Qingdao" in words(test)


def test_the_nearest_are_listed_with_their_distance(served_store: Path) -> None:
    listed = open_page("benchmark", lang="en").dataframe[0].value
    distance = listed.set_index("Code")["Distance (standard deviations)"]
    assert distance.drop("370215").between(0.001, 1).all()
    assert len(distance) == 13


def test_places_can_be_chosen_by_hand_and_the_response_page_understands(served_store: Path) -> None:
    test = open_page("benchmark", lang="en")
    test.selectbox(key="peers_rule_en").set_value("chosen").run()
    assert not test.exception
    chosen = parameter(test, "peers").split(",")
    assert len(chosen) == 6
    test.multiselect(key="peers_places_en").set_value(["370281", "420116"]).run()
    assert parameter(test, "peers") == "370281,420116"
    test.switch_page("pages/response.py").run()
    assert not test.exception
    assert set(test.multiselect(key="peers_en").value) == {"420100"}


@pytest.mark.parametrize("rule", ["nearest", "similar", "province", "siblings"])
def test_the_response_page_follows_a_rule(served_store: Path, rule: str) -> None:
    test = open_page("response", lang="en", peers=rule)
    assert not test.warning
    assert 0 < len(test.multiselect(key="peers_en").value) <= 6
    assert "By the rule" in words(test)


def test_cities_are_no_peers_of_a_county_and_it_is_said(served_store: Path) -> None:
    text = words(open_page("benchmark", lang="en", peers="370100,440300"))
    assert "places of another level: Jinan, Shenzhen" in text


def test_an_own_code_among_the_peers_is_ignored(served_store: Path) -> None:
    listed = open_page("benchmark", lang="en", peers="370215,370281").dataframe[0].value
    assert sorted(listed["Code"]) == ["370215", "370281"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("framework", "none_such"),
        ("basis", "odd"),
        ("dimension", "Z"),
        ("peers", "000000"),
        ("peers", "<b>x</b>"),
        ("profile", "999999"),
    ],
)
def test_a_bad_choice_is_named_and_the_page_works(served_store: Path, name: str, value: str) -> None:
    part = "scores" if name == "profile" else "ranking"
    test = open_page("benchmark", lang="en", **{"framework": "public_data", "benchmark": part, name: value})
    assert len(test.warning) == 1
    assert value in plain(test.warning[0].value)
    assert test.dataframe


def test_a_framework_of_counties_does_not_apply_to_a_city(served_store: Path) -> None:
    test = open_page("benchmark", lang="en", focus="440300", framework="county_capacity")
    assert "does not apply to Shenzhen" in plain(test.warning[0].value)
    assert test.selectbox(key="framework_en").value == "public_data"


def test_a_framework_that_nobody_is_coded_in_says_what_to_do(served_store: Path) -> None:
    text = words(open_page("benchmark", lang="en", framework="six_dimensions"))
    assert "once its values are uploaded and accepted" in text


def test_one_click_changes_the_dimension_and_the_address(served_store: Path) -> None:
    test = open_page("benchmark", lang="en", focus="370200")
    test.selectbox(key="dimension_en").set_value("F").run()
    assert not test.exception
    assert parameter(test, "dimension") == "F"
    assert any(title.value.startswith("Capacity") for title in test.subheader)


@pytest.mark.parametrize("focus", ["130171", "659010", "810000", "540100"])
def test_places_of_every_kind_open(served_store: Path, focus: str) -> None:
    assert not open_page("benchmark", lang="zh", focus=focus).exception


def test_a_profile_holds_at_most_five_places(served_store: Path) -> None:
    codes = "370202,370203,370211,370212,370213,370214"
    test = open_page("benchmark", lang="en", benchmark="scores", profile=codes)
    assert len(test.multiselect(key="profile_en").value) == 4


def test_where_values_have_one_period_it_is_said_and_no_line_is_drawn(served_store: Path) -> None:
    assert "every scored value of these places has one period only" in words(
        open_page("benchmark", lang="en", benchmark="trends")
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_several_periods_are_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, real_snapshot: Snapshot, language: str
) -> None:
    earlier = (
        "INSERT INTO indicator_cell SELECT * REPLACE ('2010' AS period, value * 0.8 AS value)"
        " FROM indicator_cell WHERE indicator_code = 'F7' AND inherited_from IS NULL"
    )
    serve(monkeypatch, tmp_path, real_snapshot, earlier, version="twoperiods")
    test = open_page("benchmark", lang=language, benchmark="trends")
    heading = {"zh": "年份", "en": "Year"}[language]
    table = next(frame.value for frame in test.dataframe if heading in frame.value.columns)
    assert set(table[heading]) == {2010, 2020}
