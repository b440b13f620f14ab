"""A page that opens without a network, in its language, and runs nothing that data bring along."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from etl.snapshot import Snapshot
from exports.brief_document import Bullets, Paragraph
from exports.brief_html import figure_of, html_bytes
from locales import translator
from tests.exports.briefs import JIMO, PLACES, QINGDAO, brief_of


class Words(HTMLParser):
    """Collects what a reader sees, the tags and the attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._hidden = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.seen.append(data)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", PLACES)
def test_everything_is_there_and_in_its_language(real_snapshot: Snapshot, unit: str, language: str) -> None:
    brief = brief_of(real_snapshot, unit, language, length="full")
    page = Words(html_bytes(brief).decode())
    assert page.tags[0] == ("html", {"lang": {"zh": "zh-CN", "en": "en-GB"}[language]})
    seen = "".join(page.seen)
    for table in brief.tables:
        assert table.caption in seen
    for line in brief.headline:
        assert line in seen
    labels = [attributes.get("aria-label") for tag, attributes in page.tags if tag == "div"]
    assert [label for label in labels if label] == [chart.alt for chart in brief.charts]


def test_it_asks_for_nothing_from_outside(real_snapshot: Snapshot) -> None:
    page = html_bytes(brief_of(real_snapshot)).decode()
    parsed = Words(page)
    assert not [a for tag, a in parsed.tags if tag in ("link", "img", "iframe") or "src" in a]
    assert "@media print" in page
    assert not re.search(r"@import|url\(", page.split("</style>")[0])


def test_hostile_words_stay_words(real_snapshot: Snapshot) -> None:
    evil = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
    brief = brief_of(real_snapshot)
    chart = replace(brief.charts[0], title=evil, categories=(evil,) * len(brief.charts[0].categories))
    section = replace(
        brief.sections[0], heading=evil, blocks=(Paragraph(evil), Bullets(evil, (evil,)), chart)
    )
    page = html_bytes(replace(brief, title=evil, sections=(section,), headline=(evil,))).decode()
    parsed = Words(page)
    assert "img" not in {tag for tag, _attributes in parsed.tags}
    assert len([tag for tag, _attributes in parsed.tags if tag == "script"]) == 2
    assert evil in "".join(parsed.seen)


@pytest.mark.parametrize("unit", [JIMO, QINGDAO])
def test_figures_hold_the_numbers_of_the_charts(real_snapshot: Snapshot, unit: str) -> None:
    for spec in brief_of(real_snapshot, unit, length="full").charts:
        figure = figure_of(spec, translator("en"))
        drawn = [x for trace in figure.data for x in (trace.x if spec.kind != "scatter" else trace.y)]
        for one in spec.series:
            expected = [value for value in one.values if value is not None]
            assert all(value in drawn for value in expected)


def test_the_same_brief_gives_the_same_bytes(real_snapshot: Snapshot) -> None:
    assert html_bytes(brief_of(real_snapshot)) == html_bytes(brief_of(real_snapshot))
