"""Derive indicator cells from facts while a snapshot is built: one query per indicator, in `derivations/`.

Every query returns unit_code, period, value, standard_error, censored, source_id and grade. `inputs` of a
derivation say which rows a value is made of, so that any cell can be opened to its raw rows.

A measure that was not taken by the end of a source's window is right-censored: its value is then the number
of days to the end of the window, which lies beyond the floor of the indicator, and `censored` is true.

The rule for coded cells stands in `coded.sql`: a reconciled value counts, else what two coders gave alike.
"""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl.contract_types import N_
from etl.sql import literal
from etl.store import sha256

QUERIES = Path(__file__).parent / "derivations"

NATIONAL_EXPANSION = 10.16
"""Residents for each person in the census long form, for the whole country (2020)."""

TRANSPORT_MEASURES = (
    "suspend_intracity_public_transport",
    "suspend_intercity_passenger_traffic",
    "close_entertainment_ban_gatherings",
)
CLOSURE_MEASURES = ("closed_management_of_communities", "home_isolation")
OTHER_MEASURES = ("travel_ban_local", "family_outdoor_restrictions")


@dataclass(frozen=True)
class Input:
    """Rows of one table that a cell is made of: those whose `column` holds one of `codes`.

    `of_province` says that the rows are those of the unit's province.
    """

    table: str
    column: str = ""
    codes: tuple[str, ...] = ()
    of_province: bool = False


@dataclass(frozen=True)
class Derivation:
    """How one indicator is made: its query and parameters, its formula in words, and the rows it uses."""

    query: str
    formula: str
    inputs: tuple[Input, ...]
    parameters: dict[str, object] = field(default_factory=dict)


def _measures(*codes: str) -> Input:
    return Input("measure", "measure_code", codes)


def _resources(*codes: str) -> Input:
    return Input("resource", "resource_code", codes)


UNIT = Input("unit")
DECLARATION = Input("measure", "measure_code", ("level1_response",), of_province=True)


def _sample_rate(code: str) -> Derivation:
    column = f"sample_{code}"
    return Derivation(
        "sample_rate",
        N_("long-form count × 10.16 ÷ residents × 1,000; standard error √count × 10.16 ÷ residents × 1,000"),
        (_resources(column), UNIT),
        {"count": column, "expansion": NATIONAL_EXPANSION},
    )


def _yearbook_rate(count: str, per: int, rate: str = "") -> Derivation:
    return Derivation(
        "yearbook_rate",
        N_(
            "count of the yearbook, or one uploaded since, ÷ residents of the 2020 census; a published rate"
            " only where both are missing"
        ),
        (_resources(count, rate) if rate else _resources(count), UNIT),
        {"count": count, "per": per, "rate": rate},
    )


DERIVATIONS: dict[str, Derivation] = {
    "A3": Derivation(
        "A3",
        N_("documents with two or more issuers ÷ all documents of the place × 100"),
        (Input("document"),),
    ),
    "B1": Derivation(
        "B1",
        N_("first day of the earliest of three measures − day of the first reported case, days"),
        (_measures(*TRANSPORT_MEASURES, "first_case_reported"),),
    ),
    "B2": Derivation(
        "B2",
        N_("measure classes in force 14 days after the provincial level-1 response ÷ classes observed × 100"),
        (_measures(*TRANSPORT_MEASURES, *CLOSURE_MEASURES, *OTHER_MEASURES), DECLARATION),
    ),
    "B3": Derivation(
        "B3",
        N_("first day of the earliest of three measures − day of the provincial level-1 response, days"),
        (_measures(*TRANSPORT_MEASURES), DECLARATION),
    ),
    "B4": Derivation(
        "B4",
        N_("first day of closed communities − day of the provincial level-1 response, days"),
        (_measures(*CLOSURE_MEASURES), DECLARATION),
    ),
    "C1": Derivation(
        "C1",
        N_("grid workers ÷ residents of the 2020 census × 1,000"),
        (_resources("grid_workers"), UNIT),
    ),
    "C6": _sample_rate("employed_public_admin_social_org"),
    "D1": Derivation(
        "D1",
        N_("days with an own count ÷ days from the first case to 28 days after the last × 100"),
        (Input("case_daily"),),
    ),
    "D2": Derivation("D2", N_("sum of downward corrections ÷ final count × 100"), (Input("case_daily"),)),
    "D6": Derivation(
        "D6",
        N_("score of the national assessment as published"),
        (Input("indicator_value", "indicator_code", ("online_gov_service_capability_index",)),),
    ),
    "D7": _sample_rate("employed_information_technology"),
    "F1": _yearbook_rate("licensed_doctors", 1000, "doctors_per_1000"),
    "F2": _yearbook_rate("hospitals", 100_000),
    "F3": _yearbook_rate("hospital_beds", 1000, "beds_per_1000"),
    "F7": _sample_rate("employed_health_social_work"),
    "F8": Derivation(
        "F8",
        N_("professional and technical staff ÷ employed × 100 in the long form; binomial standard error"),
        (_resources("sample_occupation_professional_technical"),),
    ),
    "F9": Derivation(
        "F9", N_("mean years of schooling as published"), (_resources("mean_years_of_schooling"),)
    ),
}
EXPOSURE_INDICATORS = ("B1", "B2", "B3", "B4")
INHERITED_INDICATORS = ("B1", "B2", "B3", "B4", "D1", "D2", "D6", "F1", "F2", "F3")
"""Measured for cities only: a district shows its city's value, marked as inherited."""

