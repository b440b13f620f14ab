"""Every page in both languages, on a desk and on a phone, in light and in dark."""

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

# Every part is walked through in two of the eight ways, which differ in all three respects.
WALKED = (("zh", 390, "dark"), ("en", 1440, "light"))

# Findings in the frame around our pages, which no setting reaches: rule, scheme, what it lies in. A slider
# writes its value in the primary colour, which chips with white text need dark.
FRAME_FINDINGS = (("color-contrast", "dark", "[data-testid=stSliderThumbValue]"),)
INSIDE = "([target, frame]) => document.querySelector(target)?.closest(frame) !== null"


@pytest.mark.parametrize("case", CASES)
def test_page(browser: Any, server: str, case: tuple[str, str, int, str]) -> None:
    page, language, width, scheme = case
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with visit(browser, server, page, width=width, scheme=scheme, lang=language) as opened:
        for part in opened.parts():
            assert opened.outside == []
            assert opened.failed == []
            assert opened.errors == []
            sideways = opened.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert sideways <= 0
            opened.whole(ARTEFACTS / f"{page}-{language}-{width}-{scheme}{part}.png")
            found = axe.Axe().run(opened.page).response["violations"]
            assert ours(found, opened.page, scheme) == []
            if (language, width, scheme) not in WALKED:
                break


def ours(violations: list[dict[str, Any]], page: Any, scheme: str) -> list[str]:
    """Return serious and critical findings that are not Streamlit's own."""
    told = []
    for violation in violations:
        if violation["impact"] not in ("serious", "critical"):
            continue
        for node in violation["nodes"]:
            frame = any(
                (violation["id"], scheme) == (rule, where)
                and page.evaluate(INSIDE, [node["target"][0], part])
                for rule, where, part in FRAME_FINDINGS
            )
            if not frame:
                told.append(f"{violation['id']}: {node['html'][:300]} {node.get('failureSummary', '')[:300]}")
    return told
