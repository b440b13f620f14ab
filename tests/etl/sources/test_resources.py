from pathlib import Path

import pandas as pd

from etl.sources.resources import POPULATION_FACTS, WORKFORCE_COUNTS, build_census, build_resources


def test_units_are_plain_words_and_remarks_go_to_the_note(tmp_path: Path) -> None:
    columns = "year,resource,value,unit,source,note,url,source_id,grade\n"
    (tmp_path / "resources_city.csv").write_text(
        f"city_code,{columns}370215,2020,grid_workers,2662.0,persons (over),S,five levels,,press,C\n", "utf-8"
    )
    (tmp_path / "resources_province.csv").write_text(
        f"province_code,{columns}110000,2020,employed_total_est,5,persons,S,,,census2020,A\n"
        "370000,2020,employed_total_est,5,persons,S,,,census2020,A\n",
        "utf-8",
    )
    rows, accounts = build_resources(tmp_path)
    first = rows.iloc[0]
    assert (first["value"], first["unit"], first["note"]) == (
        "2662",
        "persons",
        "the source says: over; five levels",
    )
    assert rows["unit_code"].tolist() == ["370215", "370000"]
    assert [sum(account.set_aside.values()) for account in accounts] == [0, 1]


def test_census_cells_become_rows_and_counts_keep_their_sample(tmp_path: Path) -> None:
    places = ["370215", "110100", ""]
    facts = {column: ["5", "5", "5"] for column in POPULATION_FACTS}
    population = pd.DataFrame({"code": places, **facts, "pop_2010_gazette": ["4.0", "", ""]})
    population.to_csv(tmp_path / "population.csv", index=False)
    counts = {column: ["3", "3", "3"] for column in WORKFORCE_COUNTS}
    workforce = {"code": places, "employed": ["9", "9", "9"], "mean_years_of_schooling": ["9.39", "1", "1"]}
    pd.DataFrame(workforce | counts).iloc[:2].to_csv(tmp_path / "census_workforce.csv", index=False)
    rows, accounts = build_census(tmp_path, {})
    assert set(rows["unit_code"]) == {"370215"}
    found = rows.set_index(["resource_code", "year"])
    assert found.loc[("population", "2010"), ["value", "source_id", "grade"]].tolist() == [
        "4",
        "gazette2010",
        "B",
    ]
    assert found.loc[("sample_employed_education", "2020"), ["value", "sample_size"]].tolist() == ["3", "9"]
    assert found.loc[("mean_years_of_schooling", "2020"), "value"] == "9.39"
    for account in accounts:
        account.close()
