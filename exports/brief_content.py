"""Builds one brief: figures from the snapshot, words from figures, in one language and length."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from charts.standing_words import headline
from charts.words import day, in_language, is_missing, people
from etl.score_reads import indicator_sources
from exports.brief_document import Brief, Paragraph, ScoreModel, Section
from exports.brief_gaps import gap_section
from exports.brief_help import Practice, help_section, practice_of
from exports.brief_limits import limits_section
from exports.brief_method import method_section, sources_section
from exports.brief_options import BriefOptions
from exports.brief_places import Gap, Places, Side, gap_of, named_places, sides_of
from exports.brief_sources import source_records
from exports.brief_standing import standing_section
from exports.scores import Scores
from exports.watermark import SAMPLE, watermark_of
from locales import Translator, translator
from metrics.assessment import INDEX


def build_brief(scores: Scores, options: BriefOptions, places: Places | None = None) -> Brief:
    """Build a brief.

    `places` spares naming them again, in the language of the options. Raises BriefError for a choice that
    does not exist.
    """
    places = places or named_places(scores, options.language)
    options.check(places.frame.index, scores.own)
    _ = translator(options.language)
    sides = sides_of(scores, places, options)
    gap = gap_of(sides, places, options, _)
    practice = practice_of(scores, places, gap, options, _) if "help" in options.shown else Practice((), ())
    used = _sources(scores, sides, practice)
    sources = source_records(scores.snapshot, [*used, places.frame.at[options.unit, "source_id"]], _)
    makers = {
        "standing": lambda: _with_origin(
            standing_section(scores, places, sides, options, _), scores, sides, _
        ),
        "gaps": lambda: gap_section(places, gap, options, _),
        "help": lambda: help_section(places, gap, practice, options, _),
        "limits": lambda: limits_section(places, sides, options, _),
        "method": lambda: method_section(sides, gap, options, _),
        "sources": lambda: sources_section(sources, scores.snapshot.version, options, _),
    }
    sections: list[Section] = [makers[key]() for key in options.shown]
    # Whatever grades are at hand, nothing of a sandbox may pass for real.
    sample = scores.snapshot.is_sample
    watermark = SAMPLE if sample else watermark_of(_grades(sides, gap, practice))
    return Brief(
        options=options,
        title=_("{place}: collaborative epidemic response", place=places.name(options.unit)),
        subtitle=_subtitle(places, options, _),
        place=places.name(options.unit),
        version=scores.snapshot.version,
        prepared=day(options.prepared, _),
        watermark="" if watermark is None else watermark.text(options.language),
        headline=_headline(places, sides, options, _),
        sections=tuple(sections),
        sources=sources,
        models=tuple(_model(places, side, options, _) for side in sides),
    )


def _with_origin(section: Section, scores: Scores, sides: list[Side], _: Translator) -> Section:
    """Return the section, beginning with who handed a framework in where it is not a bundled one."""
    notes = [
        Paragraph(
            _(
                "“{framework}” is an own framework, uploaded by {author} on {day}: its indicators, weights"
                " and goalposts are not those of this dashboard.",
                framework=in_language(side.assessment.framework.name, _),
                author=scores.own[side.framework_name].author,
                day=scores.own[side.framework_name].day,
            ),
            "note",
        )
        for side in sides
        if side.framework_name in scores.own
    ]
    return replace(section, blocks=(*notes, *section.blocks))


def _headline(places: Places, sides: list[Side], options: BriefOptions, _: Translator) -> tuple[str, ...]:
    """Return the sentence about the place and the one about its city, as the overview says them."""
    lines = []
    if not any(side.own for side in sides):
        lines.append(headline(places.name(options.unit), [], "", 0, _))
    for side in sides:
        name = places.name(side.unit)
        whose = name if side.own else _("Its city, {city}", city=name)
        ranked = _("cities") if side.level == "prefecture" else _("districts and counties")
        stands = side.stands(places, _)
        missing = len(side.assessment.framework.dimensions) - len(stands.keys() - {INDEX})
        lines.append(headline(whose, list(stands.values()), ranked, missing, _))
    return tuple(lines)


def _subtitle(places: Places, options: BriefOptions, _: Translator) -> str:
    population: Any = places.frame.at[options.unit, "population"]
    if is_missing(population):
        return _("The census gives no number of residents.")
    return _("{count} residents (census of 1 November 2020).", count=people(population, _))


def _sources(scores: Scores, sides: list[Side], practice: Practice) -> set[str]:
    """Return the sources of all scored values, as the pages name them, and of what else is quoted."""
    found = set(practice.sources)
    for side in sides:
        used = indicator_sources(scores.snapshot, side.level)
        scored = {indicator.code for indicator in side.assessment.framework.scored_indicators}
        found |= set(used.loc[used["indicator_code"].isin(scored), "source_id"])
    return found


def _grades(sides: list[Side], gap: Gap | None, practice: Practice) -> Iterable[object]:
    """Return the grade of every value that the brief rests on: the place's, its peers', what is quoted."""
    for side in sides:
        scored = [indicator.code for indicator in side.assessment.framework.scored_indicators]
        wanted = [side.unit, *side.peers]
        if gap is not None and gap.side is side and gap.against in side.assessment.values.index:
            wanted.append(gap.against)
        yield from side.assessment.grades.loc[wanted, scored].to_numpy().ravel()
    yield from practice.grades


def _model(places: Places, side: Side, options: BriefOptions, _: Translator) -> ScoreModel:
    card = side.assessment.scorecard
    codes = [side.unit, *side.peers]
    scored = [indicator.code for indicator in side.assessment.framework.scored_indicators]
    scores = card.dimensions.loc[codes].copy()
    if card.index is not None:
        scores[INDEX] = card.index.loc[codes]
    return ScoreModel(
        places.name(side.unit),
        side.assessment.framework,
        {code: places.name(code) for code in codes},
        side.assessment.values.loc[codes, scored],
        scores,
    )
