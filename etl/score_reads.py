"""What scoring reads: indicator cells, context and case series."""

import pandas as pd

from etl.coding_plan import OWN_CODE
from etl.derivation import CLOSURE_MEASURES, DERIVATIONS, TRANSPORT_MEASURES
from etl.snapshot import Snapshot
from etl.sql import quoted

ZONE_CODES = "[0-9]{4}7[1-9]"
"""Codes of development zones: the census lists them beside counties, but they are no administrative units."""

_CELLS = """
SELECT cell.*
FROM indicator_cell cell
JOIN unit USING (unit_code)
WHERE unit.level = $level AND NOT regexp_full_match(unit_code, $zones)
ORDER BY unit_code, indicator_code, period
"""

_UNITS = """
SELECT unit_code, name_zh, name_en, name_short_zh, level, parent_code, province_code, population, lon, lat,
       benchmark
FROM unit
WHERE level = $level AND NOT regexp_full_match(unit_code, $zones)
ORDER BY unit_code
"""

_OWN_VALUES = """
SELECT unit_code, indicator_code, period, value, standard_error,
    indicator_cell.source_id, indicator_cell.grade
FROM indicator_cell
JOIN unit USING (unit_code)
WHERE level = $level AND NOT regexp_full_match(unit_code, $zones)
    AND list_contains($indicators, indicator_code) AND value IS NOT NULL AND inherited_from IS NULL
QUALIFY row_number() OVER (PARTITION BY unit_code, indicator_code ORDER BY period DESC) = 1
ORDER BY unit_code, indicator_code
"""

_RARE_FACTS = """
WITH fact AS (
    SELECT 'resource' AS list, unit_code, resource_code AS code, year::VARCHAR AS period, value,
        NULL AS value_text, unit, note, source_id, grade, reference, url
    FROM resource
    UNION ALL
    SELECT 'indicator', unit_code, indicator_code, period, value,
        value_text, unit, note, source_id, grade, reference, url
    FROM indicator_value AS coded
    -- The same report may stand in both tables; it is told once.
    WHERE NOT EXISTS (
        FROM resource
        WHERE resource.unit_code = coded.unit_code AND resource.value = coded.value
            AND resource.reference = coded.reference
    )
), rare AS (
    SELECT list, code FROM fact GROUP BY ALL HAVING count(DISTINCT unit_code) <= $most_places
)
SELECT fact.*, vocabulary.name_zh, vocabulary.name_en, vocabulary.unit_zh, vocabulary.unit_en
FROM fact
JOIN rare USING (list, code)
LEFT JOIN vocabulary USING (list, code)
WHERE unit_code = $unit
ORDER BY period, code
"""

_CONTEXT = """
WITH fact AS (
    SELECT unit_code, resource_code, value
    FROM resource
    -- One source for each fact, the better grade first, so that no place has two values.
    QUALIFY row_number() OVER (PARTITION BY unit_code, resource_code ORDER BY grade, year DESC, source_id) = 1
)
SELECT
    unit.unit_code,
    ln(unit.population) AS log_population,
    max(value) FILTER (resource_code = 'urban_share' AND fact.value IS NOT NULL) AS urban_share,
    100.0 * max(value) FILTER (resource_code = 'population_60plus') / unit.population AS share_over_60,
    max(value) FILTER (resource_code = 'household_size') AS household_size,
    max(value) FILTER (resource_code = 'gdp') * 1e8 / unit.population AS gdp_per_head,
    max(value) FILTER (resource_code = 'outflow_from_wuhan_jan1_24') AS wuhan_inflow,
    date_diff('day', DATE '2019-12-31', any_value(arrival.start_date)) AS arrival_day
FROM unit
LEFT JOIN fact USING (unit_code)
LEFT JOIN measure arrival
    ON arrival.unit_code = unit.unit_code AND arrival.measure_code = 'first_case_reported'
WHERE unit.level = $level AND NOT regexp_full_match(unit.unit_code, $zones) AND unit.population > 0
GROUP BY unit.unit_code, unit.population
ORDER BY unit.unit_code
"""

