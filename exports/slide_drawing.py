"""One slide being drawn: native text, tables and charts, each made to fit its box."""

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from exports.brief_charts import ChartSpec
from exports.brief_document import Brief, Table
from exports.brief_typst import footer_words
from exports.fit import fitted_size, height_of
from exports.native_chart import CHINESE_FONT, INK, LATIN_FONT, QUIET, chart_data, chart_type, dress
from exports.slide_measures import (
    BOTTOM,
    GUTTER,
    HEIGHT,
    LARGEST,
    PADDING,
    SIDE,
    SIZES,
    SMALLEST,
    SPACE,
    TOP,
    WIDTH,
    breaks_words,
    is_table,
    row_heights,
    row_widths,
    wanted_height,
    words_height,
)
from exports.slide_plan import Group, Slide, Words
from locales import Translator

LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}


class Drawing:
    """One slide being drawn."""

    def __init__(self, deck: Any, brief: Brief, translate: Translator, number: int) -> None:
        self.brief, self.translate = brief, translate
        self.slide: Any = deck.slides.add_slide(deck.slide_layouts[5])
        self.number = number
        self.language = LANGUAGES[brief.options.language]

    def draw(self, plan: Slide) -> Slide | None:
        """Draw a slide and return what is left for a further one."""
        _ = self.translate
        self._title(plan.title)
        self._foot()
        heights = self._heights(plan)
        top, left_over, moved = TOP, [], []
        for row, height in zip(plan.rows, heights, strict=True):
            left, rests = SIDE, []
            for group, width in zip(row, row_widths(row), strict=True):
                rest = self._group(group, (left, top, width, height), splits=plan.splits)
                left += width + GUTTER
                if rest is not None:
                    rests.append(rest)
            top += height + GUTTER * 0.6
            if rests and plan.splits:
                left_over.append(tuple(rests))
            moved += [rest for rest in rests if not plan.splits]
        notes = list(plan.notes)
        for rest in moved:
            notes.insert(0, _plain(rest))
        self.slide.notes_slide.notes_text_frame.text = "\n".join(notes)
        if not left_over:
            return None
        title = plan.title if plan.title.endswith(_(" (continued)")) else plan.title + _(" (continued)")
        return Slide(title, tuple(left_over), plan.notes, True)

    def _heights(self, plan: Slide) -> list[float]:
        """Share the height of the slide: words take what they need, charts and tables the rest."""
        room = HEIGHT - TOP - BOTTOM - GUTTER * 0.6 * (len(plan.rows) - 1)
        needed = [wanted_height(row, WIDTH - 2 * SIDE) for row in plan.rows]
        fixed_part = sum(need for need in needed if need is not None)
        flexible = [need is None for need in needed]
        if not any(flexible):
            scale = room / fixed_part if fixed_part > room else 1.0
            return [need * scale for need in needed if need is not None]
        most = room * (0.62 if any(is_table(row) for row in plan.rows) else 0.45)
        scale = min(1.0, most / fixed_part) if fixed_part else 1.0
        rest = (room - fixed_part * scale) / sum(flexible)
        return [rest if need is None else need * scale for need in needed]

    def _title(self, words: str) -> None:
        title = self.slide.shapes.title
        title.left, title.top, title.width, title.height = (Pt(v) for v in (SIDE, 22, WIDTH - 2 * SIDE, 62))
        frame = title.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        size = fitted_size([words], WIDTH - 2 * SIDE - 15, 62, largest=28, smallest=14)
        self._write(frame.paragraphs[0], words, size, bold=True, colour="0B5D66")
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT

    def _foot(self) -> None:
        _ = self.translate
        words = footer_words(self.brief, _)
        self._line(words, (SIDE, HEIGHT - 30, WIDTH * 0.4, 20), 9, QUIET)
        self._line(str(self.number), (WIDTH - SIDE - 60, HEIGHT - 30, 60, 20), 9, QUIET, align=PP_ALIGN.RIGHT)
        if self.brief.watermark:
            box = (WIDTH * 0.42, HEIGHT - 30, WIDTH * 0.5, 20)
            self._line(self.brief.watermark, box, 9, "C2410C", bold=True)

    def _line(
        self,
        words: str,
        box: tuple[float, ...],
        size: float,
        colour: str,
        align: Any = None,
        *,
        bold: bool = False,
    ) -> None:
        shape = self.slide.shapes.add_textbox(*(Pt(value) for value in box))
        shape.text_frame.margin_left = shape.text_frame.margin_right = 0
        shape.text_frame.word_wrap = True
        paragraph = shape.text_frame.paragraphs[0]
        self._write(paragraph, words, size, bold=bold, colour=colour)
        paragraph.alignment = align or PP_ALIGN.LEFT

    def _write(
        self, paragraph: Any, words: str, size: float, *, bold: bool = False, colour: str = INK
    ) -> None:
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = RGBColor.from_string(colour)
        properties = run._r.get_or_add_rPr()
        properties.set("lang", self.language)
        for tag, face in (("a:latin", LATIN_FONT), ("a:ea", CHINESE_FONT)):
            properties.append(parse_xml(f'<{tag} {nsdecls("a")} typeface="{face}"/>'))

    def _group(self, group: Group, box: tuple[float, ...], *, splits: bool) -> Group | None:
        if isinstance(group, Words):
            return self._words(group, box, splits=splits)
        if isinstance(group, Table):
            return self._table(group, box)
        self._chart(group, box)
        return None

    def _words(self, group: Words, box: tuple[float, ...], *, splits: bool) -> Words | None:
        _ = self.translate
        width, height = box[2], box[3]
        size = LARGEST
        smallest = SMALLEST + 3 if splits else SMALLEST
        while size > smallest and words_height(group.items, size, width) > height:
            size -= 0.5
        shown = list(group.items)
        while len(shown) > 1 and words_height(shown, size, width) > height:
            shown.pop()
        # A line that announces what follows does not stay behind alone.
        while len(shown) > 1 and shown[-1][0] == "head":
            shown.pop()
        rest = group.items[len(shown) :]
        if rest and not splits:
            shown[-1] = ("note", _("More in the notes of this slide."))
            rest = group.items[len(shown) - 1 :]
        shape = self.slide.shapes.add_textbox(*(Pt(value) for value in box))
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for position, (kind, words) in enumerate(shown):
            paragraph = frame.paragraphs[0] if position == 0 else frame.add_paragraph()
            own = size * SIZES.get(kind, 1.0)
            paragraph.space_after = Pt(size * SPACE)
            if kind == "bullet":
                _bullet(paragraph, own)
            bold = kind == "head"
            self._write(paragraph, words, own, bold=bold, colour=QUIET if kind == "note" else INK)
        return Words(tuple(rest)) if rest else None

    def _table(self, table: Table, box: tuple[float, ...]) -> Table | None:
        caption = 22.0
        self._line(table.caption, (box[0], box[1], box[2], caption), 12, INK, bold=True)
        left, top, width, height = box[0], box[1] + caption, box[2], box[3] - caption
        widths = [width * part / sum(table.widths) for part in table.widths]
        size = 12.0
        while size > SMALLEST - 1 and (
            sum(row_heights(table, widths, size)) > height or breaks_words(table, widths, size)
        ):
            size -= 0.5
        heights = row_heights(table, widths, size)
        count = len(table.rows)
        while count > 1 and sum(heights[: count + 1]) > height:
            count -= 1
        shape = self.slide.shapes.add_table(
            count + 1, len(widths), Pt(left), Pt(top), Pt(width), Pt(sum(heights[: count + 1]))
        )
        shape._element.nvGraphicFramePr.cNvPr.set("descr", table.caption)
        drawn = shape.table
        _plain_style(shape)
        for position, part in enumerate(widths):
            drawn.columns[position].width = Pt(part)
        for position in range(count + 1):
            drawn.rows[position].height = Pt(heights[position])
            cells = table.columns if position == 0 else [cell.text for cell in table.rows[position - 1]]
            for column, words in enumerate(cells):
                self._cell(drawn.cell(position, column), words, size, position == 0, table.numeric[column])
        if count == len(table.rows):
            return None
        return Table(table.key, table.caption, table.columns, table.rows[count:], table.numeric, table.widths)

    def _cell(self, cell: Any, words: str, size: float, head: bool, numeric: bool) -> None:
        cell.margin_left = cell.margin_right = Pt(PADDING)
        cell.margin_top = cell.margin_bottom = Pt(2)
        cell.vertical_anchor = MSO_ANCHOR.TOP
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string("EEF3F3" if head else "FFFFFF")
        self._write(cell.text_frame.paragraphs[0], words, size, bold=head)
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if numeric else PP_ALIGN.LEFT

    def _chart(self, spec: ChartSpec, box: tuple[float, ...]) -> None:
        caption = 22.0
        title_size = fitted_size([spec.title], box[2], caption, largest=12, smallest=8)
        self._line(spec.title, (box[0], box[1], box[2], caption), title_size, INK, bold=True)
        notes = list(spec.notes)
        below = height_of(notes, 9, box[2]) if notes else 0.0
        place = (box[0], box[1] + caption, box[2], box[3] - caption - below)
        size = 11.0 if box[2] > WIDTH / 2 else 10.0
        data = chart_data(spec, self.translate)
        frame = self.slide.shapes.add_chart(chart_type(spec), *(Pt(value) for value in place), data)
        properties = frame._element.nvGraphicFramePr.cNvPr
        properties.set("descr", spec.alt)
        properties.set("title", spec.title)
        dress(frame.chart, spec, size)
        if notes:
            self._words(
                Words(tuple(("note", note) for note in notes)),
                (box[0], box[1] + box[3] - below, box[2], below),
                splits=False,
            )


def _plain(group: Group) -> str:
    if isinstance(group, Words):
        return "\n".join(words for _kind, words in group.items)
    if isinstance(group, Table):
        return "\n".join(" | ".join(cell.text for cell in row) for row in group.rows)
    return group.alt


def _bullet(paragraph: Any, size: float) -> None:
    properties = paragraph._p.get_or_add_pPr()
    indent = int(Pt(size))
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    properties.append(parse_xml(f'<a:buChar {nsdecls("a")} char="•"/>'))


def _plain_style(shape: Any) -> None:
    """Leave out the banded style, so that every cell keeps the colours that it is given."""
    properties = shape._element.graphic.graphicData.tbl.tblPr
    properties.set("bandRow", "0")
    style = properties.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = "{5940675A-B579-460E-94D1-54222C63F5DA}"
