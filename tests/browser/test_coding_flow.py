"""A newcomer in the sandbox: take the sheet, fill it in, hand it in, and see a place get its scores."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.visit import Visit, visit
from tests.etl.filled_sheet import filled

pytestmark = pytest.mark.browser
NO_INDEX = "不显示总指数"
CITY = {"store": "sandbox", "focus": "990100", "lang": "zh"}


def hand_in(opened: Visit, path: Path) -> None:
    page = opened.page
    page.set_input_files("[data-testid=stFileUploaderDropzoneInput], input[type=file]", str(path))
    page.wait_for_selector("text=没有错误", timeout=60_000)
    page.get_by_role("button", name="确认入库").click()
    page.wait_for_selector("text=/已入库/", timeout=60_000)
    opened.settle()


def test_from_the_sheet_to_the_score(browser: Any, server: str, tmp_path: Path) -> None:
    with visit(browser, server, "gap", framework="six_dimensions", **CITY) as opened:
        before = opened.page.inner_text("[data-testid=stMain]")
        assert "沙盒" in before
        # Without codes only what the data carry is assessed: there is no index.
        assert NO_INDEX in before
    with visit(browser, server, "coding", **CITY) as opened:
        with opened.page.expect_download() as waiting:
            opened.page.get_by_role("button", name="下载编码表").click()
        template = Path(waiting.value.path()).read_bytes()
        assert waiting.value.suggested_filename == "coding-990100-sample.xlsx"
        for coder in ("甲", "乙"):
            path = tmp_path / f"{coder}.xlsx"
            path.write_bytes(filled(coder=coder, template=template))
            hand_in(opened, path)
        assert opened.errors == []
        assert opened.outside == []
        state = opened.page.inner_text("[data-testid=stMain]")
        assert "sample-" in state
    with visit(browser, server, "gap", framework="six_dimensions", **CITY) as opened:
        after = opened.page.inner_text("[data-testid=stMain]")
        assert NO_INDEX not in after
        link = opened.page.url
        assert "store=sandbox" in link
        assert "version=sample-" in link
        marks = opened.page.locator(".annotation-text").all_text_contents()
        assert "示例数据" in "".join(str(mark) for mark in marks)
