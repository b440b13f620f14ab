"""The overview says what the tables say, for cities, districts and places without a count."""

from pathlib import Path

import pytest

from etl.reads import places
from etl.score_reads import cells
from etl.snapshot import Snapshot
from tests.pages.opened import open_page, parameter, words


def test_jimo_is_described_by_its_own_bulletins_and_its_city(served_store: Path) -> None:
    test = open_page("overview", lang="en", overview="wave")
    text = words(test)
    assert "had 8 confirmed cases by 6 February 2020" in text
    assert "0.60 per 100,000 residents (95% interval 0.26–1.18)" in text
    figures = {metric.label: metric.value for metric in test.metric}
    assert figures["Confirmed cases, Jimo District"] == "8"
    assert figures["Residents, Jimo District"] == "1,336,077"
    assert figures["First wave, Qingdao"] == "60"
    assert figures["Later cluster, Qingdao"] == "+13"


def test_the_card_says_score_band_evidence_and_what_is_not_assessed(served_store: Path) -> None:
    test = open_page("overview", lang="en")
    text = words(test)
    assert test.metric[0].label == "Capacity, Jimo District"
    assert test.metric[0].value == "32 of 100"
    assert "of 2,819, band" in text
    assert "100 % of the weight assessed; worst grade A" in text
    assert "Not assessed for Jimo District, Qingdao, which is not zero: Power and responsibility" in text
    assert "the county’s own dates of measures; public data stop at the prefecture" in text.replace("\\", "")
    assert "It does not measure effect" in text


def test_scores_of_the_city_are_never_the_districts(served_store: Path) -> None:
    labels = [metric.label for metric in open_page("overview", lang="en").metric]
    assert "Response mechanism, Qingdao (the city)" in labels
    assert "Response mechanism, Jimo District" not in labels


def test_gaps_are_in_native_units_against_the_peers_in_the_address(served_store: Path) -> None:
    test = open_page("overview", lang="en", peers="siblings")
    table = test.table[0].value
    table.index = [str(name).replace("\\", "") for name in table.index]
    assert table.loc["Health and social workforce (per 1,000 residents)", "Own value"] == "7.3"
    assert "all of the same city" in words(test)


def test_a_zone_is_not_assessed_and_not_zero(served_store: Path) -> None:
    test = open_page("overview", lang="en", focus="130171")
    assert "is not assessed, which is not a score of zero" in words(test)


def test_a_city_that_was_hardly_exposed_has_no_response_score(
    served_store: Path, real_snapshot: Snapshot
) -> None:
    found = cells(real_snapshot, "prefecture")
    spared = found[(found["indicator_code"] == "B3") & (found["missing_reason"] == "not_applicable")]
    text = words(open_page("overview", lang="en", focus=spared.iloc[0]["unit_code"]))
    assert "not applicable (hardly exposed)" in text.replace("\\", "")


def test_a_county_without_an_own_count_is_said_to_have_none(
    served_store: Path, real_snapshot: Snapshot
) -> None:
    frame = places(real_snapshot)
    county = frame[(frame["level"] == "county") & (frame["case_days"] == 0) & frame["city_code"].notna()]
    test = open_page("overview", lang="en", overview="wave", focus=county.iloc[0]["unit_code"])
    assert "has no case count of its own" in words(test)
    figures = {metric.label: metric.value for metric in test.metric}
    assert "—" in figures.values()


@pytest.mark.parametrize("focus", ["370200", "420100", "110101", "429004", "540100", "810000"])
def test_any_kind_of_place_can_be_the_focus(served_store: Path, real_snapshot: Snapshot, focus: str) -> None:
    known = focus in set(places(real_snapshot)["unit_code"])
    test = open_page("overview", lang="zh", focus=focus)
    assert bool(test.warning) is not known


def test_bubbles_change_with_one_click_and_the_address_remembers(served_store: Path) -> None:
    test = open_page("overview", lang="en", overview="wave")
    test.radio(key="size_en").set_value("rate").run()
    assert not test.exception
    assert parameter(test, "size") == "rate"
    assert any("per 100,000 residents up to" in title.value for title in test.subheader)


def test_a_wrong_option_in_the_address_is_named(served_store: Path) -> None:
    test = open_page("overview", lang="en", overview="wave", size="huge")
    assert "huge" in test.warning[0].value