_SERIES = """
SELECT unit_code, date, confirmed
FROM case_daily
JOIN unit USING (unit_code)
WHERE level = 'prefecture'
ORDER BY unit_code, date
"""

_LAGS = """
SELECT cell.unit_code, cell.indicator_code, cell.value, cell.censored, cell.missing_reason, cell.source_id,
       cell.grade,
       CASE WHEN cell.censored THEN (
           SELECT max(window_end) FROM measure
           WHERE measure.unit_code = cell.unit_code AND measure.source_id = cell.source_id
             AND list_contains($measures, measure_code)
       ) END AS window_end
FROM indicator_cell cell
JOIN unit USING (unit_code)
WHERE level = 'prefecture' AND list_contains($indicators, indicator_code) AND inherited_from IS NULL
ORDER BY cell.unit_code, cell.indicator_code
"""

_BREAKS = """
SELECT place.unit_code, annotation.kind, annotation.start_date AS date
FROM unit place
JOIN annotation
    ON annotation.unit_code = place.unit_code
    -- What a province revised is its own series; what its cities count in, its cities count in.
    OR (annotation.kind = 'imported_included' AND annotation.unit_code = place.province_code)
WHERE place.level = 'prefecture' AND annotation.start_date IS NOT NULL
  AND annotation.kind IN ('revision', 'imported_included')
ORDER BY place.unit_code, annotation.start_date
"""

_COVERAGE = """
WITH place AS (
    SELECT unit_code, level, count(*) OVER (PARTITION BY level) AS places
    FROM unit
    WHERE level IN ('prefecture', 'county') AND NOT regexp_full_match(unit_code, $zones)
)
SELECT level, places, indicator_code,
       count(DISTINCT unit_code) FILTER (value IS NOT NULL AND inherited_from IS NULL) AS own,
       count(DISTINCT unit_code) FILTER (value IS NOT NULL AND inherited_from IS NOT NULL) AS inherited,
       count(DISTINCT unit_code) FILTER (value IS NULL AND missing_reason = 'not_applicable')
           AS not_applicable
FROM place
JOIN indicator_cell USING (unit_code)
GROUP BY ALL
ORDER BY ALL
"""

LAGS = ("B1", "B3", "B4")


def cells(snapshot: Snapshot, level: str) -> pd.DataFrame:
    """Return every indicator cell of the places of a level, inherited ones too, without development zones."""
    return snapshot.frame(_CELLS, {"level": level, "zones": ZONE_CODES})


def indicator_codes(snapshot: Snapshot) -> pd.DataFrame:
    """Return the code of every indicator that the data can hold values of, in one column."""
    return snapshot.frame(
        "SELECT DISTINCT code AS indicator_code FROM vocabulary"
        " WHERE list = 'indicator' AND regexp_full_match(code, '[A-F][0-9]|' || $own) ORDER BY ALL",
        {"own": OWN_CODE},
    )


def own_values(snapshot: Snapshot, level: str, indicators: list[str]) -> pd.DataFrame:
    """Return the latest own value of some indicators of every place of a level that has one."""
    return snapshot.frame(_OWN_VALUES, {"level": level, "zones": ZONE_CODES, "indicators": indicators})


def rare_facts(snapshot: Snapshot, unit: str, most_places: int) -> pd.DataFrame:
    """Return the facts of a place that at most so many places have, with name, unit, source and grade.

    Such facts come from single reports; nothing can be compared with them.
    """
    return snapshot.frame(_RARE_FACTS, {"unit": unit, "most_places": most_places})


def facts(snapshot: Snapshot, unit: str, source: str, codes: list[str]) -> pd.DataFrame:
    """Return some facts of a place from one source: resource_code, year, value, source_id, grade."""
    return snapshot.frame(
        "SELECT resource_code, year, value, source_id, grade FROM resource"
        " WHERE unit_code = $unit AND source_id = $source AND list_contains($codes, resource_code)"
        " ORDER BY resource_code, year",
        {"unit": unit, "source": source, "codes": codes},
    )


def units(snapshot: Snapshot, level: str) -> pd.DataFrame:
    """Return the places of a level that are compared, by code; development zones left out."""
    return snapshot.frame(_UNITS, {"level": level, "zones": ZONE_CODES}).set_index("unit_code")


