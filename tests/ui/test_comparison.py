import pandas as pd

from ui.comparison import MOST_COUNTIES, counties_beside


def places(count: int) -> pd.DataFrame:
    codes = [f"10{number:04d}" for number in range(count)]
    return pd.DataFrame({"parent_code": ["100000"] * count}, index=codes)


def context(codes: list[str]) -> pd.DataFrame:
    numbers = range(len(codes))
    return pd.DataFrame(
        {"urban_share": numbers, "share_over_60": numbers, "log_population": numbers},
        index=codes,
        dtype=float,
    )


def test_districts_of_the_same_city_come_first() -> None:
    known = places(4)
    known.loc["999999"] = ["990000"]
    found = counties_beside(known, context(list(known.index)), "100001", "city")
    assert found == ["100000", "100002", "100003"]


def test_a_large_city_gives_its_districts_most_alike() -> None:
    known = places(30)
    found = counties_beside(known, context(list(known.index)), "100015", "city")
    assert len(found) == MOST_COUNTIES
    assert {"100014", "100016"} <= set(found)


def test_counties_alike_may_lie_anywhere() -> None:
    known = places(3)
    known.loc["999999"] = ["990000"]
    assert "999999" in counties_beside(known, context(list(known.index)), "100001", "alike")


def test_without_context_the_city_has_to_do() -> None:
    assert counties_beside(places(3), context(["100000"]), "100001", "alike") == ["100000", "100002"]
