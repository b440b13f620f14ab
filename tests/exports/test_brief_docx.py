"""A document with headings, captions, contents, fonts for both scripts and charts that are charts."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from etl.snapshot import Snapshot
from exports.brief_docx import docx_bytes
from tests.exports.briefs import JIMO, PLACES, QINGDAO, brief_of


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", PLACES)
def test_headings_captions_and_every_word(real_snapshot: Snapshot, unit: str, language: str) -> None:
    brief = brief_of(real_snapshot, unit, language, length="full")
    document = opened(docx_bytes(brief))
    said = [paragraph.text for paragraph in document.paragraphs]
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [section.heading for section in brief.sections]
    captions = [one.text for one in document.paragraphs if one.style.name == "Caption"]
    assert len(captions) == len(brief.tables) + len(brief.charts)
    for words in [*(table.caption for table in brief.tables), *(chart.title for chart in brief.charts)]:
        assert any(caption.endswith(words) for caption in captions)
    assert set(brief.headline) <= set(said)
    shown = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    for table in brief.tables:
        assert all([cell.text for cell in row] in shown for row in table.rows)
    for _section, block in brief.blocks():
        assert all(item in said for item in getattr(block, "items", ()))


def test_contents_are_filled_already_and_can_be_renewed(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, length="full")
    document = opened(docx_bytes(brief))
    markup = document.element.xml
    assert 'TOC \\o "1-1"' in markup
    links = document.element.findall(f".//{qn('w:hyperlink')}")
    shown = ["".join(text.text for text in link.iter(qn("w:t"))) for link in links]
    assert shown == [section.heading for section in brief.sections]
    marks = {mark.get(qn("w:name")) for mark in document.element.findall(f".//{qn('w:bookmarkStart')}")}
    assert {link.get(qn("w:anchor")) for link in links} <= marks
    assert markup.count('fldCharType="begin"') == markup.count('fldCharType="end"')


def test_charts_are_native_with_their_numbers_and_words(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, QINGDAO, "en", length="full")
    content = docx_bytes(brief)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        charts = [name for name in names if name.startswith("word/charts/chart")]
        sheets = [name for name in names if name.startswith("word/embeddings/")]
        books = [openpyxl.load_workbook(io.BytesIO(archive.read(name))) for name in sorted(sheets)]
    assert len(charts) == len(sheets) == len(brief.charts)
    number = next(place for place, chart in enumerate(brief.charts) if chart.kind == "dot")
    rows = list(books[number].active.values)[1:]
    spec = brief.charts[number]
    assert [row[0] for row in rows] == list(spec.categories)
    assert [row[1] for row in rows] == pytest.approx(list(spec.series[0].values), rel=1e-12)
    drawn = opened(content).element.findall(f".//{qn('wp:docPr')}")
    assert [one.get("descr") for one in drawn] == [chart.alt for chart in brief.charts]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_scripts_have_a_font_and_the_document_its_properties(
    real_snapshot: Snapshot, language: str
) -> None:
    brief = brief_of(real_snapshot, JIMO, language, lens="city")
    document = opened(docx_bytes(brief))
    for name in ("Normal", "Heading 1", "Title", "Caption"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
        assert fonts.get(qn("w:asciiTheme")) is None
    core = document.core_properties
    assert (core.title, core.keywords) == (brief.title, brief.version)
    assert core.created.date() == brief.options.prepared
    section = document.sections[0]
    assert section.header.paragraphs[0].text == brief.watermark != ""
    assert brief.version in section.footer.paragraphs[0].text
    assert (round(section.page_width.cm), round(section.page_height.cm, 1)) == (21, 29.7)


def test_the_same_brief_gives_the_same_bytes(real_snapshot: Snapshot) -> None:
    first, second = (docx_bytes(brief_of(real_snapshot, JIMO, length="full")) for _ in range(2))
    assert first == second
