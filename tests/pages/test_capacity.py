"""The capacity page: own figures with their error, the city's as the city's, and facts with their source."""

from pathlib import Path

import pytest

from etl.score_reads import units
from etl.snapshot import Snapshot
from tests.pages.opened import open_page, parameter, words
from ui.resource_trends import SERIES


def test_jimo_has_its_own_figure_with_its_error_and_percentile(served_store: Path) -> None:
    values = [metric.value for metric in open_page("capacity", lang="en").metric]
    assert values == ["7.33", "6.87 to 7.79", "33"]


def test_beds_of_a_district_are_called_the_citys(served_store: Path) -> None:
    text = words(open_page("capacity", lang="en", capacity="beds"))
    assert "figures of Qingdao as a whole" in text
    assert "data of 2017" in text
    assert "5.66 by Kang et al." in text


def test_facts_are_listed_with_source_and_grade(served_store: Path) -> None:
    tables = [element.value for element in open_page("capacity", lang="en", capacity="facts").dataframe]
    facts = next(table for table in tables if "Fact" in table.columns)
    workers = facts[facts["Value"] == "2,662"].iloc[0]
    assert workers["Grade"] == "C"
    assert workers["Source"] == "大众网·海报新闻 2020-01-29"


def test_limits_change_with_one_click_and_the_address_remembers(served_store: Path) -> None:
    test = open_page("capacity", lang="en", capacity="chance")
    test.radio(key="limits_en").set_value("overdispersed").run()
    assert not test.exception
    assert parameter(test, "limits") == "overdispersed"
    assert "widened for differences" in words(test)


def test_a_wrong_option_is_named(served_store: Path) -> None:
    assert "wide" in open_page("capacity", lang="en", capacity="chance", limits="wide").warning[0].value


def test_a_zone_is_not_assessed_and_that_is_not_zero(served_store: Path) -> None:
    test = open_page("capacity", lang="en", focus="370271")
    assert "not assessed, which is not zero" in words(test)
    assert not test.metric


@pytest.mark.parametrize("focus", ["370200", "440300", "429004", "810000", "110101", "540100", "460300"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_any_kind_of_place_can_be_the_focus(served_store: Path, focus: str, language: str) -> None:
    assert open_page("capacity", lang=language, focus=focus).title


def test_years_are_shown_by_source_and_none_is_invented(served_store: Path) -> None:
    tables = [element.value for element in open_page("capacity", lang="en", capacity="beds").dataframe]
    trend = next(table for table in tables if {"Per 1,000 residents", "Year"} <= set(table.columns))
    own = trend[(trend["City"] == "Qingdao") & trend["Count"].eq(27675)].iloc[0]
    assert own["Year"] == 2016
    assert own["Per 1,000 residents"] == pytest.approx(27675 * 1000 / 10_071_722, abs=0.001)


def test_without_a_second_year_it_is_said_that_there_is_no_course(
    served_store: Path, real_snapshot: Snapshot
) -> None:
    counted = real_snapshot.frame(
        "SELECT DISTINCT unit_code FROM resource WHERE list_contains(?, resource_code)",
        [[one.resource for one in SERIES]],
    )
    first, second = units(real_snapshot, "prefecture").index.difference(counted["unit_code"])[:2]
    address = {"focus": str(first), "peers": str(second)}
    text = words(open_page("capacity", lang="en", capacity="beds", **address))
    assert "no course over time" in text
