"""The response page shows the chosen cities, their measures and what was not seen."""

from pathlib import Path

import pytest

from etl.reads import measures, places
from etl.snapshot import Snapshot
from tests.pages.opened import open_page, parameter, words


def test_a_district_is_shown_by_its_city_and_said_so(served_store: Path) -> None:
    assert "has no daily series of its own" in words(open_page("response", lang="en"))


def test_measures_not_seen_are_listed_with_the_window_and_not_as_missing(served_store: Path) -> None:
    test = open_page("response", lang="en", response="measures")
    assert "none by 19 February 2020" in words(test)
    table = test.dataframe[-1].value
    assert {"City", "Measure or event", "In force from", "Grade", "Source"} <= set(table.columns)
    assert table["In force from"].str.startswith("none by").any()


def test_revision_and_cluster_are_explained(served_store: Path) -> None:
    text = words(open_page("response", lang="en", focus="420100", peers="370200", period="all"))
    assert "17 April 2020, Wuhan" in text
    assert "11 October 2020, Qingdao" in text


def test_a_city_that_no_source_watched_is_not_assessed(served_store: Path, real_snapshot: Snapshot) -> None:
    frame = places(real_snapshot)
    cities = frame.loc[frame["level"] == "prefecture", "unit_code"].tolist()
    unwatched = set(cities) - set(measures(real_snapshot, cities)["unit_code"])
    address = {"focus": min(unwatched), "peers": "370200"}
    text = words(open_page("response", lang="en", response="measures", **address))
    assert "not assessed" in text


@pytest.mark.parametrize("peers", ["", "370100", ",".join(["370100"] * 30), "370100,440300,440100"])
def test_any_choice_of_cities_works(served_store: Path, peers: str) -> None:
    assert not open_page("response", lang="en", peers=peers).warning


def test_unknown_cities_are_left_out_and_named(served_store: Path) -> None:
    test = open_page("response", lang="en", peers="370100,000000")
    assert "000000" in test.warning[0].value
    assert test.multiselect(key="peers_en").value == ["370100"]


@pytest.mark.parametrize(
    ("name", "value"), [("view", "new"), ("scale", "linear"), ("align", "first_case"), ("period", "all")]
)
def test_every_switch_is_in_the_address(served_store: Path, name: str, value: str) -> None:
    test = open_page("response", lang="en")
    kind = "selectbox" if name == "period" else "radio"
    getattr(test, kind)(key=f"{name}_en").set_value(value).run()
    assert not test.exception
    assert parameter(test, name) == value
    again = open_page("response", lang="en", **{name: value})
    assert getattr(again, kind)(key=f"{name}_en").value == value


def test_more_cities_than_a_chart_can_tell_apart_are_cut_with_a_notice(served_store: Path) -> None:
    asked = "370100,330200,440300,440100,110000,310000,320100,320500"
    test = open_page("response", lang="en", peers=asked)
    assert "first 6" in test.warning[0].value
    assert test.multiselect(key="peers_en").value == asked.split(",")[:6]
    # A page with more room still has the whole choice.
    assert parameter(test, "peers") == asked


def test_a_rule_that_many_cities_fit_says_how_many_are_shown(served_store: Path) -> None:
    test = open_page("response", lang="en", peers="advanced")
    assert "the first 6, those most like Qingdao first" in words(test)
    assert len(test.multiselect(key="peers_en").value) == 6


def test_reproduction_numbers_are_shown_and_blank_ones_say_why(served_store: Path) -> None:
    test = open_page("response", lang="en", response="reproduction", focus="540100", peers="370200")
    assert any("Reproduction number" in title.value for title in test.subheader)
    table = next(one.value for one in test.dataframe if "Seven days up to" in one.value.columns)
    lhasa = table[table["Code"] == "540100"]
    assert lhasa["Median"].isna().all()
    assert (lhasa["Why blank"] != "").all()
    assert table.loc[table["Code"] == "370200", "Median"].notna().any()


@pytest.mark.parametrize("lag", ["B1", "B3", "B4"])
def test_lags_keep_what_was_not_seen_apart_from_what_is_missing(served_store: Path, lag: str) -> None:
    test = open_page("response", lang="en", response="lags", lag=lag)
    table = next(one.value for one in test.dataframe if "Not in force" in one.value.columns)
    censored = table["Not in force"].str.startswith("none by")
    assert censored.any()
    assert table.loc[censored, "Days"].isna().all()
    assert table.loc[table["Why blank"] != "", "Days"].isna().all()
