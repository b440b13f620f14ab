"""The brief page composes what the command line writes, and makes a file only when asked."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from etl.snapshot import Snapshot
from exports.brief import brief_bytes
from exports.brief_content import build_brief
from exports.brief_options import FORMATS, BriefOptions
from exports.scores import SnapshotScores
from tests.pages.opened import open_page, parameter, words


def made(test: Any) -> tuple[str, bytes] | None:
    if "brief_made" not in test.session_state:
        return None
    _key, name, content = test.session_state["brief_made"]
    return name, content


def test_nothing_is_made_until_asked_and_then_it_is_what_the_command_line_writes(
    served_store: Path, real_snapshot: Snapshot
) -> None:
    test = open_page("brief", lang="en", format="html")
    assert made(test) is None
    test.button(key="make_brief").click().run()
    assert not test.exception
    file = made(test)
    assert file is not None
    options = BriefOptions("370215", "en", date.today())
    brief = build_brief(SnapshotScores(real_snapshot), options)
    assert file[1] == brief_bytes(brief, "html")
    assert file[0].endswith(f"{brief.version}.html")


def test_another_choice_asks_for_another_file(served_store: Path) -> None:
    test = open_page("brief", lang="en", format="pdf")
    test.button(key="make_brief").click().run()
    assert len(test.get("download_button")) == 1
    test.radio(key="length_en").set_value("full").run()
    assert not test.exception
    assert len(test.get("download_button")) == 0


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [("length", "length_en", "full"), ("format", "format_en", "docx"), ("doc", "doc_en", "zh")],
)
def test_choices_are_in_the_address(served_store: Path, name: str, key: str, value: str) -> None:
    test = open_page("brief", lang="en")
    test.radio(key=key).set_value(value).run()
    assert parameter(test, name) == value
    assert open_page("brief", lang="en", **{name: value}).radio(key=key).value == value


def test_the_brief_s_language_is_not_the_screen_s(served_store: Path) -> None:
    text = words(open_page("brief", lang="en", doc="zh"))
    assert "Preview" in text
    assert "青岛市即墨区" in text


def test_sections_are_left_out_and_kept_in_the_address(served_store: Path) -> None:
    test = open_page("brief", lang="en", sections="gaps")
    assert "Gaps of Jimo" in words(test)
    assert "**Method**" not in words(test)
    assert test.multiselect(key="sections_en").value == ["gaps"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("length", "novel"), ("format", "exe"), ("doc", "fr"), ("sections", "poetry"), ("against", "<b>")],
)
def test_a_bad_choice_gives_a_notice_and_a_working_page(served_store: Path, name: str, value: str) -> None:
    test = open_page("brief", lang="en", **{name: value})
    assert not test.error
    assert len(test.warning) == 1


@pytest.mark.parametrize("focus", ["370200", "152900", "110101", "429004"])
def test_every_kind_of_place_has_a_brief(served_store: Path, focus: str) -> None:
    test = open_page("brief", lang="zh", focus=focus, format="pptx")
    assert not test.error
    test.button(key="make_brief").click().run()
    assert not test.exception
    file = made(test)
    assert file is not None
    assert len(Presentation(io.BytesIO(file[1])).slides) >= 2


def test_every_format_is_offered(served_store: Path) -> None:
    assert len(open_page("brief", lang="zh").radio(key="format_zh").options) == len(FORMATS)
