"""The overview says what the tables say, for cities, districts and places without a count."""

from pathlib import Path

import pytest

from etl.reads import places
from etl.snapshot import Snapshot
from tests.pages.opened import open_page, parameter, words


def test_jimo_is_described_by_its_own_bulletins_and_its_city(served_store: Path) -> None:
    text = words(open_page("overview", lang="en"))
    assert "had 8 confirmed cases by 6 February 2020" in text
    assert "0.60 per 100,000 residents (95% interval 0.26–1.18)" in text
    figures = {metric.label: metric.value for metric in open_page("overview", lang="en").metric}
    assert figures["Confirmed cases, Jimo District"] == "8"
    assert figures["Residents, Jimo District"] == "1,336,077"
    assert figures["First wave, Qingdao"] == "60"
    assert figures["Later cluster, Qingdao"] == "+13"


def test_no_governance_score_is_claimed(served_store: Path) -> None:
    assert "is not scored here" in words(open_page("overview", lang="en"))


def test_a_county_without_an_own_count_is_said_to_have_none(
    served_store: Path, real_snapshot: Snapshot
) -> None:
    frame = places(real_snapshot)
    county = frame[(frame["level"] == "county") & (frame["case_days"] == 0) & frame["city_code"].notna()]
    test = open_page("overview", lang="en", focus=county.iloc[0]["unit_code"])
    assert "has no case count of its own" in words(test)
    assert test.metric[0].value == "—"


@pytest.mark.parametrize("focus", ["370200", "420100", "110101", "429004", "540100", "810000"])
def test_any_kind_of_place_can_be_the_focus(served_store: Path, real_snapshot: Snapshot, focus: str) -> None:
    known = focus in set(places(real_snapshot)["unit_code"])
    test = open_page("overview", lang="zh", focus=focus)
    assert bool(test.warning) is not known


def test_bubbles_change_with_one_click_and_the_address_remembers(served_store: Path) -> None:
    test = open_page("overview", lang="en")
    test.radio(key="size_en").set_value("rate").run()
    assert not test.exception
    assert parameter(test, "size") == "rate"
    assert any("per 100,000 residents up to" in title.value for title in test.subheader)


def test_a_wrong_option_in_the_address_is_named(served_store: Path) -> None:
    test = open_page("overview", lang="en", size="huge")
    assert "huge" in test.warning[0].value
