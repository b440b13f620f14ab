"""What can be done with a mouse can be done with the keyboard."""

from typing import Any

import pytest

from tests.browser.visit import visit

pytestmark = pytest.mark.browser

FOCUSED = """() => {
    const one = document.activeElement
    return [one.getAttribute('aria-label') || '', one.textContent || '',
            one.labels ? [...one.labels].map(each => each.textContent).join(' ') : ''].join(' ')
}"""
PRESSES = 80


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("overview", ("地区", "对标对象", "如何阅读", "数字背后", "复制链接", "数据版本", "数据表与来源")),
        ("robustness", ("评估框架", "恢复默认", "卫生与社会工作从业", "数据表与来源")),
    ],
)
def test_the_tab_key_reaches_the_controls(
    browser: Any, server: str, page: str, wanted: tuple[str, ...]
) -> None:
    with visit(browser, server, page, lang="zh", normalisation="percentile") as opened:
        opened.page.locator("h1").click()
        reached = []
        opened.page.keyboard.press("Home")
        opened.page.evaluate("document.activeElement.blur()")
        for _press in range(PRESSES):
            opened.page.keyboard.press("Tab")
            reached.append(str(opened.page.evaluate(FOCUSED)))
        assert [name for name in wanted if not any(name in one for one in reached)] == []


def test_a_dialog_is_opened_used_and_closed_by_keyboard(browser: Any, server: str) -> None:
    with visit(browser, server, "benchmark", lang="en") as opened:
        opened.page.get_by_role("button", name="Behind the number").first.focus()
        opened.page.keyboard.press("Enter")
        dialog = opened.page.locator("[role=dialog]")
        dialog.wait_for()
        assert opened.page.evaluate(
            "document.querySelector('[role=dialog]').contains(document.activeElement)"
        )
        box = dialog.get_by_role("combobox").nth(1)
        box.focus()
        box.fill("F9")
        opened.page.keyboard.press("Enter")
        dialog.get_by_text("mean years of schooling", exact=False).first.wait_for()
        opened.page.wait_for_timeout(300)
        opened.page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
        assert not opened.errors


def test_a_button_of_the_help_opens_its_formulas(browser: Any, server: str) -> None:
    with visit(browser, server, "capacity", lang="en") as opened:
        opened.page.get_by_role("button", name="How to read").click()
        opened.page.locator("[role=dialog]").get_by_role("button", name="Funnel of rates").click()
        opened.page.wait_for_url("**/method*")
        opened.settle()
        assert "module=funnel" in opened.page.url
        assert not opened.errors
