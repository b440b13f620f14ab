"""Places: provinces, prefecture-level units and counties, from the census and the city list."""

from pathlib import Path

import pandas as pd

from etl.sources.account import Account
from etl.sources.files import read_text, records, whole_number
from etl.sources.place_names import english_name, plain_city_name, short_name

AGGREGATES = frozenset({"110100", "120100", "310100", "500100", "500200"})
"""Rows of the census that sum the districts or the counties of a municipality."""

MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
PREFECTURE_LEVELS = frozenset({"prefecture", "municipality", "province_administered_county"})
NO_CODE = "census row without a code (development zone or sum of province-administered counties)"
COUNTRY = "row of the whole country"
SUM_OF_DISTRICTS = "census row that sums a municipality's districts or counties"


def build_units(folder: Path, recodes: dict[str, str]) -> tuple[pd.DataFrame, list[Account]]:
    """Return the unit table and the accounts of the two files it comes from."""
    census = read_text(folder / "population.csv")
    cities = read_text(folder / "city_reference.csv").set_index("city_code")
    account = Account("population.csv (places)", len(census))
    left = {
        COUNTRY: census["code"] == "000000",
        NO_CODE: census["code"] == "",
        SUM_OF_DISTRICTS: census["code"].isin(AGGREGATES),
    }
    kept = pd.Series(True, index=census.index)
    for reason, there in left.items():
        account.leave(reason, int(there.sum()))
        kept &= ~there
    census["code"] = census["code"].replace(recodes)
    rows = [_unit(row, cities) for row in records(census[kept])]
    account.keep("unit", len(rows))
    account.close()
    listed = Account("city_reference.csv", len(cities))
    listed.keep("unit (names, coordinates, benchmark)", len(cities))
    listed.close()
    return pd.DataFrame(rows), [account, listed]


def _unit(row: dict[str, str], cities: pd.DataFrame) -> dict[str, str]:
    code = row["code"]
    province = f"{code[:2]}0000"
    city = {str(name): str(cell) for name, cell in cities.loc[code].items()} if code in cities.index else {}
    level = "prefecture" if row["level"] in PREFECTURE_LEVELS else row["level"]
    name = city.get("city_zh") or row["name_zh"]
    return {
        "unit_code": code,
        "name_zh": name,
        "name_en": _name_en(code, name, level, city, cities),
        "name_short_zh": city.get("city_short_zh") or short_name(name),
        "level": level,
        "parent_code": _parent(code, level, province, cities),
        "province_code": province,
        "population": whole_number(row["pop_2020"]),
        "lon": city.get("lon", ""),
        "lat": city.get("lat", ""),
        "benchmark": "true" if city.get("benchmark") == "True" else "false",
        "source_id": "census2020",
        "grade": "A",
        "reference": f"coordinates: {city['coord_source']}" if city else "",
    }


def _name_en(code: str, name: str, level: str, city: dict[str, str], cities: pd.DataFrame) -> str:
    if level == "county":
        return english_name(name)
    if city:
        return plain_city_name(city["name_en"])
    return str(cities.loc[cities["province_code"] == code, "province_en"].iloc[0])


def _parent(code: str, level: str, province: str, cities: pd.DataFrame) -> str:
    if level == "province" or code in MUNICIPALITIES:
        return ""
    if level == "prefecture":
        return province
    prefecture = f"{code[:4]}00"
    return prefecture if prefecture in cities.index else province
