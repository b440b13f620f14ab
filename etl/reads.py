"""What the pages read: every query of the dashboard, with bound parameters, from one snapshot.

Counting and joining is done by the database, so that a page receives only the rows it draws.
"""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from etl.snapshot import Snapshot

FIRST_WAVE_END = date(2020, 2, 29)
"""Last day before the case source lists a case imported from abroad (first on 1 March 2020).

Later totals mix local and imported cases in Guangdong and Sichuan but not elsewhere.
"""

FEW_DAYS = 30
"""A place with fewer days of its own has single bulletins rather than a daily series."""

_PLACES = """
SELECT unit.unit_code, unit.name_zh, unit.name_short_zh, unit.name_en, unit.level, unit.province_code,
       unit.population, unit.lon, unit.lat, unit.benchmark, unit.grade, unit.source_id,
       CASE WHEN parent.level = 'prefecture' THEN parent.unit_code END AS city_code,
       CASE WHEN parent.level = 'prefecture' THEN parent.name_zh END AS city_zh,
       CASE WHEN parent.level = 'prefecture' THEN parent.name_en END AS city_en,
       province.name_zh AS province_zh, province.name_en AS province_en,
       coalesce(series.days, 0) AS case_days, series.first_case
FROM unit
LEFT JOIN unit parent ON parent.unit_code = unit.parent_code
LEFT JOIN unit province ON province.unit_code = unit.province_code
LEFT JOIN (
    SELECT unit_code, count(*) AS days, min(date) FILTER (confirmed > 0) AS first_case
    FROM case_daily GROUP BY unit_code
) series ON series.unit_code = unit.unit_code
WHERE unit.level <> 'province'
ORDER BY unit.level DESC, unit.unit_code
"""

_TOTALS = """
SELECT unit.unit_code, unit.name_zh, unit.name_en, unit.lon, unit.lat, unit.population, unit.benchmark,
       max(cases.date) AS date, arg_max(cases.confirmed, cases.date) AS confirmed,
       arg_max(cases.grade, cases.date) AS grade, arg_max(cases.source_id, cases.date) AS source_id
FROM unit
LEFT JOIN case_daily cases ON cases.unit_code = unit.unit_code AND cases.date <= $until
WHERE unit.level = $level
GROUP BY ALL
ORDER BY unit.unit_code
"""

_LATEST = """
SELECT max(date) AS date, arg_max(confirmed, date) AS confirmed, arg_max(deaths, date) AS deaths,
       arg_max(grade, date) AS grade, arg_max(source_id, date) AS source_id, arg_max(url, date) AS url,
       min(date) AS first_date, count(*) AS days,
       min(date) FILTER (confirmed = final.total) AS reached
FROM case_daily,
     (SELECT arg_max(confirmed, date) AS total FROM case_daily
      WHERE unit_code = $unit AND date <= $until) final
WHERE unit_code = $unit AND date <= $until
"""

_DAILY_CASES = """
SELECT unit_code, date, confirmed, deaths, coalesce(observed, true) AS observed, grade, source_id
FROM case_daily
WHERE list_contains($units, unit_code) AND date BETWEEN $since AND $until
ORDER BY unit_code, date
"""

_MEASURES = """
SELECT measure.unit_code, measure.measure_code, vocabulary.list, vocabulary.name_zh, vocabulary.name_en,
       measure.start_date, measure.end_date, measure.status, measure.window_end, measure.note,
       measure.source_id, measure.grade, measure.url, source.title AS source_title_en,
       coalesce(source.title_zh, source.title) AS source_title_zh
FROM measure
JOIN vocabulary ON vocabulary.code = measure.measure_code
LEFT JOIN source ON source.source_id = measure.source_id
WHERE list_contains($units, measure.unit_code)
ORDER BY measure.unit_code, vocabulary.list, measure.start_date NULLS LAST, measure.measure_code,
         measure.source_id
"""

_ANNOTATIONS = """
SELECT place.unit_code, annotation.kind, annotation.start_date, annotation.end_date,
       annotation.text_zh, annotation.text_en, annotation.source_id,
       annotation.unit_code <> place.unit_code AS from_province
FROM unit place
JOIN annotation ON annotation.unit_code IN (place.unit_code, place.province_code)
WHERE list_contains($units, place.unit_code)
ORDER BY place.unit_code, annotation.start_date NULLS FIRST, annotation.annotation_id
"""

_CLUSTER = """
SELECT annotation.start_date, annotation.end_date, annotation.text_zh, annotation.text_en,
       annotation.source_id,
       (SELECT arg_max(confirmed, date) FROM case_daily
        WHERE unit_code = $unit AND date <= annotation.end_date)
     - (SELECT arg_max(confirmed, date) FROM case_daily
        WHERE unit_code = $unit AND date < annotation.start_date) AS added
FROM annotation
WHERE annotation.unit_code = $unit AND annotation.kind = 'cluster' AND annotation.start_date IS NOT NULL
ORDER BY annotation.start_date
"""

_CORRECTIONS = """
SELECT unit_code, date, column_name, reported, action, reason_zh, reason_en, source_id
FROM correction
WHERE list_contains($units, unit_code) AND dataset = 'case_daily'
ORDER BY unit_code, date
"""

_SOURCES = """
SELECT source_id, title, title_zh, publisher, citation, url, doi, licence, licence_zh, accessed, grade, note,
       note_zh
FROM source
WHERE list_contains($sources, source_id)
ORDER BY source_id
"""


def places(snapshot: Snapshot) -> pd.DataFrame:
    """Return every city and county with the names around it and how many days of cases it has."""
    return snapshot.frame(_PLACES)


def totals(snapshot: Snapshot, until: date, level: str = "prefecture") -> pd.DataFrame:
    """Return the last cumulative count of every place of a level up to a day; no report leaves it missing."""
    return snapshot.frame(_TOTALS, {"until": until, "level": level})


def latest_count(snapshot: Snapshot, unit: str, until: date) -> pd.DataFrame:
    """Return the last own count of a place up to a day, in one row with missing cells if there is none.

    `reached` is the first day that this total stood.
    """
    return snapshot.frame(_LATEST, {"unit": unit, "until": until})


def daily_cases(snapshot: Snapshot, units: Sequence[str], since: date, until: date) -> pd.DataFrame:
    """Return the daily cumulative counts of some places, as reported."""
    return snapshot.frame(_DAILY_CASES, {"units": list(units), "since": since, "until": until})


def measures(snapshot: Snapshot, units: Sequence[str]) -> pd.DataFrame:
    """Return the dated measures of some places and those that were not seen within a source's window."""
    return snapshot.frame(_MEASURES, {"units": list(units)})


def annotations(snapshot: Snapshot, units: Sequence[str]) -> pd.DataFrame:
    """Return the remarks that a chart of these places must show, their province's among them."""
    return snapshot.frame(_ANNOTATIONS, {"units": list(units)})


def clusters(snapshot: Snapshot, unit: str) -> pd.DataFrame:
    """Return later clusters of a place with the cases added between their first and last day."""
    return snapshot.frame(_CLUSTER, {"unit": unit})


def corrections(snapshot: Snapshot, units: Sequence[str]) -> pd.DataFrame:
    """Return the declared corrections of the case counts of some places."""
    return snapshot.frame(_CORRECTIONS, {"units": list(units)})


def sources(snapshot: Snapshot, source_ids: Sequence[str]) -> pd.DataFrame:
    """Return title, publisher, licence and address of some sources."""
    return snapshot.frame(_SOURCES, {"sources": list(source_ids)})
