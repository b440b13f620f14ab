"""How the figures were made, and from what: the appendix that lets somebody else check a brief."""

from collections.abc import Sequence

from charts.words import day, heading, in_language, number
from exports.brief_document import Block, Cell, Paragraph, Section, Table
from exports.brief_options import BriefOptions
from exports.brief_places import Gap, Side
from exports.brief_sources import SourceRecord
from exports.docstrings import documented
from exports.subjects import subjects
from locales import Translator
from metrics.framework import Framework, Goalposts, Indicator, TargetValue

TOLD = ("normalise", "index", "uncertainty", "peers", "expected", "gap_analysis", "gap_parts")
"""The subjects of the method that a brief rests on."""

FORMULAS = {
    "normalise": ("goalposts",),
    "index": ("score",),
    "uncertainty": ("rank_bands",),
    "peers": ("nearest",),
    "expected": ("adjust",),
    "gap_analysis": ("analyse_gaps", "effort_to_score"),
    "gap_parts": ("exact_parts",),
}


def method_section(sides: list[Side], gap: Gap | None, options: BriefOptions, _: Translator) -> Section:
    """Return the rules in words; in full also goalposts, weights and the formulas as the code has them."""
    blocks: list[Block] = [
        Paragraph(
            _(
                "Each indicator is put on 0–100 between a fixed floor and target; goalposts are proposals,"
                " not official norms. A dimension is the weighted mean of what is assessed; below {share} %"
                " of its weight there is no score. The rank band holds nine in ten ranks under other"
                " defensible weights, scales, means and sampling errors; places whose bands overlap are"
                " level.",
                share=number(_coverage(sides) * 100, _),
            )
        ),
        Paragraph(
            _(
                "Like for like is what a linear model expects of a place with the same urban share, share"
                " over 60 and size, with a 95% interval. How sure a gap is comes from drawing both values"
                " within their sampling errors and moving the goalposts; where no sampling error is known,"
                " the brief says so. Cases and other outcomes never enter a score."
            )
        ),
    ]
    if options.length == "full":
        seen: set[str] = set()
        for side in sides:
            if side.framework_name not in seen:
                seen.add(side.framework_name)
                blocks.append(framework_table(side.assessment.framework, _))
        blocks += _formulas(_)
    return Section("method", _("Method"), tuple(blocks))


def _coverage(sides: list[Side]) -> float:
    return sides[0].assessment.framework.coverage if sides else 0.6


def framework_table(framework: Framework, _: Translator) -> Table:
    """Return every scored indicator with definition, scale and weight."""
    names = {one.code: heading(one.name, _) for one in framework.dimensions}
    return Table(
        f"framework_{framework.code}",
        _(
            "What is scored in “{framework}”, version {version}",
            framework=in_language(framework.name, _),
            version=framework.version,
        ),
        (_("Code"), _("Indicator"), _("Dimension"), _("Definition"), _("Scale"), _("Weight")),
        tuple(
            (
                Cell(one.code),
                Cell(heading(one.name, _)),
                Cell(names[one.dimension]),
                Cell(in_language(one.definition, _)),
                Cell(scale_words(one, _)),
                Cell(number(one.weight, _), one.weight),
            )
            for one in framework.scored_indicators
        ),
        (False, False, False, False, False, True),
        (0.6, 1.7, 1.4, 3.0, 1.5, 0.7),
    )


def scale_words(indicator: Indicator, _: Translator) -> str:
    """Return the scale of an indicator in words."""
    scale, unit = indicator.normalisation, in_language(indicator.unit, _)
    if isinstance(scale, Goalposts):
        ends = (f"{end:g}".replace("-", "−") for end in (scale.floor, scale.target))
        return _("{floor} → {target} {unit}", floor=next(ends), target=next(ends), unit=unit)
    if isinstance(scale, TargetValue):
        return _("best at {best} {unit}", best=f"{scale.best:g}", unit=unit)
    return _("levels 0 to 4")


def _formulas(_: Translator) -> list[Block]:
    """Return each subject with its formulas, word for word as the code documents them."""
    known = {subject.module: subject for subject in subjects(_)}
    blocks: list[Block] = [
        Paragraph(_("Formulas, word for word as the code documents them (in English):"), "note")
    ]
    for module in TOLD:
        subject = known[module]
        blocks.append(Paragraph(_("{title}. {summary}", title=subject.title, summary=subject.summary)))
        for one in documented(module):
            if one.name.split("(")[0] in FORMULAS[module]:
                text = f"{one.name}: {one.formula}"
                blocks.append(Paragraph(text + (f" {one.source}" if one.source else ""), "note"))
    return blocks


def sources_section(
    sources: Sequence[SourceRecord], version: str, options: BriefOptions, _: Translator
) -> Section:
    """Return the sources with licence and grade, the data version and the day of preparation."""
    blocks: list[Block] = []
    if options.length == "full":
        blocks.append(
            Table(
                "sources",
                _("Sources with their licences and grades"),
                (_("Source"), _("Publisher"), _("Licence"), _("Address"), _("Grade")),
                tuple(
                    (
                        Cell(one.title),
                        Cell(one.publisher),
                        Cell(one.licence),
                        Cell(one.address or one.citation),
                        Cell(one.grade),
                    )
                    for one in sources
                ),
                (False, False, False, False, False),
                (2.6, 1.6, 1.6, 2.4, 0.6),
            )
        )
    else:
        blocks += [Paragraph(source_words(one, _), "note") for one in sources]
    blocks.append(
        Paragraph(
            _(
                "Data version {version}. Prepared on {day}. Grades: A official primary, B peer-reviewed or"
                " official secondary, C press, repost or aggregator, S sample.",
                version=version,
                day=day(options.prepared, _),
            ),
            "note",
        )
    )
    return Section("sources", _("Sources"), tuple(blocks))


def source_words(source: SourceRecord, _: Translator) -> str:
    """Return one source in a line: title, publisher, licence, grade."""
    parts = [part for part in (source.title, source.publisher, source.licence) if part]
    return _("{titles} ({grade})", titles=_("; ").join(parts), grade=_("grade {grade}", grade=source.grade))
