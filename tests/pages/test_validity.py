"""The validity page publishes the associations whatever they say, and what they cannot show."""

from pathlib import Path

import pytest

from tests.pages.opened import open_page, parameter, words


def test_it_says_what_it_found_and_what_it_cannot_show(served_store: Path) -> None:
    text = words(open_page("validity", lang="en"))
    assert "Response mechanism" in text
    assert "An association is no effect" in text
    assert "not that it was worth its cost" in text
    assert "Plain facts go closer than any score" in text


def test_every_association_is_in_the_table_with_its_places(served_store: Path) -> None:
    test = open_page("validity", lang="en")
    table = next(one.value for one in test.dataframe if "Rank correlation" in one.value.columns)
    assert len(table) == 4 * (2 + 2 + 3)
    assert (table["Cities"] > 100).all()
    assert set(table["Outcome"]) == {
        "Cumulative incidence",
        "Early growth rate",
        "Days to control",
        "Length of the first wave",
    }


@pytest.mark.parametrize(("name", "value"), [("dimension", "F"), ("outcome", "control_days")])
def test_the_pair_is_in_the_address(served_store: Path, name: str, value: str) -> None:
    test = open_page("validity", lang="en", validity="pair")
    test.radio(key=f"{name}_en").set_value(value).run()
    assert not test.exception
    assert parameter(test, name) == value
    again = open_page("validity", lang="en", validity="pair", **{name: value})
    assert again.radio(key=f"{name}_en").value == value


def test_a_wrong_pair_is_named(served_store: Path) -> None:
    test = open_page("validity", lang="en", validity="pair", outcome="<b>deaths</b>")
    assert len(test.warning) == 1
    assert not test.exception


def test_a_place_without_a_score_is_a_working_focus(served_store: Path) -> None:
    test = open_page("validity", lang="zh", validity="pair", focus="540100", peers="420100")
    table = next(one.value for one in test.dataframe if "结局空白的原因" in one.value.columns)
    assert table.loc[table["代码"] == "540100", "应急反应机制"].isna().all()
