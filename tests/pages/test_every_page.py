"""What holds on every page: it starts clean in both languages and survives a bad address."""

from pathlib import Path

import pytest

import ui.data
from etl.store import StoreError
from tests.pages.opened import EVERY_PART, PAGES, PARTS, open_page, parameter, words

PAGE_NAMES = list(PAGES)


@pytest.mark.parametrize("view", EVERY_PART, ids=lambda view: "-".join([view[0], *view[1].values()]))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_starts_clean_and_shows_the_data_version(
    served_store: Path, view: tuple[str, dict[str, str]], language: str
) -> None:
    page, address = view
    test = open_page(page, lang=language, **address)
    assert not test.error
    assert not test.warning
    version = (served_store / "current").read_text().strip()
    assert version in words(test)
    assert parameter(test, "version") == version
    assert parameter(test, "focus") == "370215"


@pytest.mark.parametrize("page", PARTS)
def test_a_part_is_chosen_with_one_click_and_stands_in_the_address(served_store: Path, page: str) -> None:
    test = open_page(page, lang="en")
    assert page not in test.query_params
    assert len(test.segmented_control(key=f"{page}_en").options) == len(PARTS[page])
    test.segmented_control(key=f"{page}_en").set_value(PARTS[page][-1]).run()
    assert not test.exception
    assert parameter(test, page) == PARTS[page][-1]
    wrong = open_page(page, lang="en", **{page: "<b>x</b>"})
    assert len(wrong.warning) == 1
    assert wrong.segmented_control(key=f"{page}_en").value == PARTS[page][0]


@pytest.mark.parametrize("page", PAGE_NAMES)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lang", "fr"),
        ("focus", "999999"),
        ("focus", "<script>alert(1)</script>"),
        ("focus", "' OR 1=1 --"),
        ("version", "ffffffffffff"),
        ("version", "../../etc/passwd"),
    ],
)
def test_a_bad_address_gives_a_notice_and_a_working_page(
    served_store: Path, page: str, name: str, value: str
) -> None:
    test = open_page(page, **{name: value})
    assert len(test.warning) == 1
    assert parameter(test, "focus") == "370215"
    assert test.title


@pytest.mark.parametrize("page", PAGE_NAMES)
def test_the_language_is_switched_by_one_click_and_the_notice_goes(served_store: Path, page: str) -> None:
    test = open_page(page, lang="fr")
    test.radio(key="lang_zh").set_value("en").run()
    assert not test.exception
    assert parameter(test, "lang") == "en"
    assert not test.warning


@pytest.mark.parametrize("page", PAGE_NAMES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_data_the_page_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, language: str
) -> None:
    def refuse(*_arguments: object) -> None:
        raise StoreError("No data can be served. {reason}", reason="<b>full</b>")

    monkeypatch.setenv("RESPONSE_STORE", str(tmp_path / "nothing"))
    monkeypatch.setattr(ui.data, "open_snapshot", refuse)
    test = open_page(page, lang=language)
    assert len(test.error) == 1
    assert "<b>" not in test.error[0].value.replace("\\<", "")
    assert "python -m etl.build" in words(test)


@pytest.mark.parametrize("page", PAGE_NAMES)
def test_choices_last_across_pages(served_store: Path, page: str) -> None:
    test = open_page(page, lang="en")
    test.selectbox(key="focus_en").set_value("440300").run()
    other = "response" if page == "overview" else "overview"
    test.switch_page(PAGES[other] or "pages/overview.py").run()
    assert not test.exception
    assert parameter(test, "focus") == "440300"
    assert "Shenzhen" in words(test)
