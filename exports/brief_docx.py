"""A brief as a document: styles, headings, captions, contents, native charts that can still be edited."""

import io
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from exports.brief_charts import ChartSpec
from exports.brief_document import Block, Brief, Bullets, Paragraph, Table
from exports.brief_typst import footer_words
from exports.document_parts import (
    add_chart,
    bookmark,
    describe_table,
    field,
    field_code,
    field_mark,
    keep_whole,
    link_to,
    repeat_heading,
)
from exports.fixed_zip import fixed
from exports.native_chart import CHINESE_FONT, INK, LATIN_FONT, QUIET
from exports.slide_drawing import LANGUAGES
from locales import translator

TEXT_WIDTH = Cm(17.4)
STYLES = {
    "Normal": (10, INK, False),
    "Title": (20, INK, True),
    "Subtitle": (10, QUIET, False),
    "Heading 1": (14, "0B5D66", True),
    "Caption": (9.5, INK, True),
    "List Bullet": (10, INK, False),
    "Header": (8.5, "C2410C", True),
    "Footer": (8, QUIET, False),
}


def docx_bytes(brief: Brief) -> bytes:
    """Return a brief as a document; the same brief gives the same bytes."""
    out = io.BytesIO()
    _Writing(brief).document.save(out)
    return fixed(out.getvalue(), brief.options.prepared)


class _Writing:
    """A document being written from its first to its last paragraph."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.translate = translator(brief.options.language)
        self.document: Any = Document()
        self.figures = self.tables = 0
        self._set_up()
        self._front()
        for number, section in enumerate(brief.sections, 1):
            heading = self.document.add_heading(section.heading, level=1)
            bookmark(heading, number, f"_Toc{number}")
            for block in section.blocks:
                self._block(block)

    def _set_up(self) -> None:
        _, brief = self.translate, self.brief
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(1.8)
        section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
        for name, (size, colour, bold) in STYLES.items():
            self._style(self.document.styles[name], size, colour, bold)
        self.document.styles["Normal"].paragraph_format.space_after = Pt(5)
        self.document.styles["Caption"].paragraph_format.keep_with_next = True
        self._set_language()
        if brief.watermark:
            section.header.paragraphs[0].text = brief.watermark
            section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot = section.footer.paragraphs[0]
        foot.add_run(footer_words(brief, _) + " · ")
        before, middle, after = _("Page {page} of {pages}", page="\0", pages="\0").split("\0")
        for words, code in ((before, "PAGE"), (middle, "NUMPAGES")):
            foot.add_run(words)
            field(foot, code, "1")
        foot.add_run(after)
        moment = datetime.combine(brief.options.prepared, time())
        core = self.document.core_properties
        core.title, core.subject, core.keywords = brief.title, brief.subtitle, brief.version
        core.author = core.last_modified_by = _("Collaborative epidemic response")
        core.comments = ""
        core.language = LANGUAGES[brief.options.language]
        core.created = core.modified = moment
        core.revision = 1

    def _style(self, style: Any, size: float, colour: str, bold: bool) -> None:
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = RGBColor.from_string(colour)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The fonts of the template's theme would come before those named here.
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for script, face in (("ascii", LATIN_FONT), ("hAnsi", LATIN_FONT), ("cs", LATIN_FONT)):
            fonts.set(qn(f"w:{script}"), face)
        fonts.set(qn("w:eastAsia"), CHINESE_FONT)

    def _set_language(self) -> None:
        properties = self.document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
        found = properties.find(qn("w:lang"))
        found.set(qn("w:val"), "en-GB" if self.brief.options.language == "en" else "zh-CN")
        found.set(qn("w:eastAsia"), "zh-CN")

    def _front(self) -> None:
        _, brief = self.translate, self.brief
        self.document.add_paragraph(brief.title, style="Title")
        self.document.add_paragraph(brief.subtitle, style="Subtitle")
        for line in brief.headline:
            paragraph = self.document.add_paragraph()
            paragraph.add_run(line).font.size = Pt(11.5)
        if brief.options.length != "one-page":
            self._contents()

    def _contents(self) -> None:
        """Write the contents as a field that is filled already and that a word processor can renew."""
        _ = self.translate
        head = self.document.add_paragraph()
        run = head.add_run(_("Contents"))
        run.bold, run.font.size = True, Pt(12)
        paragraph = self.document.add_paragraph()
        for kind in ("begin", "code", "separate"):
            run = paragraph.add_run()
            if kind == "code":
                field_code(run, r'TOC \o "1-1" \n \h \z \u')
            else:
                field_mark(run, kind)
        for number, section in enumerate(self.brief.sections, 1):
            if number > 1:
                paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(1)
            link_to(paragraph, f"_Toc{number}", section.heading)
        field_mark(paragraph.add_run(), "end")

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            paragraph = self.document.add_paragraph()
            run = paragraph.add_run(block.text)
            if block.kind == "note":
                run.font.size = Pt(8.5)
                run.font.color.rgb = RGBColor.from_string(QUIET)
        elif isinstance(block, Bullets):
            lead = self.document.add_paragraph()
            lead.paragraph_format.keep_with_next = True
            lead.add_run(block.lead).bold = True
            for item in block.items:
                self.document.add_paragraph(item, style="List Bullet")
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._chart(block)

    def _caption(self, words: str, label: str, code: str, number: int) -> None:
        caption = self.document.add_paragraph(style="Caption")
        before, after = label.split("\0")
        caption.add_run(before)
        field(caption, rf"SEQ {code} \* ARABIC", str(number))
        caption.add_run(f"{after}  {words}")

    def _table(self, table: Table) -> None:
        _ = self.translate
        self.tables += 1
        self._caption(table.caption, _("Table {number}", number="\0"), "Table", self.tables)
        drawn = self.document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
        drawn.autofit = False
        describe_table(drawn, table.caption)
        widths = [int(TEXT_WIDTH * part / sum(table.widths)) for part in table.widths]
        self._row(drawn.rows[0], list(table.columns), widths, table.numeric, head=True)
        for column, width in zip(drawn.columns, widths, strict=True):
            column.width = Emu(width)
        repeat_heading(drawn.rows[0])
        for row in table.rows:
            added = drawn.add_row()
            self._row(added, [cell.text for cell in row], widths, table.numeric, head=False)
            keep_whole(added)
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _row(
        self, row: Any, words: list[str], widths: list[int], numeric: tuple[bool, ...], *, head: bool
    ) -> None:
        for cell, text, width, right in zip(row.cells, words, widths, numeric, strict=True):
            cell.width = Emu(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            run = paragraph.add_run(text)
            run.font.size, run.bold = Pt(8.5), head
            if right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _chart(self, spec: ChartSpec) -> None:
        _ = self.translate
        self.figures += 1
        self._caption(spec.title, _("Figure {number}", number="\0"), "Figure", self.figures)
        if not spec.categories:
            self.document.add_paragraph(_("not assessed"))
            return
        height = Cm(9.5) if spec.kind == "scatter" else Cm(2.6 + 0.55 * max(len(spec.categories), 3))
        paragraph = self.document.add_paragraph()
        add_chart(self.document, paragraph, spec, (int(TEXT_WIDTH), int(height)), self.figures, _)
        for note in spec.notes:
            self._block(Paragraph(note, "note"))
