"""What python-docx has no words for: fields, bookmarks, native charts, alternative texts."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from pptx import Presentation
from pptx.util import Pt

from exports.brief_charts import ChartSpec
from exports.native_chart import chart_data, chart_type, dress
from locales import Translator

_INLINE = (
    '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="Chart {number}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
)


def field(paragraph: Any, instruction: str, shown: str) -> None:
    """Append a field that a word processor can update; `shown` stands there until it does."""
    for kind, text in (
        ("begin", None),
        (None, instruction),
        ("separate", None),
        ("shown", shown),
        ("end", None),
    ):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif kind is None:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {text} "
            run._r.append(code)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def field_mark(run: Any, kind: str) -> None:
    """Put the begin, separate or end of a field that spans paragraphs into a run."""
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)


def field_code(run: Any, instruction: str) -> None:
    """Put the instruction of a field into a run."""
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    run._r.append(code)


def bookmark(paragraph: Any, number: int, name: str) -> None:
    """Mark a paragraph as the target of a link."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def link_to(paragraph: Any, name: str, words: str) -> None:
    """Append words that lead to a bookmark."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    link.set(qn("w:history"), "1")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    run.append(text)
    link.append(run)
    paragraph._p.append(link)


def describe_table(table: Any, words: str) -> None:
    """Give a table its words for those who cannot see it."""
    properties = table._tbl.tblPr
    caption = OxmlElement("w:tblDescription")
    caption.set(qn("w:val"), words)
    properties.append(caption)


def repeat_heading(row: Any) -> None:
    """Let a row stand again at the top of every page that its table goes on to."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def keep_whole(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def add_chart(
    document: Any, paragraph: Any, spec: ChartSpec, size: tuple[int, int], number: int, _: Translator
) -> None:
    """Append a native chart with its sheet of numbers; `size` in English Metric Units.

    The chart is made by the same code as that of a slide and carried over as it is.
    """
    scratch: Any = Presentation()
    slide = scratch.slides.add_slide(scratch.slide_layouts[6])
    frame = slide.shapes.add_chart(chart_type(spec), 0, 0, *size, chart_data(spec, _))
    dress(frame.chart, spec, Pt(9).pt)
    drawn = frame.chart.part
    package = document.part.package
    sheet = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        drawn.chart_workbook.xlsx_part.blob,
        package,
    )
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, drawn.blob, package)
    chart.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, sheet, _sheet_relation(drawn))
    relation = document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    width, height = size
    drawing = parse_xml(_INLINE.format(width=width, height=height, number=number, relation=relation))
    named = drawing.find(f".//{qn('wp:docPr')}")
    named.set("descr", spec.alt)
    named.set("title", spec.title)
    paragraph.add_run()._r.append(drawing)


def _sheet_relation(chart: Any) -> str:
    """Return the name by which a chart refers to its sheet."""
    return str(chart.chart_workbook.xlsx_part and chart._element.xpath("c:externalData/@r:id")[0])
