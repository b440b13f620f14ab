"""A brief as slides, 16:9: native charts and tables that can still be edited, notes with the sources."""

import io
from datetime import datetime, time
from typing import Any

from pptx import Presentation
from pptx.util import Emu, Pt

from exports.brief_document import Brief
from exports.fixed_zip import fixed
from exports.native_chart import CHINESE_FONT, LATIN_FONT
from exports.slide_drawing import LANGUAGES, Drawing
from exports.slide_measures import HEIGHT, WIDTH
from exports.slide_plan import slides_of
from locales import translator


def pptx_bytes(brief: Brief) -> bytes:
    """Return a brief as a presentation; the same brief gives the same bytes."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _widen_layouts(deck)
    _set_theme_fonts(deck)
    _set_properties(deck, brief)
    _ = translator(brief.options.language)
    waiting = slides_of(brief)
    number = 0
    while waiting:
        plan = waiting.pop(0)
        number += 1
        rest = Drawing(deck, brief, _, number).draw(plan)
        if rest is not None:
            waiting.insert(0, rest)
    out = io.BytesIO()
    deck.save(out)
    return fixed(out.getvalue(), brief.options.prepared)


def _widen_layouts(deck: Any) -> None:
    """Stretch the layouts of the template to 16:9, so that a slide added later fits too."""
    factor = WIDTH / 720
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            shape.left, shape.width = Emu(int(shape.left * factor)), Emu(int(shape.width * factor))


def _set_theme_fonts(deck: Any) -> None:
    part = next(
        one.target_part for one in deck.slide_master.part.rels.values() if one.reltype.endswith("/theme")
    )
    words = part.blob.decode()
    for kind in ("majorFont", "minorFont"):
        start = words.index(f"<a:{kind}>")
        end = words.index(f"</a:{kind}>")
        inside = f'<a:latin typeface="{LATIN_FONT}"/><a:ea typeface="{CHINESE_FONT}"/><a:cs typeface=""/>'
        words = words[:start] + f"<a:{kind}>{inside}" + words[end:]
    part._blob = words.encode()


def _set_properties(deck: Any, brief: Brief) -> None:
    _ = translator(brief.options.language)
    moment = datetime.combine(brief.options.prepared, time())
    core = deck.core_properties
    core.title, core.subject = brief.title, brief.subtitle
    core.author = core.last_modified_by = _("Collaborative epidemic response")
    core.keywords = brief.version
    core.language = LANGUAGES[brief.options.language]
    core.created = core.modified = moment
    core.revision = 1
