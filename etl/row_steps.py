"""What is done with the rows of a table after its places are known: sum up, keep the last, average, date.

Each step changes `staging` and returns a sentence that says so.
"""

from collections import Counter

import duckdb

from etl.contract_types import N_
from etl.findings import Finding, Report
from etl.gazetteer import MUNICIPALITIES
from etl.layouts import DAY_NUMBER_ZERO, NOT_IMPLEMENTED, Step
from etl.long_table import PROVINCE_COUNTS, rewrite
from etl.recognition import Plan
from etl.sql import count_rows, first_row, quoted
from etl.staging import STAGED_ROW
from locales import Sentence

EARLIER = N_("earlier updates of the same place and day")
DAY_OF_MOMENT = (
    "coalesce(strftime(try_cast(moment AS TIMESTAMP), '%Y-%m-%d'),"
    " strftime(try_strptime(moment, '%Y%m%d'), '%Y-%m-%d'), moment)"
)
INTEGER = "regexp_full_match(trim({cell}), '[+-]?[0-9]+(\\.0*)?')"


def take_steps(con: duckdb.DuckDBPyConnection, plan: Plan, set_aside: Counter[str]) -> list[Sentence]:
    """Take the steps that the layout declares, in order."""
    steps: tuple[Step, ...] = plan.layout.steps if plan.layout else ()
    said: list[Sentence] = []
    for step in steps:
        if step == "last_of_day":
            said += _last_of_day(con, set_aside)
        elif step == "municipality_totals":
            said += _municipality_totals(con)
        elif step == "day_numbers":
            said += _day_numbers(con)
        else:
            said += _period_means(con)
    return said


def _last_of_day(con: duckdb.DuckDBPyConnection, set_aside: Counter[str]) -> list[Sentence]:
    before = count_rows(con, "staging")
    # Rows whose place is still asked about have no code; each is kept, so that its row can be named.
    rewrite(
        con,
        f"SELECT * REPLACE ({DAY_OF_MOMENT} AS date) FROM staging QUALIFY unit_code IS NULL OR row_number()"
        f" OVER (PARTITION BY unit_code, {DAY_OF_MOMENT}"
        f" ORDER BY try_cast(moment AS TIMESTAMP) DESC, {STAGED_ROW}) = 1 ORDER BY {STAGED_ROW}",
    )
    earlier = before - count_rows(con, "staging")
    set_aside[EARLIER] += earlier
    return [Sentence(N_("Of several updates of a place on one day the last one counts."))] if earlier else []


def _municipality_totals(con: duckdb.DuckDBPyConnection) -> list[Sentence]:
    """Add rows for the municipalities, whose counts stand beside each of their districts."""
    before = count_rows(con, "staging")
    codes = ", ".join(f"'{code}'" for code in MUNICIPALITIES)
    own = "left(unit_code, 2) || '0000'"
    counts = ", ".join(
        f"{quoted(given)} AS {quoted(given.removeprefix('province_'))}" for given in PROVINCE_COUNTS
    )
    rewrite(
        con,
        f"SELECT * FROM staging UNION ALL (SELECT * REPLACE ({own} AS unit_code, {counts}) FROM staging"
        f" WHERE {own} IN ({codes}) AND unit_code <> {own} AND province_confirmed IS NOT NULL"
        f" QUALIFY row_number() OVER (PARTITION BY {own}, date"
        f" ORDER BY try_cast(moment AS TIMESTAMP) DESC, {STAGED_ROW}) = 1 ORDER BY {STAGED_ROW})",
    )
    added = {"count": count_rows(con, "staging") - before}
    if not added["count"]:
        return []
    text = N_("Rows added for the municipalities, from the totals beside their districts: {count}.")
    return [Sentence(text, added)]


def _day_numbers(con: duckdb.DuckDBPyConnection) -> list[Sentence]:
    """Turn day numbers into dates: day n is 2019-12-30 + n, and 99 is “not by the end of the window”."""
    whole = INTEGER.format(cell="day_number")
    number = "try_cast(try_cast(day_number AS DOUBLE) AS BIGINT)"
    never = f"({whole} AND {number} = {NOT_IMPLEMENTED})"
    day = f"strftime(TRY(DATE '{DAY_NUMBER_ZERO}' + {number}::INTEGER), '%Y-%m-%d')"
    dated = f"{whole} AND {number} BETWEEN 1 AND {int(NOT_IMPLEMENTED) - 1}"
    rewrite(
        con,
        f"SELECT * REPLACE (CASE WHEN {never} THEN 'not_implemented' ELSE 'implemented' END AS status,"
        f" CASE WHEN {never} THEN NULL WHEN {dated} THEN {day} ELSE day_number END AS start_date)"
        " FROM staging",
    )
    zero = {"zero": DAY_NUMBER_ZERO, "never": NOT_IMPLEMENTED}
    return [
        Sentence(N_("Day number n was read as {zero} plus n days, and {never} as “not implemented”."), zero)
    ]


