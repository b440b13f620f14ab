"""The PDF is two pages when it is short, tagged, in its language, with every word in it."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from etl.snapshot import Snapshot
from exports.brief_charts import ticks
from exports.brief_document import Bullets, Paragraph
from exports.brief_options import LENGTHS
from exports.brief_typst import font_families, page_pictures, pdf_bytes
from tests.exports.briefs import PLACES, brief_of


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", PLACES)
def test_the_short_one_is_one_sheet_of_paper(real_snapshot: Snapshot, unit: str, language: str) -> None:
    for lens in ("own", "six"):
        brief = brief_of(real_snapshot, unit, language, lens=lens)
        reader = PdfReader(io.BytesIO(pdf_bytes(brief)))
        assert len(reader.pages) <= 2
        width, height = (float(side) for side in reader.pages[0].mediabox[2:])
        assert (round(width), round(height)) == (595, 842)
        text = squeezed("".join(page.extract_text() for page in reader.pages))
        assert squeezed(brief.headline[0]) in text
        assert brief.version in text
        assert reader.trailer["/Root"]["/Lang"].startswith(language)
        assert reader.metadata is not None
        assert reader.metadata.title == brief.title


def test_charts_have_their_words_for_those_who_cannot_see(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot)
    reader = PdfReader(io.BytesIO(pdf_bytes(brief)))
    alternatives = {
        str(thing["/Alt"])
        for number in range(1, len(reader.xref[0]) if reader.xref.get(0) else 4000)
        if isinstance(thing := reader.get_object(number), dict) and "/Alt" in thing
    }
    assert {chart.alt for chart in brief.charts} <= alternatives


def test_headings_are_the_outline(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, length="full")
    reader = PdfReader(io.BytesIO(pdf_bytes(brief)))
    listed = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]
    assert [section.heading for section in brief.sections] == [one for one in listed if one != "Contents"]


@pytest.mark.parametrize("length", LENGTHS)
def test_the_same_brief_gives_the_same_bytes(real_snapshot: Snapshot, length: str) -> None:
    assert pdf_bytes(brief_of(real_snapshot, length=length)) == pdf_bytes(
        brief_of(real_snapshot, length=length)
    )


def test_pages_are_pictures_too(real_snapshot: Snapshot) -> None:
    pictures = page_pictures(brief_of(real_snapshot))
    assert len(pictures) == 2
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def test_chinese_has_a_font_with_its_characters() -> None:
    assert any("CJK" in family or "Hei" in family for family in font_families("zh")[:1])


@pytest.mark.parametrize(("low", "high"), [(0, 100), (-31.4, 31.4), (0, 2600), (0, 5.75), (-10.0, 11.5)])
def test_marks_of_an_axis_are_few_whole_and_within(low: float, high: float) -> None:
    marks = ticks(low, high)
    assert 2 <= len(marks) <= 7
    assert low <= marks[0] <= marks[-1] <= high


def test_words_are_never_read_as_markup(real_snapshot: Snapshot) -> None:
    evil = '#panic("x") *bold* $x^2$ #image("/etc/passwd") <b> \\ @ref'
    brief = brief_of(real_snapshot)
    section = replace(brief.sections[0], heading=evil, blocks=(Paragraph(evil), Bullets(evil, (evil,))))
    content = pdf_bytes(replace(brief, title=evil, headline=(evil,), sections=(section,)))
    text = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))
    assert text.count(squeezed('#panic("x") *bold* $x^2$')) >= 5
