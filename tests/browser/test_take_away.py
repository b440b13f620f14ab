"""What leaves a page through the menu beneath a chart, as a reader takes it."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image

from tests.browser.test_every_page import ours
from tests.browser.visit import Visit, visit

pytestmark = pytest.mark.browser


def open_menu(opened: Visit, words: str) -> None:
    opened.page.get_by_role("button", name=words).first.click()
    opened.page.wait_for_selector("[data-testid=stPopoverBody] [data-testid=stDownloadButton]")


def taken(opened: Visit, words: str, folder: Path) -> Path:
    """Press a button of the open menu and keep the file under the name that it comes with."""
    body = opened.page.locator("[data-testid=stPopoverBody]")
    with opened.page.expect_download(timeout=60_000) as waiting:
        body.get_by_role("button", name=words, exact=True).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_a_figure_is_taken_away_as_a_page_that_needs_no_network(
    browser: Any, server: str, tmp_path: Path
) -> None:
    with visit(browser, server, "overview", lang="zh") as opened:
        open_menu(opened, "带走")
        path = taken(opened, "图（网页）", tmp_path)
        asked: list[str] = []
        page = opened.page.context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        page.wait_for_selector(".main-svg text")
        assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
        words = page.inner_text("body")
        assert "来源" in words
        assert "数据版本" in words
        for kind in ("png", "svg"):
            with page.expect_download() as waiting:
                page.get_by_role("button", name=kind.upper()).click()
            assert waiting.value.suggested_filename == f"{path.stem}.{kind}"
        assert not opened.errors


@pytest.mark.parametrize(("language", "menu"), [("zh", "带走"), ("en", "Take away")])
def test_pictures_and_everything_come_from_the_server(
    browser: Any, server: str, tmp_path: Path, language: str, menu: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    everything = "全部打包下载" if language == "zh" else "Everything in one zip"
    with visit(browser, server, "overview", lang=language) as opened:
        open_menu(opened, menu)
        found = axe.Axe().run(opened.page).response["violations"]
        assert ours(found, opened.page, "light") == []
        with Image.open(taken(opened, "PNG", tmp_path)) as picture:
            assert picture.size[0] == 2400
        assert taken(opened, "SVG", tmp_path).read_bytes().startswith(b"<svg")
        document = io.BytesIO(taken(opened, "PDF", tmp_path).read_bytes())
        assert len(pypdf.PdfReader(document).pages) == 1
        with zipfile.ZipFile(io.BytesIO(taken(opened, everything, tmp_path).read_bytes())) as archive:
            names = set(archive.namelist())
            version = json.loads(archive.read("metadata.json"))["data_version"]
        assert {"data.csv", "figure.html", "figure.png", "figure.svg", "figure.pdf", "LICENCES.txt"} <= names
        assert version in opened.page.inner_text("body")
        assert not opened.errors
        assert not opened.outside