def context(snapshot: Snapshot, level: str) -> pd.DataFrame:
    """Return what a place cannot choose, by code; never scored.

    Columns: log_population (natural logarithm), urban_share and share_over_60 (percent), household_size
    (persons), gdp_per_head (CNY, by the best graded source), wuhan_inflow (persons, 1 to 24 January 2020),
    arrival_day (days from 31 December 2019 to the first reported case). NaN where no source says.
    """
    return snapshot.frame(_CONTEXT, {"level": level, "zones": ZONE_CODES}).set_index("unit_code")


def case_series(snapshot: Snapshot) -> pd.DataFrame:
    """Return cumulative confirmed cases as days x cities, NaN before a city's first report."""
    rows = snapshot.frame(_SERIES)
    return rows.pivot(index="date", columns="unit_code", values="confirmed").sort_index()


def case_breaks(snapshot: Snapshot) -> pd.DataFrame:
    """Return the days of each city whose count is no count of new local cases, one row each.

    `kind` is "revision" (the step of that day is none of new cases) or "imported_included" (from that day on
    cases imported from abroad are in the count).
    """
    return snapshot.frame(_BREAKS)


def lags(snapshot: Snapshot) -> pd.DataFrame:
    """Return the lags of all cities that have one or are exempt, with the last day watched if censored.

    Columns: unit_code, indicator_code, value (days; to `window_end` where censored), censored,
    missing_reason, source_id, grade, window_end.
    """
    measures = [*TRANSPORT_MEASURES, *CLOSURE_MEASURES]
    return snapshot.frame(_LAGS, {"indicators": list(LAGS), "measures": measures})


def cell(snapshot: Snapshot, unit: str, indicator: str) -> pd.DataFrame:
    """Return the cells of one place and indicator, one row a period, latest first."""
    return snapshot.frame(
        "SELECT * FROM indicator_cell WHERE unit_code = ? AND indicator_code = ? ORDER BY period DESC",
        [unit, indicator],
    )


def formula_of(indicator: str) -> str | None:
    """Return the formula of a derived indicator as a message key, None for one that is coded."""
    derivation = DERIVATIONS.get(indicator)
    return derivation.formula if derivation else None


def coverage(snapshot: Snapshot) -> pd.DataFrame:
    """Return how many cities and counties have an own value of each indicator, inherit one, or are exempt.

    Columns: level, places (all that are compared), indicator_code, own, inherited, not_applicable; an
    indicator without any cell has no row. Development zones are left out.
    """
    return snapshot.frame(_COVERAGE, {"zones": ZONE_CODES})


def indicator_sources(snapshot: Snapshot, level: str) -> pd.DataFrame:
    """Return the sources of the own values of each indicator at a level; a derived value may have several."""
    return snapshot.frame(
        "SELECT DISTINCT indicator_code, unnest(string_split(cell.source_id, ', ')) AS source_id"
        " FROM indicator_cell cell JOIN unit USING (unit_code)"
        " WHERE level = $level AND value IS NOT NULL AND inherited_from IS NULL ORDER BY ALL",
        {"level": level},
    )


def whole_table(snapshot: Snapshot, name: str) -> pd.DataFrame:
    """Return a whole small table of the contracts: sources, corrections, annotations, batches."""
    if name not in ("source", "correction", "annotation", "batch", "vocabulary"):
        raise ValueError(f"{name} is not a small table")
    return snapshot.frame(f"SELECT * FROM {quoted(name)} ORDER BY ALL")


def cell_sources(snapshot: Snapshot) -> pd.DataFrame:
    """Return the source of every value of an indicator, each once; a value of several names them all."""
    return snapshot.frame(
        "SELECT DISTINCT unnest(string_split(source_id, ', ')) AS source_id"
        " FROM indicator_cell WHERE value IS NOT NULL ORDER BY source_id"
    )


def province_names(snapshot: Snapshot) -> pd.DataFrame:
    """Return code and names of every province."""
    return snapshot.frame(
        "SELECT unit_code, name_zh, name_en FROM unit WHERE level = 'province' ORDER BY unit_code"
    )
