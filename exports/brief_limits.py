"""What is and is not assessed, and why: the part that keeps a brief from being read for more than it is."""

from typing import Any

from charts.place_stand import reasons_not_assessed
from charts.words import heading, in_language, number
from exports.brief_document import Block, Bullets, Cell, Paragraph, Section, Table
from exports.brief_options import BriefOptions
from exports.brief_places import Places, Side
from locales import Translator
from metrics.assessment import INDEX


def limits_section(places: Places, sides: list[Side], options: BriefOptions, _: Translator) -> Section:
    """Return for each side the dimensions with their state and the reason of what has no score."""
    blocks: list[Block] = []
    if options.length == "full":
        for side in sides:
            blocks.append(_table(places, side, reasons_not_assessed(side.assessment, side.unit, _), _))
    else:
        blocks += _bullets(places, sides, options, _)
    if options.length != "one-page":
        notes = [side.assessment.framework.index_reason for side in sides]
        words = [
            _("No overall index: {reason}", reason=in_language(one, _)) for one in notes if one is not None
        ]
        blocks += [Paragraph(text, "note") for text in dict.fromkeys(words)]
    if not sides:
        words = [_("{place} is not assessed, which is not a score of zero.", place=places.name(options.unit))]
        blocks.append(Paragraph(words[0]))
    for text in dict.fromkeys(in_language(side.assessment.framework.note, _) for side in sides):
        blocks.append(Paragraph(text, "note"))
    return Section("limits", _("What is and is not assessed"), tuple(blocks))


def _bullets(places: Places, sides: list[Side], options: BriefOptions, _: Translator) -> list[Bullets]:
    """Return what is not assessed for all sides alike, then for each one alone."""
    found = [reasons_not_assessed(side.assessment, side.unit, _) for side in sides]
    alike = [set(reasons.items()) for reasons in found]
    common = set.intersection(*alike) if len(alike) > 1 else set()
    groups = [(_(" and ").join(places.name(side.unit) for side in sides), found[0] if found else {}, common)]
    groups += [
        (places.name(side.unit), reasons, set(reasons.items()) - common)
        for side, reasons in zip(sides, found, strict=True)
    ]
    return [
        _listed(name, [pair for pair in reasons.items() if pair in wanted], options, _)
        for name, reasons, wanted in groups
        if wanted
    ]


def _listed(place: str, reasons: list[tuple[str, str]], options: BriefOptions, _: Translator) -> Bullets:
    lead = _("Not assessed for {place}, which is not zero:", place=place)
    if options.length == "one-page":
        return Bullets(lead, (_("{dimensions}.", dimensions=_(", ").join(name for name, _why in reasons)),))
    return Bullets(lead, tuple(_("{what}: {score}", what=name, score=why) for name, why in reasons))


def _table(places: Places, side: Side, reasons: dict[str, str], _: Translator) -> Table:
    framework, card = side.assessment.framework, side.assessment.scorecard
    rows = []
    for dimension in framework.dimensions:
        name = heading(dimension.name, _)
        if name in reasons:
            rows.append((Cell(name), Cell(_("not assessed")), Cell(reasons[name])))
            continue
        share: Any = card.coverage.at[side.unit, dimension.code]
        covered = float(share) * 100
        why = _("{share} % of its weight assessed", share=number(covered, _))
        rows.append((Cell(name), Cell(_("assessed")), Cell(why)))
    if INDEX in side.assessment.bands:
        index = _("Index")
        state = _("not assessed") if index in reasons else _("assessed")
        rows.append((Cell(index), Cell(state), Cell(reasons.get(index, "—"))))
    return Table(
        f"limits_{side.framework_name}",
        _(
            "What is and is not assessed for {place} (“{framework}”)",
            place=places.name(side.unit),
            framework=in_language(framework.name, _),
        ),
        (_("Dimension"), _("State"), _("Why")),
        tuple(rows),
        (False, False, False),
        (1.6, 0.9, 4.0),
    )
