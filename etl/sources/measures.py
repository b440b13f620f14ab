"""Dated measures of four studies, and the provinces' level-1 responses from two lists."""

from pathlib import Path

import pandas as pd

from etl.sources.account import Account
from etl.sources.files import read_text

NATIONAL = "national step, the same in every city"
RESPONSES = {"level1_response_start": "level1_response", "level2_response_before_level1": "level2_response"}
WINDOWS = {"tian2020": "2020-02-19", "gpl2020": "2020-04-06", "qiu2020": "2020-02-29", "he2020": ""}
"""Last day that each study watched; the list of lockdowns states none."""


def build_measures(folder: Path, recodes: dict[str, str]) -> tuple[pd.DataFrame, list[Account]]:
    """Return the measure table and the accounts of the files it comes from."""
    measures = read_text(folder / "response_measures.csv")
    account = Account("response_measures.csv", len(measures))
    national = measures["city_code"] == "000000"
    account.leave(NATIONAL, int(national.sum()))
    kept = measures[~national]
    account.keep("measure", len(kept))
    account.close()
    censored = kept["status"].str.startswith("not_")
    # Two studies looked for a measure and recorded none, which is weaker than “not implemented”.
    unrecorded = kept["status"].str.startswith("not_recorded")
    remark = unrecorded.map({True: "the source records none", False: ""})
    address = kept["url"].str.partition("; ")
    more = address[2].map(lambda other: f"also {other}" if other else "")
    rows = pd.DataFrame(
        {
            "unit_code": kept["city_code"].replace(recodes),
            "measure_code": kept["measure"],
            "start_date": kept["date"],
            "end_date": kept["date_end"],
            "status": censored.map({True: "not_implemented", False: "implemented"}),
            "window_end": kept["source_id"].map(WINDOWS),
            "note": _joined(_joined(remark, kept["detail"]), more),
            "source_id": kept["source_id"],
            "grade": kept["grade"],
            "reference": kept["source"],
            "url": address[0],
        }
    )
    stated = kept["status"].str.extract(r"(\d{4}-\d{2}-\d{2})$", expand=False).fillna("")
    if (stated[censored] != rows.loc[censored, "window_end"]).any():
        raise ValueError("a window of response_measures.csv is not the one declared here")
    return pd.concat([rows, provincial_responses(folder)], ignore_index=True), [account]


def _joined(first: pd.Series, second: pd.Series) -> pd.Series:
    both = (first != "") & (second != "")
    return first + both.map({True: "; ", False: ""}) + second


def provincial_responses(folder: Path) -> pd.DataFrame:
    """Return the days on which provinces declared their response level (accounted for in `indicators`)."""
    provinces = read_text(folder / "governance_province.csv")
    kept = provinces[provinces["indicator"].isin(RESPONSES)]
    return pd.DataFrame(
        {
            "unit_code": kept["code"],
            "measure_code": kept["indicator"].map(RESPONSES),
            "start_date": kept["date_or_year"],
            "end_date": "",
            "status": "implemented",
            "window_end": "",
            "note": kept["note"],
            "source_id": kept["source_id"],
            "grade": kept["grade"],
            "reference": kept["source"],
            "url": kept["url"],
        }
    )
