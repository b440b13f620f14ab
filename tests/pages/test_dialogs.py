"""Help and what lies behind a number open from every page, and cost nothing until they are opened."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.raw_reads import raw_rows
from etl.score_reads import cell
from etl.snapshot import Snapshot
from locales import translator
from tests.pages.opened import PAGES, open_page, words
from ui.behind_button import KIND
from ui.dialogs import REQUEST
from ui.help_words import METHODS, about, tour
from ui.method import subjects


def press(test: AppTest, key: str) -> AppTest:
    test.button(key=key).click().run()
    assert not test.exception, [(error.message, error.stack_trace) for error in test.exception]
    return test


@pytest.mark.parametrize("page", PAGES)
def test_behind_the_number_opens_from_every_page(served_store: Path, page: str) -> None:
    test = press(open_page(page, lang="en"), "behind_tool")
    assert test.selectbox(key="behind_place").value == "370215"
    assert "Raw rows it was made of" in words(test)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_opens_on_every_page_with_a_sentence_of_its_own(
    served_store: Path, page: str, language: str
) -> None:
    test = press(open_page(page, lang=language), "help_tool")
    assert test.radio(key="help_part").value in ("How to read", "如何阅读")
    sentence = about(page, translator("en" if language == "en" else "zh"))
    assert sentence
    assert f"**{sentence}**" in [element.value for element in test.markdown]


def test_the_method_that_help_points_to_exists(served_store: Path) -> None:
    known = {subject.module for subject in subjects(translator("en"))}
    assert {module for modules in METHODS.values() for module in modules} <= known
    assert {script for script, _part, _title, _what in tour(translator("en"))} <= set(PAGES)


def test_every_button_beside_a_figure_opens_its_place_and_figure(served_store: Path) -> None:
    test = press(open_page("overview", lang="en"), "behind_370200_B")
    assert test.selectbox(key="behind_place").value == "370200"
    assert test.selectbox(key="behind_figure").value == "B"


def open_behind(unit: str, figure: str) -> AppTest:
    """Open the dialog on what a reader would have chosen inside it: only a browser runs a dialog alone."""
    test = open_page("benchmark", lang="en")
    test.session_state[REQUEST] = (KIND, unit, figure)
    test.run()
    assert not test.exception
    return test


def test_a_score_is_shown_with_its_parts_and_they_give_the_score(served_store: Path) -> None:
    test = open_behind("370215", "F")
    parts = next(frame.value for frame in test.dataframe if "Share of the weight (%)" in frame.value)
    whole = (parts["Score (0–100)"] * parts["Share of the weight (%)"]).sum() / 100
    told = re.search(r"\*\*([\d.]+) of 100\*\*", words(test))
    assert told is not None
    assert float(told.group(1)) == pytest.approx(whole, abs=0.1)
    assert parts["Share of the weight (%)"].sum() == pytest.approx(100, abs=0.2)


def test_the_value_shown_is_that_of_the_cell(served_store: Path, real_snapshot: Snapshot) -> None:
    test = open_behind("370200", "F1")
    value = cell(real_snapshot, "370200", "F1")["value"].iloc[0]
    assert f"**{value:.2f}**" in words(test)
    counts = {len(part) for part in raw_rows(real_snapshot, "370200", "F1").values()}
    assert counts & {len(frame.value) for frame in test.dataframe}


def test_a_score_that_is_not_assessed_says_so(served_store: Path) -> None:
    assert "A blank is no zero" in words(open_behind("370215", "A"))


def test_case_counts_and_reproduction_numbers_open_their_daily_counts(served_store: Path) -> None:
    for part, word in (("curve", "carries the last count"), ("reproduction", "rate 1/5")):
        test = press(open_page("response", lang="en", response=part), f"behind_{part}")
        assert test.selectbox(key="behind_place").value == "370200"
        assert word in words(test).replace("\\", "")
        assert any({"Date", "Confirmed", "Source"} <= set(frame.value) for frame in test.dataframe)
    assert "No source here has daily counts" in words(open_behind("130102", "cases"))


def test_a_place_outside_every_framework_is_told_so(served_store: Path) -> None:
    assert "takes part in no framework" in words(open_behind("130171", "C"))


def test_a_request_for_what_does_not_exist_opens_something_that_does(served_store: Path) -> None:
    test = open_behind("<b>", "Z9")
    assert test.selectbox(key="behind_place").value == "370215"
