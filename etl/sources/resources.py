"""Beds, staff and money by place and year, and the census facts of every place."""

from pathlib import Path

import pandas as pd

from etl.sources.account import Account
from etl.sources.cases import SAME_AS_CITY
from etl.sources.files import read_text, whole_number
from etl.sources.units import AGGREGATES, COUNTRY, MUNICIPALITIES, NO_CODE, SUM_OF_DISTRICTS

UNITS = {
    "100m CNY": ("100 million CNY", ""),
    "beds (over)": ("beds", "the source says: over"),
    "persons (over)": ("persons", "the source says: over"),
    "persons (approx)": ("persons", "the source says: approximately"),
    "persons (China Unicom estimate)": ("persons", "estimate from mobile phones (China Unicom)"),
    "persons (sample x local household expansion)": (
        "persons",
        "long-form sample × local household expansion",
    ),
    "per 1000 residents": ("per 1,000 residents", ""),
    "per 1000": ("per 1,000 residents", ""),
    "rank (1=best of 297)": ("rank", "1 is the best of 297"),
    "person-samples/day": ("samples per day", ""),
    "masks/day": ("masks per day", ""),
}
CODES = {
    "grade_3A_hospitals": "grade_3a_hospitals",
    "cumulative_cases_to_2020-01-30": "cumulative_cases_to_20200130",
}
POPULATION_FACTS = {
    "pop_2020": ("population", "persons"),
    "urban_pop_2020": ("urban_population", "persons"),
    "rural_pop_2020": ("rural_population", "persons"),
    "urban_share_pct": ("urban_share", "percent"),
    "pop_60plus": ("population_60plus", "persons"),
    "share_60plus_pct": ("share_60plus", "percent"),
    "pop_65plus": ("population_65plus", "persons"),
    "share_65plus_pct": ("share_65plus", "percent"),
    "share_0_14_pct": ("share_0_14", "percent"),
    "households": ("households", "households"),
    "household_pop": ("household_population", "persons"),
    "household_size": ("household_size", "persons per household"),
    "in_migrants_other_province": ("in_migrants_other_province", "persons"),
}
WORKFORCE_COUNTS = (
    "employed_health_social_work",
    "employed_public_admin_social_org",
    "employed_information_technology",
    "employed_science_technical_services",
    "employed_education",
    "occupation_professional_technical",
    "occupation_leaders_of_organisations",
)


def build_resources(folder: Path) -> tuple[pd.DataFrame, list[Account]]:
    """Return resources of cities and provinces with the accounts of their files."""
    parts, accounts = [], []
    for name, code in (("resources_city.csv", "city_code"), ("resources_province.csv", "province_code")):
        rows = read_text(folder / name)
        account = Account(name, len(rows))
        twice = rows[code].isin(MUNICIPALITIES) & rows["resource"].str.endswith("_est")
        twice &= name == "resources_province.csv"
        account.leave(SAME_AS_CITY, int(twice.sum()))
        rows = rows[~twice]
        account.keep("resource", len(rows))
        account.close()
        accounts.append(account)
        units = rows["unit"].map(lambda unit: UNITS.get(unit, (unit, "")))
        remark = units.str[1]
        both = (remark != "") & (rows["note"] != "")
        parts.append(
            pd.DataFrame(
                {
                    "unit_code": rows[code],
                    "resource_code": rows["resource"].replace(CODES),
                    "year": rows["year"],
                    "value": rows["value"].map(whole_number),
                    "unit": units.str[0],
                    "sample_size": "",
                    "note": remark + both.map({True: "; ", False: ""}) + rows["note"],
                    "source_id": rows["source_id"],
                    "grade": rows["grade"],
                    "reference": rows["source"],
                    "url": rows["url"],
                }
            )
        )
    return pd.concat(parts, ignore_index=True), accounts


def _melted(frame: pd.DataFrame, column: str, code: str, unit: str) -> pd.DataFrame:
    filled = frame[frame[column] != ""]
    return pd.DataFrame(
        {
            "unit_code": filled["code"],
            "resource_code": code,
            "year": "2020",
            "value": filled[column].map(whole_number),
            "unit": unit,
            "sample_size": "",
            "source_id": "census2020",
            "grade": "A",
        }
    )


def build_census(folder: Path, recodes: dict[str, str]) -> tuple[pd.DataFrame, list[Account]]:
    """Return the census facts of every coded place, one row a fact, with the accounts of cells."""
    population = read_text(folder / "population.csv").replace({"code": recodes})
    workforce = read_text(folder / "census_workforce.csv").replace({"code": recodes})
    parts: list[pd.DataFrame] = []
    kept_places = population[~population["code"].isin({"000000", "", *AGGREGATES})]
    account = Account("population.csv (cells with figures)", len(population) * (len(POPULATION_FACTS) + 1))
    _leave_places(account, population["code"], len(POPULATION_FACTS) + 1)
    for column, (code, unit) in POPULATION_FACTS.items():
        parts.append(_melted(kept_places, column, code, unit))
        _count(account, parts[-1], len(kept_places))
    earlier = _melted(kept_places, "pop_2010_gazette", "population", "persons")
    parts.append(earlier.assign(year="2010", source_id="gazette2010", grade="B"))
    _count(account, earlier, len(kept_places))
    account.close()

    places = workforce[~workforce["code"].isin(AGGREGATES)]
    cells = len(WORKFORCE_COUNTS) + 2
    sampled = Account("census_workforce.csv (cells with figures)", len(workforce) * cells)
    _leave_places(sampled, workforce["code"], cells)
    employed = _melted(places, "employed", "sample_employed", "persons in the 10 % long form")
    parts.append(employed)
    _count(sampled, employed, len(places))
    sizes = places.set_index("code")["employed"]
    for column in WORKFORCE_COUNTS:
        rows = _melted(places, column, f"sample_{column}", "persons in the 10 % long form")
        parts.append(rows.assign(sample_size=rows["unit_code"].map(sizes)))
        _count(sampled, rows, len(places))
    years = _melted(places, "mean_years_of_schooling", "mean_years_of_schooling", "years")
    parts.append(years)
    _count(sampled, years, len(places))
    sampled.close()
    return pd.concat(parts, ignore_index=True), [account, sampled]


def _count(account: Account, rows: pd.DataFrame, places: int) -> None:
    account.keep("resource", len(rows))
    account.leave("no value in the source", places - len(rows))


def _leave_places(account: Account, codes: pd.Series, cells: int) -> None:
    account.leave(COUNTRY, int((codes == "000000").sum()) * cells)
    account.leave(NO_CODE, int((codes == "").sum()) * cells)
    account.leave(SUM_OF_DISTRICTS, int(codes.isin(AGGREGATES).sum()) * cells)
