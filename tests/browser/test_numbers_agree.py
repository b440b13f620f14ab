"""The same number is the same everywhere: card, chart, table twin, file; and the bars of a gap add up."""

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_take_away import open_menu, taken
from tests.browser.visit import Visit, visit

pytestmark = pytest.mark.browser

FIGURES = """[...document.querySelectorAll('.js-plotly-plot')].map(one => one._fullData.map(trace => ({
    type: trace.type, y: trace.y && [...trace.y], x: trace.x && [...trace.x],
    hover: trace.hovertext, customdata: trace.customdata})))"""
"""What each figure on the page has drawn, its numbers as the browser reads them."""


def rows_of(path: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as archive:
        text = archive.read("data.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def table_rows(opened: Visit, title: str) -> list[list[str]]:
    """Read the table twin beneath a chart, as a screen reader does."""
    opened.page.locator("[data-testid=stExpander] summary", has_text="Table").first.click()
    opened.page.wait_for_selector("[data-testid=stDataFrame] canvas table", state="attached")
    return opened.page.evaluate(
        "[...document.querySelector('[data-testid=stDataFrame] canvas table').rows]"
        ".map(row => [...row.cells].map(cell => cell.textContent))"
    )


def test_card_ranking_table_and_file_agree_to_the_digit(browser: Any, server: str, tmp_path: Path) -> None:
    with visit(browser, server, "overview", lang="en") as opened:
        tile = opened.page.locator("[data-testid=stColumn]", has_text="Jimo").first.inner_text()
        opened.page.get_by_role("button", name="Behind the number").nth(1).click()
        opened.page.wait_for_selector("[role=dialog] >> text=/of 100/")
        behind = opened.page.locator("[role=dialog]").inner_text()
        opened.page.keyboard.press("Escape")
        assert not opened.errors
    with visit(browser, server, "benchmark", lang="en") as opened:
        drawn = next(trace for trace in opened.page.evaluate(FIGURES)[0] if trace["customdata"] == ["370215"])
        label = str(drawn["y"][0])
        table = table_rows(opened, "Table")
        open_menu(opened, "Take away")
        file = rows_of(taken(opened, "Data (CSV, metadata, licence)", tmp_path))
    own = next(row for row in file if row["Code"] == "370215")
    score = float(own["Score (0–100)"])
    assert f"{score:.0f} of 100" in tile
    assert f"{score:.2f} of 100" in behind
    assert re.search(rf"Rank {int(own['Rank']):,} of", tile)
    assert int(own["Rank"]) == drawn["x"][0]
    assert f"{score:.0f}" in label
    band = f"{int(own['Rank band, from']):,}–{int(own['Rank band, to']):,}"
    assert f"band {band}" in tile
    assert f"band {band}" in behind
    heading = table[0]
    twin = next(row for row in table[1:] if "370215" in row)
    shown = dict(zip(heading, twin, strict=True))
    assert shown["Rank"].replace(",", "") == own["Rank"]
    assert float(shown["Score (0–100)"]) == score
    assert [row["Code"] for row in file][: len(table) - 1] == [
        row[heading.index("Code")] for row in table[1:]
    ]


@pytest.mark.parametrize(
    "address", [{}, {"against": "best", "peers": "siblings"}, {"framework": "public_data"}]
)
def test_the_bars_of_the_waterfall_add_up_to_the_gap_that_is_told(
    browser: Any, server: str, tmp_path: Path, address: dict[str, str]
) -> None:
    with visit(browser, server, "gap", lang="en", **address) as opened:
        told = opened.page.inner_text("[data-testid=stMain]")
        drawn = sorted(
            (float(row), float(width), str(hover).rsplit("<br>", maxsplit=1)[-1])
            for trace in opened.page.evaluate(FIGURES)[0]
            if trace["type"] == "bar"
            for row, width, hover in zip(trace["y"], trace["x"], trace["hover"], strict=True)
        )
        bars = [(width, text) for _row, width, text in reversed(drawn)]
        open_menu(opened, "Take away")
        file = rows_of(taken(opened, "Data (CSV, metadata, licence)", tmp_path))
    parts = [width for width, text in bars if text.lstrip().startswith(("+", "−"))]
    ends = [width for width, text in bars if not text.lstrip().startswith(("+", "−"))]
    assert len(ends) % 2 == 0
    gap = sum(ends[1::2]) - sum(ends[::2])
    assert sum(parts) == pytest.approx(gap, abs=1e-6)
    assert sum(float(row["Part of the gap (points)"] or 0) for row in file) == pytest.approx(gap, abs=0.01)
    for own, benchmark in zip(ends[::2], ends[1::2], strict=True):
        assert f"{own:.1f}" in told
        assert f"{benchmark:.1f}" in told
        assert f"{abs(benchmark - own):.1f}" in told
