"""The sources of a brief with publisher, licence, address and grade, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from charts.look import each
from charts.source_words import source_words
from charts.words import is_missing
from etl.reads import sources
from etl.snapshot import Snapshot
from locales import Translator


@dataclass(frozen=True)
class SourceRecord:
    """One source as a brief names it; empty where the table says nothing."""

    source_id: str
    title: str
    publisher: str
    citation: str
    address: str
    licence: str
    grade: str


def source_records(snapshot: Snapshot, wanted: Iterable[object], _: Translator) -> tuple[SourceRecord, ...]:
    """Return the record of each source once, ordered by its code; a missing code is left out."""
    codes = sorted({str(one) for one in wanted if not is_missing(one)})
    return tuple(
        SourceRecord(
            str(row.source_id),
            _own(row, "title", _),
            source_words(row.publisher, _),
            _text(row.citation),
            _address(row.url, row.doi),
            source_words(_own(row, "licence", _), _),
            _text(row.grade),
        )
        for row in each(sources(snapshot, codes))
    )


def _own(row: object, column: str, _: Translator) -> str:
    """Return a column in the reader's language; what has no Chinese words keeps its own."""
    chinese = getattr(row, f"{column}_zh")
    return _text(getattr(row, column) if _.language != "zh" or is_missing(chinese) else chinese)


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)


def _address(url: object, doi: object) -> str:
    if not is_missing(url):
        return str(url)
    return "" if is_missing(doi) else f"https://doi.org/{doi}"
