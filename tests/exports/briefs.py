"""Briefs made for tests, each once."""

from datetime import date
from functools import cache
from typing import Any

from etl.snapshot import Snapshot
from exports.brief_content import build_brief
from exports.brief_document import Brief
from exports.brief_options import BriefOptions
from exports.scores import SnapshotScores

DAY = date(2026, 11, 24)
JIMO, QINGDAO = "370215", "370200"
ALASHAN = "152900"
PLACES = (JIMO, QINGDAO, ALASHAN)
"""The district, its city, and a place with two of eight indicators and so without any score."""


@cache
def scores_of(snapshot: Snapshot) -> SnapshotScores:
    """Return the figures of a snapshot, kept for all tests."""
    return SnapshotScores(snapshot)


def brief_of(snapshot: Snapshot, unit: str = JIMO, language: Any = "en", **choices: Any) -> Brief:
    """Return a brief of a place."""
    return build_brief(scores_of(snapshot), BriefOptions(unit, language, DAY, **choices))


def words_of(brief: Brief) -> str:
    """Return everything that a brief says in sentences, bullets and cells."""
    parts: list[str] = [brief.title, brief.subtitle, brief.watermark, *brief.headline]
    for _section, block in brief.blocks():
        parts += [str(value) for value in vars(block).values() if isinstance(value, str)]
        parts += [str(item) for item in getattr(block, "items", ()) if isinstance(item, str)]
        for row in getattr(block, "rows", ()):
            parts += [cell.text for cell in row]
    return "\n".join(parts)