CELL_COLUMNS = (
    "unit_code VARCHAR, indicator_code VARCHAR, period VARCHAR, value DOUBLE, standard_error DOUBLE,"
    " censored BOOLEAN, source_id VARCHAR, grade VARCHAR, inherited_from VARCHAR, missing_reason VARCHAR,"
    " coders BIGINT, levels DOUBLE[]"
)


def queries_digest() -> str:
    """Return a digest of all queries: other queries make another snapshot of the same facts."""
    files = sorted(QUERIES.glob("*.sql"))
    return sha256(b"".join(path.name.encode() + path.read_bytes() for path in files))


def _query(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text("utf-8")


def derive_cells(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the table `indicator_cell` of a snapshot from its facts."""
    con.execute(_query("exposed"))
    con.execute(f"CREATE TEMP TABLE cell ({CELL_COLUMNS})")
    for code, derivation in DERIVATIONS.items():
        con.execute(
            "INSERT INTO cell SELECT unit_code, $code, period, value, standard_error, censored, source_id,"
            f" grade, NULL, NULL, NULL, NULL FROM ({_query(derivation.query)}) WHERE value IS NOT NULL",
            {"code": code, **derivation.parameters},
        )
    con.execute(f"DELETE FROM cell WHERE rowid IN ({_query('one_source')})")
    _insert_coded(con)
    _insert_not_applicable(con)
    _insert_inherited(con)
    con.execute(f"CREATE TABLE indicator_cell ({CELL_COLUMNS})")
    con.execute("INSERT INTO indicator_cell SELECT * FROM cell ORDER BY indicator_code, unit_code, period")
    con.execute("DROP TABLE cell")


def _insert_coded(con: duckdb.DuckDBPyConnection) -> None:
    """Add the cells of coding sheets; what is settled there replaces a value that was derived.

    A cell that waits for a second coder or for a reconciliation hides neither a derived value nor the settled
    one of another period.
    """
    con.execute(f"CREATE TEMP TABLE coded AS {_query('coded')}")
    pending = "coalesce(missing_reason, '') IN ('coded_once', 'coders_differ')"
    con.execute(
        "DELETE FROM cell WHERE (unit_code, indicator_code) IN"
        f" (SELECT unit_code, indicator_code FROM coded WHERE NOT {pending})"
    )
    con.execute(
        "INSERT INTO cell SELECT unit_code, indicator_code, period, value, NULL, false, source_id, grade,"
        " NULL, CASE WHEN value IS NULL THEN missing_reason END, coders, levels FROM coded"
        f" WHERE NOT ({pending} AND (unit_code, indicator_code) IN"
        " (SELECT unit_code, indicator_code FROM cell"
        f" UNION SELECT unit_code, indicator_code FROM coded WHERE NOT {pending}))"
    )
    con.execute("DROP TABLE coded")


def _insert_not_applicable(con: duckdb.DuckDBPyConnection) -> None:
    """Say of cities that were hardly exposed why they have no response indicators."""
    for code in EXPOSURE_INDICATORS:
        con.execute(
            "INSERT INTO cell SELECT unit_code, $code, '2020-01..2020-02', NULL, NULL, false, source_id,"
            " grade, NULL, 'not_applicable', NULL, NULL FROM unit WHERE level = 'prefecture'"
            " AND unit_code NOT IN (SELECT unit_code FROM exposed)"
            " AND unit_code NOT IN (SELECT unit_code FROM cell WHERE indicator_code = $code)",
            {"code": code},
        )


def _insert_inherited(con: duckdb.DuckDBPyConnection) -> None:
    """Show a county its city's value where it has none of its own."""
    codes = ", ".join(literal(code) for code in INHERITED_INDICATORS)
    con.execute(
        "INSERT INTO cell SELECT unit.unit_code, indicator_code, period, value, standard_error, censored,"
        " cell.source_id, cell.grade, cell.unit_code, missing_reason, coders, levels"
        " FROM unit JOIN cell ON cell.unit_code = unit.parent_code"
        f" WHERE unit.level = 'county' AND indicator_code IN ({codes})"
        " AND (unit.unit_code, indicator_code) NOT IN (SELECT unit_code, indicator_code FROM cell)"
    )
