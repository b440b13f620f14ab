"""Governance facts: e-government scores, health codes, city-wide testing, period means of OxCGRT."""

import re
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from etl.sources.account import Account
from etl.sources.cases import SAME_AS_CITY
from etl.sources.files import read_text, records, whole_number
from etl.sources.measures import RESPONSES
from etl.sources.units import MUNICIPALITIES

CODES = {"social_associations(社会团体)": "social_associations"}
DATED_FACTS = frozenset({"oxcgrt_first_date_stringency_ge_50"})
DAILY_INDICES = "daily values; the period means of the same data are kept"
LISTED_TWICE = frozenset({"online_gov_service_capability_index"})
PLAIN_UNITS = frozenset({"", "event", "date", "city", "grade"})


def build_indicators(folder: Path) -> tuple[pd.DataFrame, list[Account]]:
    """Return the indicator values and the accounts of the files they come from."""
    parts, accounts = [], []
    for name in ("governance_city.csv", "governance_province.csv"):
        rows = read_text(folder / name)
        account = Account(name, len(rows))
        moved = rows["indicator"].isin(RESPONSES)
        # The national list of provinces repeats the four municipalities of the list of cities.
        twice = rows["code"].isin(MUNICIPALITIES) & rows["indicator"].isin(LISTED_TWICE)
        twice &= name == "governance_province.csv"
        account.leave(SAME_AS_CITY, int(twice.sum()))
        account.keep("measure", int(moved.sum()))
        account.keep("indicator_value", int((~moved & ~twice).sum()))
        account.close()
        accounts.append(account)
        parts.append(pd.DataFrame([_value(row) for row in records(rows[~moved & ~twice])]))
    daily = Account(
        "oxcgrt_province_daily.parquet", pq.read_metadata(folder / "oxcgrt_province_daily.parquet").num_rows
    )
    daily.leave(DAILY_INDICES, daily.read)
    daily.close()
    return pd.concat(parts, ignore_index=True), [*accounts, daily]


def _value(row: dict[str, str]) -> dict[str, str]:
    """Turn one fact into a row: an event has a day, a word stays a word, all else is a number."""
    base = {
        "unit_code": row["code"],
        "indicator_code": CODES.get(row["indicator"], row["indicator"]),
        "period": row["date_or_year"],
        "note": row["note"],
        "source_id": row["source_id"],
        "grade": row["grade"],
        "reference": row["source"],
        "url": row["url"],
    }
    unit, remark = _unit(row["unit"])
    base["note"] = "; ".join(part for part in (remark, row["note"]) if part)
    if row["unit"].startswith("event"):
        return base | {"value_type": "date", "value_text": row["date_or_year"][:10]}
    if row["indicator"] in DATED_FACTS:
        return base | {"value_type": "date", "value_text": row["value"]}
    if re.fullmatch(r"-?\d+(\.\d+)?", row["value"]):
        return base | {"value_type": "numeric", "value": whole_number(row["value"]), "unit": unit}
    return base | {"value_type": "text", "value_text": row["value"]}


def _unit(text: str) -> tuple[str, str]:
    """Split a unit such as `persons (over)` into the unit and the remark; a plain kind is no unit."""
    found = re.fullmatch(r"([^(;:=]+?)\s*(?:\((.+)\)|[;:]\s*(.+))", text)
    if found is None:
        return ("", "") if text in PLAIN_UNITS else _odd_unit(text)
    unit = found.group(1)
    return ("" if unit in PLAIN_UNITS else unit), found.group(2) or found.group(3)


def _odd_unit(text: str) -> tuple[str, str]:
    # Two units of the source are sentences: they become remarks on a plain count.
    return ("count", text) if "=" in text or "+" in text else (text, "")
