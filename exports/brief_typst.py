"""A brief as PDF with vector charts, or as pictures of its pages, set by typst without any browser."""

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from charts.words import number
from exports.brief_charts import ChartSpec, ticks
from exports.brief_document import Block, Brief, Bullets, Paragraph, Table
from exports.fit import text_width
from exports.fonts import cjk_font, packaged_font
from locales import Translator, translator

TEMPLATE = Path(__file__).with_name("brief.typ")
CHINESE = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK TC")
LATIN = ("Arial", "Liberation Sans", "Helvetica", "DejaVu Sans")
"""A Chinese font widens English quotation marks, so English text gets a Latin one where there is one."""

SIZES = {"one-page": (9.2, 8.8, 8.4, 8.0, 7.6, 7.2), "five-slides": (9.5,), "full": (9.5,)}
MOST_PAGES = 2
"""What "one page" may take: one sheet of paper, both sides."""

_ONE_AT_A_TIME = Lock()
CHART_SIZE, PRINT_RESOLUTION = 10.0, 300.0
SCREEN_RESOLUTION = 80.0
"""Dots an inch: a page is then a tenth wider than its column; readers wait for the drawing most of all."""
LABEL_WIDTH = 22.0
"""What the column of names holds in one line, in its own size of type."""


@cache
def _fonts() -> Any:
    folders = {str(font.parent) for font in (cjk_font(), packaged_font()) if font is not None}
    return typst.Fonts(font_paths=sorted(folders))


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts())


@cache
def _families() -> frozenset[str]:
    return frozenset(_fonts().families())


def font_families(language: str) -> list[str]:
    """Return the font families of a language that the machine has, best first."""
    wanted = (*CHINESE, *LATIN) if language == "zh" else (*LATIN, *CHINESE)
    return [family for family in wanted if family in _families()]


def pdf_bytes(brief: Brief) -> bytes:
    """Return a brief as a tagged PDF; the short one on two A4 pages.

    The same brief gives the same bytes on a machine with the same fonts.
    """
    made = _compile(brief, _fitting_size(brief), "pdf")
    assert isinstance(made, bytes)  # noqa: S101  a PDF is one file
    return made


def page_pictures(brief: Brief, resolution: float = SCREEN_RESOLUTION) -> list[bytes]:
    """Return the pages of the PDF as PNG pictures."""
    made = _compile(brief, _fitting_size(brief), "png", resolution)
    return [made] if isinstance(made, bytes) else list(made)


def chart_picture(brief: Brief, spec: ChartSpec, kind: str) -> bytes:
    """Return one chart alone as svg, png (300 dots an inch) or pdf, with title, source, version and day."""
    data = _as_data(brief, CHART_SIZE)
    _ = translator(brief.options.language)
    data["only"] = _chart(spec, _)
    data["source"] = _("Sources: {sources}", sources=_("; ").join(one.title for one in brief.sources))
    made = _typeset(brief, data, kind, PRINT_RESOLUTION)
    return made if isinstance(made, bytes) else made[0]


def _fitting_size(brief: Brief) -> float:
    """Return the largest size of type in which a short brief stays within its pages."""
    sizes = SIZES[brief.options.length]
    for size in sizes[:-1]:
        pages = _compile(brief, size, "png", 6)
        if isinstance(pages, bytes) or len(pages) <= MOST_PAGES:
            return size
    return sizes[-1]


def _compile(brief: Brief, size: float, kind: Any, resolution: float | None = None) -> bytes | list[bytes]:
    return _typeset(brief, _as_data(brief, size), kind, resolution)


def _typeset(
    brief: Brief, data: dict[str, object], kind: Any, resolution: float | None
) -> bytes | list[bytes]:
    moment = datetime.combine(brief.options.prepared, time(), UTC)
    # One compiler holds the fonts for all; it sets one document at a time.
    with _ONE_AT_A_TIME:
        made = _compiler().compile(
            format=kind,
            ppi=resolution,
            sys_inputs={"brief": json.dumps(data, ensure_ascii=False)},
            timestamp=moment,
        )
    assert made is not None  # noqa: S101  None is for an output path
    return made


def _as_data(brief: Brief, size: float) -> dict[str, object]:
    language = brief.options.language
    _ = translator(language)
    return {
        "title": brief.title,
        "author": _("Collaborative epidemic response"),
        "subtitle": brief.subtitle,
        "version": brief.version,
        "watermark": brief.watermark,
        "headline": brief.headline,
        "footer": footer_words(brief, _),
        "page": _("Page {page} of {pages}", page="{page}", pages="{pages}"),
        "contents": _("Contents"),
        "nothing": _("not assessed"),
        "only": None,
        "source": "",
        "outlined": brief.options.length == "full",
        "lang": language,
        "region": "cn" if language == "zh" else "gb",
        "fonts": font_families(language),
        "size": size,
        "sections": [
            {"heading": section.heading, "blocks": [_block(block, _) for block in section.blocks]}
            for section in brief.sections
        ],
    }


def footer_words(brief: Brief, _: Translator) -> str:
    """Return what stands at the foot of every page and slide: version and day."""
    return _("Data version {version} · prepared on {day}", version=brief.version, day=brief.prepared)


def _block(block: Block, _: Translator) -> dict[str, object]:
    if isinstance(block, Paragraph):
        return {"type": "text", "text": block.text, "kind": block.kind}
    if isinstance(block, Bullets):
        return {"type": "bullets", "lead": block.lead, "items": block.items}
    if isinstance(block, Table):
        return {
            "type": "table",
            "caption": block.caption,
            "columns": block.columns,
            "rows": [[cell.text for cell in row] for row in block.rows],
            "numeric": block.numeric,
            "widths": block.widths,
        }
    return _chart(block, _)


def _chart(spec: ChartSpec, _: Translator) -> dict[str, object]:
    marks = ticks(*spec.axis)
    return {
        "type": "chart",
        "kind": spec.kind,
        "title": spec.title,
        "unit": spec.unit,
        "categories": spec.categories,
        "axis": spec.axis,
        "ticks": marks,
        "tick_words": {_typst_number(mark): number(mark, _).replace("-", "−") for mark in marks},
        "focus": sorted(spec.focus),
        "tall": any(text_width(name) > LABEL_WIDTH for name in spec.categories),
        "alt": spec.alt,
        "notes": spec.notes,
        "x": spec.x,
        "x_unit": spec.x_unit,
        "series": [
            {
                "name": one.name,
                "role": one.role,
                "values": one.values,
                "low": one.low,
                "high": one.high,
                "labels": one.labels,
            }
            for one in spec.series
        ],
    }


def _typst_number(value: int) -> str:
    # Typst writes a whole number with a true minus sign.
    return str(value).replace("-", "−")