def _period_means(con: duckdb.DuckDBPyConnection) -> list[Sentence]:
    """Average daily values over the days of the file, unless a cell is no number or day."""
    broken = first_row(
        con,
        f"SELECT count(*) FROM staging WHERE try_cast(value AS DOUBLE) IS NULL"
        f" OR try_cast({DAY_OF_MOMENT} AS DATE) IS NULL",
    )
    if broken is not None and broken[0]:
        rewrite(con, "SELECT * REPLACE (moment AS period) FROM staging")
        return []
    days = (
        f"SELECT *, try_cast({DAY_OF_MOMENT} AS DATE) AS day, min(day) OVER () AS first_day,"
        " max(day) OVER () AS last_day FROM staging"
    )
    period = (
        "CASE WHEN strftime(first_day, '%m-%d') = '01-01' AND last_day = first_day + INTERVAL 1 YEAR"
        " - INTERVAL 1 DAY THEN strftime(first_day, '%Y')"
        " WHEN first_day = last_day THEN strftime(first_day, '%Y-%m-%d')"
        " ELSE strftime(first_day, '%Y-%m-%d') || '..' || strftime(last_day, '%Y-%m-%d') END"
    )
    names = [str(row[0]) for row in con.execute("DESCRIBE staging").fetchall()]
    made = {STAGED_ROW: f"min({STAGED_ROW})", "value": "avg(try_cast(value AS DOUBLE))::VARCHAR"}
    kept = {"unit_code": "unit_code", "indicator_code": "indicator_code", "period": period}
    cells = ", ".join(
        f"{made.get(name) or kept.get(name) or f'first({quoted(name)})'} AS {quoted(name)}" for name in names
    )
    # An open question has no code: its rows stay apart from each other's by their own number.
    asked = f"CASE WHEN unit_code IS NULL THEN {STAGED_ROW} END"
    rewrite(
        con,
        f"SELECT {cells} FROM ({days}) GROUP BY unit_code, indicator_code, first_day, last_day, {asked}"
        f" ORDER BY {quoted(STAGED_ROW)}",
    )
    span = first_row(con, "SELECT any_value(period) FROM staging")
    values = {"period": span[0] if span else ""}
    return [Sentence(N_("Daily index values were averaged for each place over {period}."), values)]


def sum_up(con: duckdb.DuckDBPyConnection, plan: Plan, report: Report) -> list[Sentence]:
    """Turn new cases of a day into cumulative ones, if no day and no cell of a place is missing."""
    if not plan.summed:
        return []
    columns = sorted(plan.summed)
    errors = report.errors
    for name in columns:
        cell = quoted(name)
        broken = first_row(
            con,
            f"SELECT count(*) FROM staging WHERE {cell} IS NOT NULL AND NOT {INTEGER.format(cell=cell)}"
            " OR try_cast(date AS DATE) IS NULL",
        )
        if broken is not None and broken[0]:
            return []
        _report_gaps(con, name, f"SELECT {STAGED_ROW}, date FROM staging WHERE {cell} IS NULL", report)
    ordered = "(PARTITION BY unit_code ORDER BY try_cast(date AS DATE))"
    gaps = (
        f"SELECT {STAGED_ROW}, date, before FROM (SELECT *, lag(date) OVER {ordered} AS before FROM staging"
        " WHERE unit_code IS NOT NULL)"
        " WHERE try_cast(date AS DATE) - try_cast(before AS DATE) > 1"
    )
    _report_gaps(con, "date", gaps, report)
    if report.errors > errors:
        return []
    totals = ", ".join(
        f"try_cast(sum(try_cast({quoted(name)} AS DOUBLE)) OVER {ordered} AS BIGINT)::VARCHAR"
        f" AS {quoted(name)}"
        for name in columns
    )
    rewrite(con, f"SELECT * REPLACE ({totals}) FROM staging ORDER BY {STAGED_ROW}")
    first = first_row(con, "SELECT min(date) FROM staging")
    values = {"day": first[0] if first else ""}
    return [
        Sentence(
            N_(
                "Counts are new cases of a day: they were summed up for each place from {day} on."
                " Cases before that day are not among them."
            ),
            values,
        )
    ]


def _report_gaps(con: duckdb.DuckDBPyConnection, column: str, query: str, report: Report) -> None:
    found = con.execute(f"{query} ORDER BY 1 LIMIT 100000").fetchall()
    for row, value, *before in found[:100]:
        values = {"before": before[0] if before else value}
        report.keep([Finding("new_counts_gap", row=row, column=column, value=value, values=values)])
    if found:
        report.count("new_counts_gap", "error", len(found))


def require_cumulative(con: duckdb.DuckDBPyConnection, plan: Plan, report: Report) -> list[Sentence]:
    """Take bare numbers under days for cumulative counts, unless they fall: then they may be new cases."""
    if not plan.counts_unstated or not plan.across:
        return []
    name = next(iter(plan.across[0].cells))
    number = f"try_cast({quoted(name)} AS DOUBLE)"
    fallen = con.execute(
        f"SELECT {STAGED_ROW}, {quoted(name)} FROM (SELECT *, {number} < lag({number}) OVER (PARTITION BY"
        " unit_code ORDER BY try_cast(date AS DATE)) AS falls FROM staging WHERE unit_code IS NOT NULL)"
        " WHERE falls ORDER BY 1 LIMIT 100000"
    ).fetchall()
    total = count_rows(con, "staging")
    # A series corrected downwards now and then is still cumulative; one that keeps falling is not.
    if len(fallen) * 50 > total:
        row, value = fallen[0]
        report.add(Finding("counts_unclear", row=row, column=name, value=value))
        return []
    return [Sentence(N_("The numbers under the days were taken for cumulative confirmed cases."))]
