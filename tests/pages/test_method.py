"""The method page quotes the formulas of the code and says in Chinese what they are about."""

from pathlib import Path

import pytest

from locales import translator
from tests.pages.opened import open_page, parameter, words
from ui.method import subjects


@pytest.mark.parametrize("module", [subject.module for subject in subjects(translator("en"))])
def test_every_subject_opens_with_its_formulas(served_store: Path, module: str) -> None:
    test = open_page("method", lang="zh", module=module)
    assert test.code
    assert "引自代码" in words(test)


def test_the_subject_is_in_the_address(served_store: Path) -> None:
    test = open_page("method", lang="en")
    test.selectbox(key="module_en").set_value("reproduction").run()
    assert parameter(test, "module") == "reproduction"
    assert "kwt133" in words(test)


def test_a_module_that_is_no_subject_is_refused(served_store: Path) -> None:
    test = open_page("method", lang="en", module="framework_file")
    assert len(test.warning) == 1
    assert not test.exception


def test_goalposts_are_listed(served_store: Path) -> None:
    table = next(
        one.value for one in open_page("method", lang="en").dataframe if "Scores 0 at" in one.value.columns
    )
    row = table[table["Indicator"].str.startswith("B4")].iloc[0]
    assert (row["Scores 0 at"], row["Scores 100 at"]) == ("24", "6")
