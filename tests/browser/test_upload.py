"""An analyst's way in a real browser: a broken workbook is mended, given again, accepted and withdrawn."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from etl.contracts import DATASETS
from etl.receipts import read_batches
from tests.browser.serving import dashboard
from tests.browser.visit import Visit, visit
from tests.etl.receptions import HEADER, xlsx_file

pytestmark = pytest.mark.browser

ROWS = {
    "zh": [
        ["370200", "licensed_doctors", "2019", "59999", "persons"],
        ["370300", "hospital_beds", "2019", "很多", "beds"],
    ],
    "en": [
        ["370200", "licensed_doctors", "2019", "58888", "persons"],
        ["370300", "hospital_beds", "2019", "many", "beds"],
    ],
}
WORDS = {
    "zh": {
        "copy": "标注副本（中文）",
        "again": "改选其他文件",
        "source": "数据来源（必填）",
        "yearbook": "中国城市统计年鉴",
        "name": "您的姓名（必填）",
        "why": "入库理由（必填）",
        "accept": "将2行入库",
        "moves": "得分变化",
        "done": "已入库",
        "withdraw": "撤回该批次",
        "reason": "原因",
        "withdrawn": "已撤回",
    },
    "en": {
        "copy": "Annotated copy, in English",
        "again": "Choose another file",
        "source": "Where the figures come from (required)",
        "yearbook": "China City Statistical Yearbook",
        "name": "Your name (required)",
        "why": "Why this file is taken over (required)",
        "accept": "Accept 2 rows into the data",
        "moves": "Places with another score",
        "done": "Accepted: the file is batch",
        "withdraw": "Withdraw this batch",
        "reason": "Reason",
        "withdrawn": "is withdrawn",
    },
}


@pytest.fixture(scope="module")
def served(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A dashboard on a store of its own, which these tests write to."""
    store = tmp_path_factory.mktemp("upload") / "store"
    shutil.copytree(built_store, store)
    with dashboard(store) as address:
        yield address, store


def give(opened: Visit, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    opened.page.set_input_files("input[type=file]", file)
    opened.page.wait_for_selector(f"text={name}")
    opened.settle()


def fill(opened: Visit, label: str, text: str) -> None:
    field = opened.page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")
    opened.page.wait_for_timeout(300)
    opened.settle()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_broken_workbook_is_mended_and_accepted(
    browser: Any, served: tuple[str, Path], language: str
) -> None:
    server, store = served
    words = WORDS[language]
    before = len(read_batches(store))
    with visit(browser, server, "upload", lang=language) as opened:
        page = opened.page
        give(opened, f"trial-{language}.xlsx", xlsx_file([HEADER, *ROWS[language]]))
        with page.expect_download() as waiting:
            page.get_by_role("button", name=words["copy"]).click()
        book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
        sheet = book.worksheets[0]
        assert sheet["D3"].comment is not None
        sheet["D3"] = 12345
        buffer = io.BytesIO()
        book.save(buffer)
        page.get_by_role("button", name=words["again"]).click()
        page.wait_for_selector("input[type=file]", state="attached")
        give(opened, f"mended-{language}.xlsx", buffer.getvalue())
        box = page.get_by_role("combobox", name=words["source"])
        box.click()
        box.fill(words["yearbook"])
        page.get_by_role("option").first.click()
        # The table of what moves holds the words as well, in a part that only screen readers see.
        page.wait_for_selector(f"[data-testid=stExpander] >> text={words['moves']}", timeout=60_000)
        opened.settle()
        fill(opened, words["name"], "TEST")
        fill(opened, words["why"], "TEST flow")
        assert len(read_batches(store)) == before
        page.get_by_role("button", name=words["accept"]).dblclick()
        page.wait_for_selector(f"text={words['done']}", timeout=60_000)
        opened.settle()
        assert opened.errors == []
    batches = read_batches(store)
    assert len(batches) == before + 1
    assert (batches[-1].folder / "received").read_bytes() == buffer.getvalue()
    with visit(browser, server, "history", lang=language) as opened:
        page = opened.page
        fill(opened, words["name"], "TEST")
        fill(opened, words["reason"], "TEST over")
        page.get_by_role("button", name=words["withdraw"]).click()
        page.wait_for_selector(f"text={words['withdrawn']}", timeout=60_000)
        assert opened.errors == []
    assert read_batches(store)[-1].status == "withdrawn"


FILLED = {
    "indicator_value": {
        "unit_code": "370200",
        "indicator_code": "D3",
        "period": "2020",
        "value_type": "ordinal",
        "value": "0",
        "coder": "TEST",
    },
    "unit": {
        "unit_code": "370200",
        "name_zh": "青岛市",
        "name_short_zh": "青岛",
        "name_en": "Qingdao",
        "level": "prefecture",
        "parent_code": "370000",
        "province_code": "370000",
    },
}


def test_templates_are_taken_filled_and_understood_and_too_large_a_file_is_refused(
    browser: Any, served: tuple[str, Path]
) -> None:
    server, store = served
    before = len(read_batches(store))
    with visit(browser, server, "upload", lang="en") as opened:
        page = opened.page
        for dataset, cells in FILLED.items():
            page.get_by_text("Templates and contracts").click()
            box = page.get_by_role("combobox", name="Template for")
            box.click()
            box.fill(DATASETS[dataset].meaning)
            # The list is drawn anew while it narrows down, so an option may go from under a click.
            page.get_by_role("option").first.wait_for()
            box.press("Enter")
            opened.settle()
            with page.expect_download() as waiting:
                page.get_by_role("button", name="Excel template, in Chinese").click()
            assert waiting.value.suggested_filename == f"{dataset}-zh.xlsx"
            book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
            sheet = book.worksheets[0]
            columns = {str(cell.value).rstrip(")").split("(")[-1]: cell.column for cell in sheet[2]}
            for name, text in cells.items():
                sheet.cell(3, columns[name]).value = text
            buffer = io.BytesIO()
            book.save(buffer)
            give(opened, f"{dataset}.xlsx", buffer.getvalue())
            text = page.inner_text("[data-testid=stMain]")
            assert "1 rows, 0 errors" in text, dataset
            page.get_by_role("button", name="Choose another file").click()
            page.wait_for_selector("input[type=file]", state="attached")
            opened.settle()
        large = {"name": "large.csv", "mimeType": "text/csv", "buffer": b"unit_code\n" * 1_100_000}
        page.set_input_files("input[type=file]", large)
        page.wait_for_selector("text=File must be 10.0MB or smaller", timeout=60_000)
        assert "Choose a file first" in page.inner_text("[data-testid=stMain]")
        assert opened.errors == []
    assert len(read_batches(store)) == before
