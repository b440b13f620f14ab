"""What a reader does: open a link, switch page and language, pick a place; and that Chinese is drawn."""

import io
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from charts.bubble_map import Marked, bubble_map
from charts.look import Look
from locales import translator
from tests.browser.visit import visit

pytestmark = pytest.mark.browser


def address(opened: Any) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(opened.page.url).query).items()}


def test_a_link_to_a_page_of_a_server_that_has_just_started_shows_the_menu(browser: Any, server: str) -> None:
    with visit(browser, server, "response", lang="en") as opened:
        assert opened.page.get_by_role("link", name="Overview").count() == 1
        assert opened.page.title() == "Collaborative epidemic response"


def test_choices_survive_a_page_switch_and_a_reload(browser: Any, server: str) -> None:
    with visit(browser, server, "overview", lang="en", focus="440300", size="rate") as opened:
        opened.page.get_by_role("link", name="Response").click()
        opened.page.wait_for_url("**/response*")
        opened.settle()
        assert address(opened) | {"version": ""} == {
            "lang": "en",
            "focus": "440300",
            "version": "",
            "size": "rate",
        }
        opened.page.reload()
        opened.settle()
        assert address(opened)["focus"] == "440300"
        assert "Shenzhen" in opened.page.inner_text("[data-testid=stMain]")


def test_the_language_switch_changes_every_word_and_the_link(browser: Any, server: str) -> None:
    with visit(browser, server, "overview", lang="zh") as opened:
        opened.page.get_by_text("English", exact=True).click()
        opened.page.wait_for_selector("text=Where the place stands")
        opened.settle()
        assert address(opened)["lang"] == "en"


def test_a_place_is_found_by_typing_its_name(browser: Any, server: str) -> None:
    with visit(browser, server, "overview", lang="zh") as opened:
        box = opened.page.get_by_role("combobox").first
        box.click()
        box.fill("昆明市")
        opened.page.get_by_role("option").first.click()
        opened.page.wait_for_function("location.search.includes('5301')")
        opened.settle()
        assert "昆明市" in opened.page.inner_text("[data-testid=stMain]")


@pytest.mark.parametrize("value", ["<img src=x onerror=alert(1)>", "javascript:alert(1)", "%{x}", "{{7*7}}"])
def test_hostile_parameters_run_nothing_and_are_shown_literally(
    browser: Any, server: str, value: str
) -> None:
    with visit(browser, server, "overview", lang="en", focus=value) as opened:
        dialogs: list[str] = []
        opened.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        assert value in opened.page.inner_text("[data-testid=stAlert] >> nth=0")
        assert dialogs == []
        assert opened.page.locator("img[src=x]").count() == 0


def test_chinese_is_drawn_and_not_boxes(browser: Any, server: str) -> None:
    """Two different characters make different pictures; two boxes for missing glyphs would be the same."""
    from PIL import Image

    with visit(browser, server, "overview", lang="zh") as opened:
        family = opened.page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
        # Waited for, as a figure may be drawn anew between two looks at the page.
        text = opened.page.wait_for_selector(".js-plotly-plot text", state="attached")
        chart_family = text.evaluate("element => getComputedStyle(element).fontFamily")
        for font in (family, chart_family):
            pictures = [glyph(opened.page, character, font) for character in "即墨青岛"]
            images = [Image.open(io.BytesIO(picture)).convert("L") for picture in pictures]
            assert all(image.getextrema()[0] < 128 for image in images)
            assert len({image.tobytes() for image in images}) == 4


def glyph(page: Any, character: str, family: str) -> bytes:
    sheet = page.context.new_page()
    sheet.set_content(f"<p id=g style='font-size:64px;margin:0;width:80px;color:#000'>{character}</p>")
    sheet.evaluate("family => { document.getElementById('g').style.fontFamily = family }", family)
    picture: bytes = sheet.locator("#g").screenshot()
    sheet.close()
    return picture


def test_a_hostile_name_is_drawn_literally_by_the_chart_library(browser: Any, tmp_path: Path) -> None:
    name = "<b>x</b> %{y} $z$ &amp; <a href='javascript:alert(1)'>q</a>"
    look = Look("light", translator("en"))
    marked = Marked("1", name, 120.0, 36.0, "city", (30, -30))
    cities = pd.DataFrame(
        {
            "unit_code": ["000001"],
            "name": [name],
            "lon": [110.0],
            "lat": [30.0],
            "confirmed": [5],
            "rate": [0.1],
            "date": pd.to_datetime(["2020-02-29"]),
        }
    )
    file = tmp_path / "chart.html"
    bubble_map(cities, [marked], "cases", look).figure.write_html(file, include_plotlyjs=True)
    context = browser.new_context()
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector(".annotation-text")
    drawn = [element.text_content() for element in page.locator(".annotation-text").all()]
    assert name in drawn
    assert page.locator("svg a").count() == 0
    context.close()


def test_a_click_on_a_mark_makes_its_place_the_focus(browser: Any, server: str) -> None:
    with visit(browser, server, "overview", lang="zh") as opened:
        marks = opened.page.locator("[data-testid=stPlotlyChart]").last.locator(".scatterlayer .point")
        marks.first.click(force=True)
        opened.page.wait_for_function("!location.search.includes('focus=370215')")
        opened.settle()
        assert address(opened)["focus"] != "370215"
        assert not opened.errors


def test_a_click_on_a_cell_opens_what_lies_behind_it(browser: Any, server: str) -> None:
    with visit(browser, server, "benchmark", lang="en", benchmark="scores") as opened:
        cells = opened.page.locator("[data-testid=stPlotlyChart]").first.locator(".scatterlayer .point")
        cells.nth(1).scroll_into_view_if_needed()
        cells.nth(1).click(force=True)
        dialog = opened.page.locator("[role=dialog]")
        dialog.get_by_text("Definition").wait_for()
        assert "per 1,000 residents" in dialog.inner_text()
        assert "focus=370215" in opened.page.url
        assert not opened.errors


@pytest.mark.parametrize(("part", "layer"), [("size", "barlayer"), ("first", "scatterlayer")])
def test_a_click_on_an_indicator_of_a_gap_opens_what_lies_behind_it(
    browser: Any, server: str, part: str, layer: str
) -> None:
    with visit(browser, server, "gap", lang="en", gap=part) as opened:
        # The first bar of a waterfall is the place's own score, which is no indicator.
        mark = opened.page.locator(f"[data-testid=stPlotlyChart] .{layer} .point").nth(1)
        mark.scroll_into_view_if_needed()
        mark.click(force=True)
        dialog = opened.page.locator("[role=dialog]")
        dialog.get_by_text("Definition").wait_for()
        assert "focus=370215" in opened.page.url
        assert not opened.errors


def test_the_link_to_copy_is_the_address(browser: Any, server: str) -> None:
    with visit(browser, server, "response", lang="en", focus="440300") as opened:
        opened.page.get_by_role("button", name="Copy link").click()
        text = opened.page.inner_text("[data-testid=stPopoverBody] code")
        assert parse_qs(urlsplit(text).query) == parse_qs(urlsplit(opened.page.url).query)
        assert urlsplit(text).path == "/response"
