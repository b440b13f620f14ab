"""The robustness page: choices move ranks, stand in the address, and never pass for the default."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.opened import open_page, parameter, words


def figure(test: AppTest, label: str) -> str:
    return next(str(metric.value) for metric in test.metric if metric.label.startswith(label))


def test_by_default_nothing_has_moved_and_the_default_is_called_so(served_store: Path) -> None:
    test = open_page("robustness", lang="en")
    assert figure(test, "Ranks moved").startswith("0 / 2,8")
    assert figure(test, "Agreement") == "1.000"
    assert "**default** choices" in words(test)
    assert "weights" not in test.query_params


def test_a_slider_moves_ranks_and_the_link_restores_the_weights(served_store: Path) -> None:
    test = open_page("robustness", lang="en")
    test.slider(key="weights_F7_en").set_value(2.5).run()
    assert not test.exception
    assert parameter(test, "weights") == "F7-2.5"
    moved = figure(test, "Ranks moved")
    assert not moved.startswith("0 /")
    assert "Changed by you" in words(test)
    assert "200 scorings" in words(test)
    again = open_page("robustness", lang="en", weights="F7-2.5")
    assert figure(again, "Ranks moved") == moved
    assert again.slider(key="weights_F7_en").value == 2.5


def test_a_scale_is_among_those_drawn_so_the_bands_stay(served_store: Path) -> None:
    test = open_page("robustness", lang="en", normalisation="percentile")
    assert not figure(test, "Ranks moved").startswith("0 /")
    assert "2,000 scorings in which" in words(test)


def test_reset_returns_to_the_default(served_store: Path) -> None:
    test = open_page("robustness", lang="en", weights="F7-2.5", normalisation="percentile")
    next(button for button in test.button if button.label == "Reset to default").click().run()
    assert not test.exception
    assert figure(test, "Ranks moved").startswith("0 /")
    assert "weights" not in test.query_params
    assert "normalisation" not in test.query_params


def test_all_scorings_are_taken_on_request(served_store: Path) -> None:
    test = open_page("robustness", lang="en", weights="F7-2.5")
    next(button for button in test.button if button.label == "Take all scorings").click().run()
    assert not test.exception
    assert "2,000 scorings in which" in words(test)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("weights", "F7-99"),
        ("weights", "<script>"),
        ("framework", "nobody"),
        ("normalisation", "zscore"),
        ("aggregation", "median"),
        ("peers", "<b>x</b>"),
    ],
)
def test_a_bad_choice_gives_one_notice_and_the_default(served_store: Path, name: str, value: str) -> None:
    test = open_page("robustness", lang="en", **{name: value})
    assert len(test.warning) == 1
    assert figure(test, "Ranks moved").startswith("0 /")


def test_no_weight_at_all_is_refused_in_words(served_store: Path) -> None:
    test = open_page("robustness", lang="en", weights="F7-0_F8-0_F9-0")
    assert any("needs a weight above 0" in warning.value for warning in test.warning)
    assert figure(test, "Ranks moved").startswith("0 /")


def test_a_district_under_a_city_framework_is_shown_by_its_city(served_store: Path) -> None:
    text = words(open_page("robustness", lang="en", framework="public_data", dimension="F"))
    assert "its rank is not the district’s own" in text
    assert "Hatched" in text


def test_coordination_names_the_source_of_its_levels(served_store: Path) -> None:
    text = words(open_page("robustness", lang="en", robustness="coordination"))
    assert "Acta Geographica Sinica" in text
    assert "does not show that one dimension brought about the other" in text


def test_a_framework_without_values_says_what_to_do(served_store: Path) -> None:
    test = open_page("robustness", lang="en", framework="six_dimensions")
    assert "Upload coding sheets" in words(test)


@pytest.mark.parametrize("focus", ["440300", "370271", "429004", "810000", "110101", "540100"])
def test_any_kind_of_place_can_be_the_focus(served_store: Path, focus: str) -> None:
    assert open_page("robustness", lang="zh", focus=focus).title


def test_the_framework_of_counties_is_forgotten_with_the_county(served_store: Path) -> None:
    test = open_page("robustness", lang="en", framework="county_capacity", dimension="F")
    test.selectbox(key="focus_en").set_value("440300").run()
    assert not test.exception
    assert not test.warning
    assert "Shenzhen" in words(test)
