"""The evidence page opens any number to its rows and lists what is known to be wrong."""

from pathlib import Path

import pytest

from tests.pages.opened import open_page, parameter, words


def test_an_own_value_shows_error_formula_score_and_raw_rows(served_store: Path) -> None:
    test = open_page("evidence", lang="en", indicator="F7")
    text = words(test)
    assert "**7.33** per 1,000 residents, standard error 0.236" in text
    assert "long\\-form count × 10\\.16" in text
    assert "Score 21.2 of 100: 5 scores 0, 16 scores 100" in text
    raw = next(one.value for one in test.dataframe if "Quantity" in one.value.columns)
    assert raw["Value"].tolist() == [964]
    assert raw["Batch"].notna().all()


def test_an_inherited_value_is_the_citys_and_not_scored(served_store: Path) -> None:
    text = words(open_page("evidence", lang="en", indicator="B3"))
    assert "This is the value of Qingdao" in text
    assert "Score " not in text
    assert "Goalposts: 10 scores 0, -1 scores 100." in text


def test_a_cell_nobody_measured_is_not_assessed_and_its_levels_are_told(served_store: Path) -> None:
    text = words(open_page("evidence", lang="en", indicator="A1"))
    assert "**Not assessed**: not collected" in text
    assert "Levels, 25 points each: 0 " in text


def test_a_hardly_exposed_city_is_not_applicable(served_store: Path) -> None:
    assert "**Not assessed**: not applicable" in words(
        open_page("evidence", lang="en", focus="540100", indicator="B3")
    )


def test_a_measure_not_taken_is_said_to_be_none(served_store: Path) -> None:
    assert "None by the end of the source's window" in words(
        open_page("evidence", lang="en", focus="630100", indicator="B4")
    )


def test_the_catalogue_lists_sources_corrections_remarks_and_batches(served_store: Path) -> None:
    listed = open_page("evidence", lang="zh", evidence="corrections")
    tables = {tuple(one.value.columns): one.value for one in listed.dataframe}
    corrections = next(table for names, table in tables.items() if "来源原数" in names)
    assert len(corrections) == 74
    assert corrections["原因"].str.len().gt(0).all()
    received = open_page("evidence", lang="zh", evidence="batches").dataframe
    batches = next(one.value for one in received if "SHA-256" in one.value.columns)
    assert batches["接收人"].eq("随软件提供").all()
    assert "已知缺陷" in words(open_page("evidence", lang="zh", evidence="sources"))


@pytest.mark.parametrize("indicator", ["E4", "D1", "F2"])
def test_the_indicator_is_in_the_address(served_store: Path, indicator: str) -> None:
    test = open_page("evidence", lang="en")
    test.selectbox(key="indicator_en").set_value(indicator).run()
    assert not test.exception
    assert parameter(test, "indicator") == indicator


def test_a_wrong_indicator_is_named_and_the_page_works(served_store: Path) -> None:
    test = open_page("evidence", lang="en", indicator="<script>")
    assert "\\<script" in test.warning[0].value
    assert test.selectbox(key="indicator_en").value == "F7"
