"""The history page: what each batch is and did, the way back, and any two versions side by side."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.batches import accept
from etl.snapshot import published_version, snapshot_file
from tests.etl.uploads import RESOURCES, checked_file
from tests.pages.opened import open_page, words
from tests.visitors import at_this_machine

CENSUS = RESOURCES.replace("unit\n", "unit,source_id,grade\n") + (
    "370215,sample_employed_health_social_work,2020,5000,persons,census2020,A\n"
)


@pytest.fixture
def batch(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store with one batch, served to somebody at the machine."""
    monkeypatch.setenv("RESPONSE_STORE", str(store))
    at_this_machine(monkeypatch)
    return accept(store, checked_file(store, tmp_path, CENSUS), "Wang Fang", reason="TEST").batch_id


def submit(test: AppTest, label: str) -> AppTest:
    next(one for one in test.button if one.label == label).click().run()
    assert not test.exception, test.exception
    return test


def test_without_an_upload_the_page_says_so(served_store: Path) -> None:
    text = words(open_page("history", lang="en"))
    assert "No file has been uploaded yet" in text
    assert "Only one version is kept so far" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_batch_is_told_with_who_when_and_why(batch: str, language: str) -> None:
    test = open_page("history", lang=language)
    assert batch in test.dataframe[0].value.to_numpy().tolist()[0]
    text = words(test)
    assert "Wang Fang" in text
    assert "TEST" in text


def test_withdrawing_and_restoring_go_through_the_page(batch: str, store: Path) -> None:
    with_batch = published_version(store)
    test = open_page("history", lang="en")
    submit(test, "Withdraw this batch")
    assert "fill in both" in test.error[0].value
    assert published_version(store) == with_batch
    for label, text in (("Your name (required)", "Li"), ("Reason", "TEST error")):
        next(one for one in test.text_input if one.label == label).set_value(text)
    submit(test, "Withdraw this batch")
    assert "is withdrawn" in test.success[0].value
    without = published_version(store) or ""
    assert without != with_batch
    assert snapshot_file(store, without).exists()
    for label, text in (("Your name (required)", "Li"), ("Reason", "TEST again")):
        next(one for one in test.text_input if one.label == label).set_value(text)
    submit(test, "Restore this batch")
    assert published_version(store) == with_batch
    assert "TEST error" in words(test)


def test_the_effect_of_a_batch_is_shown(batch: str) -> None:
    test = open_page("history", lang="en")
    test.toggle(key=f"history_effect_{batch}").set_value(True).run()
    assert not test.exception
    added = next(one for one in test.metric if one.label == "Rows changed")
    assert added.value == "1"
    assert "Places with another score: 1" in words(test)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_versions_are_compared(batch: str, language: str) -> None:
    test = open_page("history", lang=language)
    test.toggle(key="difference_on").set_value(True).run()
    assert not test.exception
    text = words(test)
    same = {"en": "every difference below comes from the data", "zh": "下列差异全部来自数据"}
    assert same[language] in text
