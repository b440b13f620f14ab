"""Which slide says what: a brief cut into slides, before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.brief_charts import ChartSpec
from exports.brief_document import Brief, Bullets, Paragraph, Section, Table
from exports.brief_method import source_words
from locales import Translator, translator

Kind = str
FEW_LETTERS = 420
"""Words that may share a slide with a chart or a table."""


@dataclass(frozen=True)
class Words:
    """Paragraphs in their order: (kind, text) with kind lead, text, head, bullet or note."""

    items: tuple[tuple[Kind, str], ...]


Group = Words | Table | ChartSpec


@dataclass(frozen=True)
class Slide:
    """A slide: its title, rows of groups that stand side by side, and what the speaker reads.

    `splits`: what does not fit goes on to a further slide; else it moves to the notes.
    """

    title: str
    rows: tuple[tuple[Group, ...], ...]
    notes: tuple[str, ...]
    splits: bool


def slides_of(brief: Brief) -> list[Slide]:
    """Return the slides of a brief: five for five slides, fewer for one page, as many as it takes in full."""
    _ = translator(brief.options.language)
    by_key = {section.key: section for section in brief.sections}
    notes = _notes(brief, _)
    full = brief.options.length == "full"
    short = [by_key[key] for key in ("gaps", "help") if key in by_key and _is_short(by_key[key])]
    slides = [_first(brief, by_key["standing"], [] if full else short, notes)]
    if full:
        slides += _everything(brief, notes)
        return slides
    charts, gaps = _of(by_key["standing"], ChartSpec), by_key.get("gaps")
    if brief.options.length == "five-slides" and charts:
        slides.append(
            Slide(by_key["standing"].heading, (tuple(charts[:2]),), (*notes, *_alts(charts)), False)
        )
    if gaps is not None and not _is_short(gaps):
        slides += _gaps(gaps, [] if brief.options.length == "five-slides" else charts[:1], notes)
    if "help" in by_key and not _is_short(by_key["help"]):
        slides.append(_told(by_key["help"], notes))
    rest = [by_key[key] for key in ("limits", "method", "sources") if key in by_key]
    slides.append(_closing(rest, notes))
    return slides


def words_of(section: Section) -> list[tuple[Kind, str]]:
    """Return the paragraphs and bullets of a section."""
    found: list[tuple[Kind, str]] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            found.append((block.kind, block.text))
        elif isinstance(block, Bullets):
            found.append(("head", block.lead))
            found += [("bullet", item) for item in block.items]
    return found


def _of(section: Section, kind: type) -> list:  # type: ignore[type-arg]
    return [block for block in section.blocks if isinstance(block, kind)]


def _is_short(section: Section) -> bool:
    """Tell whether a section has no more than a sentence or two, which a slide of its own would lose."""
    return all(isinstance(block, Paragraph) for block in section.blocks) and len(section.blocks) < 3


def _first(brief: Brief, standing: Section, short: Sequence[Section], notes: Sequence[str]) -> Slide:
    head = Words((("note", brief.subtitle), *(("lead", line) for line in brief.headline)))
    rows: list[tuple[Group, ...]] = [(head,)]
    rows += [(table,) for table in _of(standing, Table)]
    said = words_of(standing)
    for section in short:
        said += [("head", section.heading), *words_of(section)]
    if said:
        rows.append((Words(tuple(said)),))
    return Slide(brief.title, tuple(rows), tuple(notes), False)


def _gaps(section: Section, beside: Sequence[ChartSpec], notes: Sequence[str]) -> list[Slide]:
    """Return the gap in words, drawn and as a table; beside another chart the table has its own slide."""
    charts, tables = _of(section, ChartSpec), _of(section, Table)
    told = [item for item in words_of(section) if item[0] != "note"]
    quiet = [text for kind, text in words_of(section) if kind == "note"]
    words: list[tuple[Group, ...]] = [(Words(tuple(told)),)] if told else []
    drawn = (*beside, *charts[:1])
    said = (*quiet, *notes, *_alts(drawn))
    if not beside:
        return [Slide(section.heading, (*words, (*drawn, *tables[:1])), said, False)]
    slides = [Slide(section.heading, (*words, drawn), said, False)]
    slides += [Slide(section.heading, ((table,),), tuple(notes), False) for table in tables[:1]]
    return slides


def _told(section: Section, notes: Sequence[str]) -> Slide:
    rows: list[tuple[Group, ...]] = [(Words(tuple(words_of(section))),)] if words_of(section) else []
    rows += [(table,) for table in _of(section, Table)]
    return Slide(section.heading, tuple(rows), tuple(notes), False)


def _closing(sections: Sequence[Section], notes: Sequence[str]) -> Slide:
    """Return the last slide: what is not assessed at the left, method and sources at the right."""
    title = sections[0].heading
    columns: list[Group] = []
    left = [section for section in sections if section.key == "limits"]
    right = [section for section in sections if section.key != "limits"]
    for group in (left, right):
        items: list[tuple[Kind, str]] = []
        for section in group:
            if section.heading != title:
                items.append(("head", section.heading))
            items += words_of(section)
        if items:
            columns.append(Words(tuple(items)))
    return Slide(title, (tuple(columns),), tuple(notes), False)


def _everything(brief: Brief, notes: Sequence[str]) -> list[Slide]:
    """Return every block of every section, charts with a slide of their own."""
    slides = []
    for section in brief.sections:
        groups: list[Group] = [block for block in section.blocks if isinstance(block, ChartSpec | Table)]
        words = words_of(section)
        if section.key == "standing":
            words, groups = [], _of(section, ChartSpec)
        if words and groups and sum(len(text) for _kind, text in words) < FEW_LETTERS:
            first = groups.pop(0)
            alts = _alts([first]) if isinstance(first, ChartSpec) else []
            rows: tuple[tuple[Group, ...], ...] = ((Words(tuple(words)),), (first,))
            slides.append(Slide(section.heading, rows, (*notes, *alts), True))
        elif words:
            slides.append(Slide(section.heading, ((Words(tuple(words)),),), tuple(notes), True))
        for group in groups:
            alts = _alts([group]) if isinstance(group, ChartSpec) else []
            slides.append(Slide(section.heading, ((group,),), (*notes, *alts), True))
    return slides


def _alts(charts: Sequence[ChartSpec]) -> list[str]:
    return [chart.alt for chart in charts]


def _notes(brief: Brief, _: Translator) -> list[str]:
    sources = [source_words(one, _) for one in brief.sources]
    return [
        *([brief.watermark] if brief.watermark else []),
        _("Sources: {sources}", sources=_("; ").join(sources)),
        _("Data version {version} · prepared on {day}", version=brief.version, day=brief.prepared),
    ]
