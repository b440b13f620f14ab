"""Slides are five when five are asked for, with charts that are charts and words within the slide."""

import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Pt

from etl.snapshot import Snapshot
from exports.brief_charts import ChartSpec
from exports.brief_document import Table
from exports.brief_pptx import pptx_bytes
from exports.slide_measures import HEIGHT, WIDTH
from exports.slide_plan import slides_of
from tests.exports.briefs import ALASHAN, JIMO, PLACES, QINGDAO, brief_of


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def charts_of(deck: Any) -> list[Any]:
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", PLACES)
@pytest.mark.parametrize("length", ["one-page", "five-slides", "full"])
def test_every_shape_lies_within_the_slide_and_every_slide_has_a_title_and_notes(
    real_snapshot: Snapshot, unit: str, length: str, language: str
) -> None:
    brief = brief_of(real_snapshot, unit, language, length=length)
    deck = opened(pptx_bytes(brief))
    assert (deck.slide_width, deck.slide_height) == (Pt(WIDTH), Pt(HEIGHT))
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text
        assert brief.version in slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= Pt(WIDTH) + 1
            assert shape.top + shape.height <= Pt(HEIGHT) + 1


@pytest.mark.parametrize("unit", [JIMO, QINGDAO])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_five_slides_are_five(real_snapshot: Snapshot, unit: str, language: str) -> None:
    deck = opened(pptx_bytes(brief_of(real_snapshot, unit, language, length="five-slides")))
    assert len(deck.slides) == 5


def test_a_place_without_figures_has_no_empty_slide(real_snapshot: Snapshot) -> None:
    deck = opened(pptx_bytes(brief_of(real_snapshot, ALASHAN, "en", length="five-slides")))
    assert len(deck.slides) == 2
    assert "too few figures" in "".join(
        shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame
    )


def test_charts_hold_the_numbers_unrounded_and_say_what_they_show(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, QINGDAO, "en", length="full")
    shapes = charts_of(opened(pptx_bytes(brief)))
    assert len(shapes) == len(brief.charts)
    by_alt = {shape._element.nvGraphicFramePr.cNvPr.get("descr"): shape.chart for shape in shapes}
    for spec in brief.charts:
        chart = by_alt[spec.alt]
        assert chart.part.chart_workbook.xlsx_part is not None
        drawn = [value for one in chart.plots[0].series for value in one.values if value is not None]
        if spec.kind == "range":
            lows = list(chart.plots[0].series[0].values)
            assert lows == list(spec.series[0].low)
        elif spec.kind == "scatter":
            assert sorted(drawn) == pytest.approx(
                sorted(value for value in spec.series[0].values if value is not None)
            )
        else:
            expected = [value for one in spec.series for value in one.values if value is not None]
            assert drawn == pytest.approx(expected, rel=1e-12)


def test_tables_are_tables(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, length="five-slides")
    deck = opened(pptx_bytes(brief))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    shown = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    for table in brief.tables:
        assert list(table.columns) in shown
        assert all([cell.text for cell in row] in shown for row in table.rows)


def test_text_has_a_font_for_each_script_and_its_language(real_snapshot: Snapshot) -> None:
    deck = opened(pptx_bytes(brief_of(real_snapshot, JIMO, "zh")))
    for slide in deck.slides:
        markup = slide._element.xml
        assert 'lang="zh-CN"' in markup
        assert 'ea typeface="Microsoft YaHei"' in markup
        assert markup.count("<a:latin") == markup.count("<a:ea")


def test_nothing_that_is_planned_is_lost(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, JIMO, "zh", length="full", lens="city")
    planned = [group for slide in slides_of(brief) for row in slide.rows for group in row]
    assert [group for group in planned if isinstance(group, ChartSpec)] == brief.charts
    assert len([group for group in planned if isinstance(group, Table)]) == len(brief.tables)
    deck = opened(pptx_bytes(brief))
    said = "\n".join(
        shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
    )
    cells = [
        cell.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    for _section, block in brief.blocks():
        for item in getattr(block, "items", ()):
            assert item in said
        for row in getattr(block, "rows", ()):
            assert all(cell.text in cells for cell in row)


def test_the_watermark_is_on_every_slide(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, JIMO, "en", lens="city", length="full")
    assert brief.watermark
    for slide in opened(pptx_bytes(brief)).slides:
        assert any(brief.watermark == s.text_frame.text for s in slide.shapes if s.has_text_frame)


@pytest.mark.parametrize("length", ["five-slides", "full"])
def test_the_same_brief_gives_the_same_bytes(real_snapshot: Snapshot, length: str) -> None:
    assert pptx_bytes(brief_of(real_snapshot, length=length)) == pptx_bytes(
        brief_of(real_snapshot, length=length)
    )


def test_no_table_or_chart_is_squeezed(real_snapshot: Snapshot) -> None:
    for length in ("one-page", "five-slides"):
        deck = opened(pptx_bytes(brief_of(real_snapshot, QINGDAO, "en", length=length)))
        for shape in charts_of(deck):
            assert shape.height > Pt(150)
        tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
        assert [len(table.rows) for table in tables] == [3, 9]
