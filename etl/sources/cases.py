"""Daily cases of cities, provinces and the municipalities' districts, and Qingdao's district bulletins."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from etl.sources.account import Account
from etl.sources.files import read_text, whole_number
from etl.sources.units import MUNICIPALITIES

SAME_AS_CITY = "province row of a municipality, the same as its city row"
SPECIAL_ROWS = {
    "境外输入": "cases imported from abroad, reported apart from the cities",
    "境外来沪": "cases imported from abroad, reported apart from the cities",
    "未公布来源": "cases whose place was not published",
    "监狱系统": "prison system, reported apart from the cities",
    "省十里丰监狱": "prison system, reported apart from the cities",
}
VISITORS = ("外地来", "武汉来")
VISITOR_ROW = "cases of visitors from elsewhere in the country"
OTHER_ROW = "county or zone listed beside its city, or moved to another province"
OUTSIDE = frozenset({"710000", "810000", "820000"})
OUTSIDE_THE_STUDY = "Hong Kong, Macao and Taiwan: outside the 31 provinces whose cities are compared"
EARLIER_BULLETIN = "earlier of two bulletins on one day"
IMPOSSIBLE = "recovered plus deaths exceed confirmed"


def _read(folder: Path, name: str) -> pd.DataFrame:
    frame: pd.DataFrame = pq.read_table(folder / name).to_pandas()
    frame["date"] = frame["date"].dt.strftime("%Y-%m-%d")
    return frame.rename(columns={"cured": "recovered", "dead": "deaths"})


def _rows(frame: pd.DataFrame, code_column: str) -> pd.DataFrame:
    rows = frame.rename(columns={code_column: "unit_code"})
    rows = rows[["unit_code", "date", "confirmed", "recovered", "deaths"]].astype(str)
    return rows.assign(observed="true", source_id="canghailan", grade="C", reference="", url="")


def build_daily(folder: Path) -> tuple[pd.DataFrame, list[Account]]:
    """Return the daily series of cities, provinces and municipal districts, with their accounts."""
    parts: list[pd.DataFrame] = []
    accounts: list[Account] = []

    cities = _read(folder, "cases_city_daily.parquet")
    rows = _rows(cities, "city_code")
    rows["observed"] = (cities["value_source"] != "carried_forward").map({True: "true", False: "false"})
    # The three days before the lockdown that the tracker lacks come from another study.
    elsewhere = (cities["value_source"] == "gpl-covid").to_numpy()
    rows.loc[elsewhere, ["source_id", "grade"]] = ["gpl2020", "B"]
    parts.append(rows)
    account = Account("cases_city_daily.parquet", len(cities))
    account.keep("case_daily", len(rows))
    accounts.append(account)

    provinces = _read(folder, "cases_province_daily.parquet")
    account = Account("cases_province_daily.parquet", len(provinces))
    municipal = provinces["province_code"].isin(MUNICIPALITIES)
    _require_equal(provinces[municipal], cities)
    outside = provinces["province_code"].isin(OUTSIDE)
    account.leave(SAME_AS_CITY, int(municipal.sum()))
    account.leave(OUTSIDE_THE_STUDY, int(outside.sum()))
    kept = provinces[~municipal & ~outside]
    account.keep("case_daily", len(kept))
    parts.append(_rows(kept, "province_code"))
    accounts.append(account)

    districts = _read(folder, "cases_municipality_district_daily.parquet")
    account = Account("cases_municipality_district_daily.parquet", len(districts))
    impossible = districts["recovered"] + districts["deaths"] > districts["confirmed"]
    account.leave(IMPOSSIBLE, int(impossible.sum()))
    account.keep("case_daily", int((~impossible).sum()))
    parts.append(_rows(districts[~impossible], "district_code"))
    accounts += [account, _special(folder)]
    for account in accounts:
        account.close()
    return pd.concat(parts, ignore_index=True), accounts


def _require_equal(provinces: pd.DataFrame, cities: pd.DataFrame) -> None:
    columns = ["date", "confirmed", "recovered", "deaths"]
    left = provinces.rename(columns={"province_code": "city_code"})[["city_code", *columns]]
    right = cities[cities["city_code"].isin(MUNICIPALITIES)][["city_code", *columns]]
    both = left.merge(right, on=["city_code", *columns])
    if len(both) != len(left):
        raise ValueError("a municipality's province row differs from its city row")


def _special(folder: Path) -> Account:
    special = pq.read_table(folder / "cases_special_rows_daily.parquet").to_pandas()
    account = Account("cases_special_rows_daily.parquet", len(special))
    for name, count in special["row_name_zh"].value_counts().items():
        visitor = str(name).startswith(VISITORS)
        account.leave(SPECIAL_ROWS.get(str(name), VISITOR_ROW if visitor else OTHER_ROW), int(count))
    return account


def build_bulletins(folder: Path) -> tuple[pd.DataFrame, list[Account]]:
    """Return the counts of Qingdao's ten districts, one bulletin for each day that has one."""
    bulletins = read_text(folder / "qingdao_district_cases.csv")
    account = Account("qingdao_district_cases.csv", len(bulletins))
    bulletins["date"] = bulletins["as_of"].str[:10]
    latest = bulletins.groupby(["district_code", "date"])["as_of"].transform("max")
    last = bulletins["as_of"] == latest
    account.leave(EARLIER_BULLETIN, int((~last).sum()))
    kept = bulletins[last]
    account.keep("case_daily", len(kept))
    account.close()
    place = " (bulletin as of " + kept["as_of"] + ", by district of the treating hospital)"
    rows = pd.DataFrame(
        {
            "unit_code": kept["district_code"],
            "date": kept["date"],
            "confirmed": kept["confirmed_cum"].map(whole_number),
            "recovered": kept["cured_cum"].map(whole_number),
            "deaths": "",
            "observed": "true",
            "source_id": kept["source_id"],
            "grade": kept["grade"],
            "reference": kept["source"].str.split("; by district").str[0] + place,
            "url": kept["url"],
        }
    )
    return rows, [account]
