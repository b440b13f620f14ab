"""What the overview must say about a place, computed from a snapshot without any page."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from charts.names import place_names
from charts.words import number
from etl.reads import places
from etl.snapshot import Snapshot, open_snapshot
from exports.scores import SnapshotScores
from locales import LANGUAGES, Language, Translator, translator

FRAMEWORK_OF = {"prefecture": "public_data", "county": "county_capacity"}
N_SCORE = "{score} of 100"
N_RANK = "Rank **{rank}** of {of}, band {low}–{high}"


@dataclass(frozen=True)
class Truth:
    """The place's name in the list of places, its scores, and the ranks beside them, as texts of the page."""

    name: str
    scores: list[str]
    ranks: list[str]


def truths(snapshot: Snapshot, units: Iterable[str]) -> dict[str, dict[Language, Truth]]:
    """Return for each place and language what the overview must say."""
    scores = SnapshotScores(snapshot)
    frame = places(snapshot)
    facts = frame.set_index("unit_code")
    found: dict[str, dict[Language, Truth]] = {unit: {} for unit in units}
    for language in LANGUAGES:
        translate = translator(language)
        names = dict(zip(frame["unit_code"], place_names(frame, language), strict=True))
        for unit, by_language in found.items():
            shown: list[tuple[str, str]] = []
            level = str(facts.loc[unit, "level"])
            if level == "county":
                shown += _score_texts(scores, unit, "county", translate)
                city = facts.loc[unit, "city_code"]
                shown += _score_texts(scores, str(city), "prefecture", translate)
            else:
                shown += _score_texts(scores, unit, "prefecture", translate)
            by_language[language] = Truth(
                str(names[unit]), [score for score, _ in shown], [rank for _, rank in shown]
            )
    return found


def _score_texts(
    scores: SnapshotScores, unit: str, level: str, translate: Translator
) -> list[tuple[str, str]]:
    assessment = scores.assessment(FRAMEWORK_OF[level], level)
    card = assessment.place_card(unit)
    texts = []
    for code in assessment.bands:
        row = card.loc[code]
        if row["score"] == row["score"]:
            facts = {name: number(row[name], translate) for name in ("rank", "of", "low", "high")}
            texts.append(
                (translate(N_SCORE, score=number(row["score"], translate)), translate(N_RANK, **facts))
            )
    return texts


def looks_like_a_score(text: str, language: Language) -> bool:
    """Tell whether a text has the form of a score in a language."""
    form = re.escape(translator(language)(N_SCORE, score="\0")).replace("\0", r"[\d.,]+")
    return re.fullmatch(form, text) is not None


def as_plain(found: dict[str, dict[Language, Truth]]) -> dict[str, Any]:
    """Return truths as JSON can hold them."""
    return {unit: {language: asdict(truth) for language, truth in by.items()} for unit, by in found.items()}


def from_plain(found: dict[str, Any]) -> dict[str, dict[Language, Truth]]:
    """Return what `as_plain` wrote."""
    return {unit: {language: Truth(**truth) for language, truth in by.items()} for unit, by in found.items()}


def truths_of(store: Path, version: str | None, units: Iterable[str]) -> dict[str, dict[Language, Truth]]:
    """Return the truths of a kept version."""
    snapshot = open_snapshot(store, version)
    try:
        return truths(snapshot, units)
    finally:
        snapshot.close()


def published_truths(store: Path, units: Iterable[str]) -> tuple[str, dict[str, dict[Language, Truth]]]:
    """Return the published version and its truths."""
    snapshot = open_snapshot(store)
    try:
        return snapshot.version, truths(snapshot, units)
    finally:
        snapshot.close()
