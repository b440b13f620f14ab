"""Chinese pages: no Latin words but names and addresses, every control named, every chart told in words."""

import re
from typing import Any

import pytest

from tests.browser.visit import PATHS, visit

pytestmark = pytest.mark.browser

ALLOWED = {
    # The other language's own name in the switch between the two.
    *("English",),
    # Authors and works that are cited, which have no Chinese name.
    *("Hsiang", "Qiu", "Chen", "Shi", "Tian", "He", "Pan", "Tanaka", "Jia", "Kang", "et", "al", "and"),
    *("Nishiura", "Linton", "Akhmetzhanov", "Bonett", "Wright", "doi", "ijid", "Kendall"),
    # File formats and notations that Chinese writes the same way.
    *(
        "CSV",
        "Excel",
        "XLSX",
        "PPTX",
        "DOCX",
        "ZIP",
        "PNG",
        "SVG",
        "PDF",
        "HTML",
        "SHA-256",
        "MB",
        "ISO",
        "GB",
        "UTF-8",
        "MIT",
        "CC",
    ),
}
QUOTING = {"method": "formulas of the code", "evidence": "raw rows, licences and files of the sources"}
"""Pages that quote what is written in another language, and say so; their own words are tested below."""

SHOWN = """() => {
    const app = document.querySelector('.stApp')
    const charts = [...app.querySelectorAll('svg text')].map(one => one.textContent)
    const told = [...app.querySelectorAll('[data-testid=stPlotlyChart] [aria-label], [role=img][aria-label]')]
        .map(one => one.getAttribute('aria-label'))
    return [app.innerText, ...charts, ...told].join('\\n')
}"""
ADDRESS = re.compile(r"https?://\S+|10\.\d{4,}/\S+")
FRAME = re.compile(
    r"\b(expand_more|keyboard_arrow_\w+|upload|content_copy)\b|Skip to main content|\d+MB per file.*|Upload"
)
"""What Streamlit writes itself and no setting reaches: names of icons, a link unseen, an upload's limit."""
WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]+")


CONTROLS = "button, a[href], input, textarea, select, summary, [role=combobox], [role=slider], [role=button]"
NAMED = """selector => [...document.querySelectorAll('[data-testid=stMain] ' + selector)]
    .filter(one => one.checkVisibility() && one.tabIndex >= 0 && !one.disabled)
    .map(one => {
        const by = (one.getAttribute('aria-labelledby') || '').split(/\\s+/).filter(Boolean)
            .map(id => document.getElementById(id)?.textContent || '').join(' ')
        const label = one.labels ? [...one.labels].map(each => each.textContent).join(' ') : ''
        const around = one.closest('[role=radiogroup], [role=group]')?.getAttribute('aria-label') || ''
        const own = one.getAttribute('aria-label') || one.title || ''
        const name = [own, by, label, one.textContent, around]
            .map(each => each.trim()).find(Boolean) || ''
        return {name, markup: one.outerHTML.slice(0, 200)}
    })"""
WITHOUT_CHARTS = {"method", "approvals", "brief", "upload", "history"}


@pytest.mark.parametrize("page", PATHS)
def test_a_chinese_page_is_chinese_named_and_told_in_words(browser: Any, server: str, page: str) -> None:
    with visit(browser, server, page, lang="zh") as opened:
        charts = 0
        for _part in opened.parts():
            if page in QUOTING:
                own = (
                    "h1, h2, h3, label, [data-testid=stBaseButton-tertiary], [data-testid=stExpander] summary"
                )
                main = opened.page.locator("[data-testid=stMain]")
                assert foreign("\n".join(main.locator(own).all_inner_texts())) == []
            else:
                assert foreign(opened.page.evaluate(SHOWN)) == []
            controls = opened.page.evaluate(NAMED, CONTROLS)
            assert controls
            assert [one["markup"] for one in controls if not one["name"]] == []
            drawn = opened.page.locator("[data-testid=stPlotlyChart]")
            charts += drawn.count()
            for index in range(drawn.count()):
                markup = drawn.nth(index).evaluate(
                    "element => element.outerHTML + element.parentElement.outerHTML"
                )
                assert re.search(r"aria-label=\"[^\"]*[\u4e00-\u9fff]", markup)
        assert charts >= (0 if page in WITHOUT_CHARTS else 1)


def test_help_and_what_lies_behind_a_number_are_chinese(browser: Any, server: str) -> None:
    with visit(browser, server, "overview", lang="zh") as opened:
        for button, part in (("如何阅读", "一分钟导览"), ("数字背后", "")):
            opened.page.get_by_role("button", name=button).first.click()
            dialog = opened.page.locator("[role=dialog]")
            dialog.wait_for()
            opened.page.wait_for_timeout(1500)
            texts = [dialog.inner_text()]
            if part:
                dialog.get_by_text(part).click()
                opened.page.wait_for_timeout(1000)
                texts.append(dialog.inner_text())
            words = [word for text in texts for word in foreign(text)]
            assert [word for word in words if word != "census2020"] == []
            opened.page.keyboard.press("Escape")
            dialog.wait_for(state="detached")


def foreign(text: str) -> list[str]:
    """Return the words of a page that are neither Chinese nor allowed, each once."""
    bare = FRAME.sub(" ", ADDRESS.sub(" ", text))
    words = {word for word in WORD.findall(bare) if not re.fullmatch(r"[A-F]\d{0,2}|[0-9a-f]{7,12}", word)}
    return sorted(words - ALLOWED)
