"""Who does best where a place is behind, and what the sources record of it: facts of the snapshot only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.gap_words import native
from charts.grade_words import grade_words
from charts.look import each
from charts.words import day, is_missing, number
from etl.raw_reads import Cell, raw_rows_of
from etl.reads import measures
from etl.score_reads import whole_table
from etl.snapshot import Snapshot
from locales import Translator
from metrics.assessment import Assessment

SHOWN_PEERS = 3
UNQUOTED = ("case_daily", "document")
"""Tables of which no single row says anything that could be quoted."""


__all__ = ["Cell", "Fact", "Records", "facts", "facts_of", "leaders"]


@dataclass(frozen=True)
class Fact:
    """One line of evidence as plain text, the source that it rests on and its grade."""

    text: str
    source_id: str
    grade: str


@dataclass(frozen=True)
class Records:
    """Where facts are read: a snapshot, and the province of every place by its code."""

    snapshot: Snapshot
    provinces: Mapping[str, str]
    translate: Translator


def leaders(
    assessment: Assessment, unit: str, code: str, peers: Sequence[str], against: str
) -> tuple[list[str], int]:
    """Return the places ahead with the best scores, and how many share the very best.

    `against` is a place among the candidates too, where it is the code of one.
    """
    own: Any = assessment.scorecard.indicators.loc[unit, code]
    candidates = list(peers)
    if against in assessment.values.index and against not in candidates:
        candidates = [against, *candidates]
    scores = assessment.scorecard.indicators.loc[candidates, code].dropna()
    ahead = scores[scores > own]
    # Above the target all score 100: there the value decides who is named first.
    direction = next(one.direction for one in assessment.framework.indicators if one.code == code)
    values = assessment.values.loc[ahead.index, code].rank(ascending=direction < 0, method="first")
    order = pd.DataFrame({"score": -ahead, "value": values}).sort_values(["score", "value"], kind="stable")
    return [str(unit) for unit in order.index[:SHOWN_PEERS]], int((ahead == ahead.max()).sum())


def facts(records: Records, unit: str, code: str) -> list[Fact]:
    """Return what the sources record behind one value: dated measures, counts with their year, codings."""
    return facts_of(records, [(unit, code)])[unit, code]


def facts_of(records: Records, cells: Iterable[Cell]) -> dict[Cell, list[Fact]]:
    """Return what `facts` returns for each of some values, read all at once."""
    raw = raw_rows_of(records.snapshot, cells, leave_out=UNQUOTED)
    made_of = [tables["measure"] for tables in raw.values() if "measure" in tables]
    places = sorted({unit for rows in made_of for unit in rows["unit_code"]})
    taken = measures(records.snapshot, places) if places else pd.DataFrame()
    counted = any("resource" in tables for tables in raw.values())
    words = whole_table(records.snapshot, "vocabulary").set_index("code") if counted else pd.DataFrame()
    found: dict[Cell, list[Fact]] = {}
    for (unit, code), tables in raw.items():
        known = found[unit, code] = []
        if "measure" in tables:
            known += _measures(records, unit, tables["measure"], taken)
        if "resource" in tables:
            known += [_resource(records, row, words) for row in each(tables["resource"])]
        if "unit" in tables and known:
            known += [
                _residents(row, records.translate) for row in each(tables["unit"]) if "resource" in tables
            ]
        if "indicator_value" in tables:
            known += [_coded(row, records.translate) for row in each(tables["indicator_value"])]
    return found


def _measures(records: Records, unit: str, made_of: pd.DataFrame, taken: pd.DataFrame) -> list[Fact]:
    """Return the dated measures that the indicator is made of, the earliest first, then those not taken."""
    _ = records.translate
    # A lag counts from the province's declaration: without that day nobody could check it.
    own = taken[
        taken["unit_code"].isin(made_of["unit_code"]) & taken["measure_code"].isin(made_of["measure_code"])
    ]
    province = records.provinces[unit]
    return [
        Fact(
            _(
                "{measure}: {when} ({grade})",
                measure=_measure(row, unit, province, _),
                when=_when(row, _),
                grade=grade_words(row.grade, _),
            ),
            str(row.source_id),
            str(row.grade),
        )
        for row in each(own.sort_values("start_date", na_position="last", kind="stable"))
    ]


def _measure(row: Any, unit: str, province: str, _: Translator) -> str:
    name = str(row.name_zh if _.language == "zh" else row.name_en)
    return name if row.unit_code == unit else _("{province}, {measure}", province=province, measure=name)


def _when(row: Any, _: Translator) -> str:
    if not is_missing(row.start_date):
        return _("in force from {day}", day=day(row.start_date, _))
    until = _("an unknown day") if is_missing(row.window_end) else day(row.window_end, _)
    return _("none by {day}", day=until)


def _resource(records: Records, row: Any, words: pd.DataFrame) -> Fact:
    _ = records.translate
    known = row.resource_code in words.index
    name = words.loc[row.resource_code, f"name_{_.language}"] if known else row.resource_code
    unit = words.loc[row.resource_code, f"unit_{_.language}"] if known else row.unit
    text = _(
        "{name}: {value} {unit}, {year} ({grade})",
        name=name,
        value=native(float(row.value), _),
        unit=unit,
        year=row.year,
        grade=grade_words(row.grade, _),
    )
    if not is_missing(row.sample_size):
        text += _("; of {count} in the sample", count=number(float(row.sample_size), _))
    return Fact(text, str(row.source_id), str(row.grade))


def _residents(row: Any, _: Translator) -> Fact:
    return Fact(
        _("Residents, census of 1 November 2020: {count}", count=number(float(row.population), _)),
        str(row.source_id),
        str(row.grade),
    )


def _coded(row: Any, _: Translator) -> Fact:
    """Return a coded cell with its level in words and the excerpt that it rests on."""
    value = _("no value") if is_missing(row.value) else native(float(row.value), _)
    text = _(
        "Coded {value} for {period} ({grade})",
        value=value,
        period=row.period,
        grade=grade_words(row.grade, _),
    )
    if not is_missing(row.excerpt):
        text += _(": “{excerpt}”", excerpt=row.excerpt)
    return Fact(text, str(row.source_id), str(row.grade))
