"""Every page in both languages, on a desk and on a phone, in light and in dark."""

import re
from typing import Any

import pytest

from tests.browser.visit import ARTEFACTS, PATHS, visit

pytestmark = pytest.mark.browser

CASES = [
    pytest.param((page, language, width, scheme), id=f"{page}-{language}-{width}-{scheme}")
    for page in PATHS
    for language in ("zh", "en")
    for width in (1440, 390)
    for scheme in ("light", "dark")
]

# Findings in the frame around our pages, which no setting reaches: rule, what it concerns, its markup.
FRAME_FINDINGS = (
    (
        "color-contrast",
        "A slider writes its value in the primary colour, which chips with white text need dark.",
        r"^<p>[\d.]+</p>$",
    ),
)
WITHOUT_CHARTS = {"evidence", "method", "approvals", "brief"}
QUOTING_ENGLISH = {"method"}
"""The method page quotes the formulas of the code, in the language of the code, and says so."""


@pytest.mark.parametrize("case", CASES)
def test_page(browser: Any, server: str, case: tuple[str, str, int, str]) -> None:
    page, language, width, scheme = case
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with visit(browser, server, page, width=width, scheme=scheme, lang=language) as opened:
        assert opened.outside == []
        assert opened.failed == []
        assert opened.errors == []
        sideways = opened.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert sideways <= 0
        opened.whole(ARTEFACTS / f"{page}-{language}-{width}-{scheme}.png")
        found = axe.Axe().run(opened.page).response["violations"]
        assert ours(found) == []


def ours(violations: list[dict[str, Any]]) -> list[str]:
    """Return serious and critical findings that are not Streamlit's own."""
    told = []
    for violation in violations:
        if violation["impact"] not in ("serious", "critical"):
            continue
        for node in violation["nodes"]:
            frame = any(
                violation["id"] == rule and re.search(markup, node["html"])
                for rule, _reason, markup in FRAME_FINDINGS
            )
            if not frame:
                told.append(f"{violation['id']}: {node['html'][:300]} {node.get('failureSummary', '')[:300]}")
    return told


@pytest.mark.parametrize("page", sorted(set(PATHS) - QUOTING_ENGLISH))
def test_a_chinese_page_has_no_english_words_of_ours(browser: Any, server: str, page: str) -> None:
    with visit(browser, server, page, lang="zh") as opened:
        shown = opened.page.inner_text("[data-testid=stMain]")
        assert "English" in shown
        # Titles of sources stay in the language of the work; their lines end with a grade.
        shown = re.sub(r".*[ABC]级.*", "", shown)
        for word in ("Confirmed", "Table", "Download", "Source:", "Grade", "cases", "none by", "Measure"):
            assert word not in shown, word


@pytest.mark.parametrize("page", sorted(set(PATHS) - WITHOUT_CHARTS))
def test_what_a_chart_shows_is_also_said_in_words(browser: Any, server: str, page: str) -> None:
    with visit(browser, server, page, lang="zh") as opened:
        charts = opened.page.locator("[data-testid=stPlotlyChart]")
        assert charts.count() >= 1
        for index in range(charts.count()):
            markup = charts.nth(index).evaluate(
                "element => element.outerHTML + element.parentElement.outerHTML"
            )
            assert re.search(r"aria-label=\"[^\"]*[\u4e00-\u9fff]", markup)
