import pandas as pd

from etl.store import BUNDLED_DATA

UNITS = pd.read_csv(BUNDLED_DATA / "tables" / "unit.csv", dtype=str).set_index("unit_code")


def test_levels_and_counts() -> None:
    assert UNITS["level"].value_counts().to_dict() == {"county": 2914, "prefecture": 366, "province": 27}
    assert UNITS["province_code"].nunique() == 31
    assert (UNITS.index.str.len() == 6).all()


def test_jimo_and_its_line_upwards() -> None:
    jimo = UNITS.loc["370215"]
    assert (jimo["name_zh"], jimo["name_en"], jimo["name_short_zh"]) == ("即墨区", "Jimo District", "即墨")
    assert (jimo["parent_code"], jimo["province_code"], jimo["population"]) == ("370200", "370000", "1336077")
    assert UNITS.loc["370200", "parent_code"] == "370000"
    assert pd.isna(UNITS.loc["110000", "parent_code"])
    assert UNITS.loc["110102", "parent_code"] == "110000"
    assert UNITS.loc["140971", "parent_code"] == "140900"


def test_the_advanced_places_and_coordinates() -> None:
    assert (UNITS["benchmark"] == "true").sum() == 17
    located = UNITS["lon"].notna()
    assert located.sum() == 367
    assert UNITS.loc[located, "reference"].str.startswith("coordinates: ").all()
