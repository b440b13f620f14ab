import pytest

from etl.days import looks_like_day, read_day, slash_order, stated_year


@pytest.mark.parametrize(
    "written",
    [
        "2020-01-28", "2020-1-28", "2020/1/28", "2020.1.28", "2020年1月28日", "２０２０年１月２８日",
        "20200128", "2020-01-28 00:00:00", "43858", "43858.0", "28 Jan 2020", "28Jan2020",
        "January 28, 2020",
    ],
)  # fmt: skip
def test_one_day_in_many_notations(written: str) -> None:
    assert read_day(written) == "2020-01-28"


@pytest.mark.parametrize(
    "written",
    ["1/2/2020", "28.1.2020", "1月28日", "2020-02-30", "2020-01-28 10:30", "2020", "", "soon", "99 Foo 2020"],
)
def test_what_is_no_day_or_could_be_two_is_not_read(written: str) -> None:
    assert read_day(written) is None


def test_the_other_days_of_a_column_prove_the_order() -> None:
    assert slash_order(["1/2/2020", "13/2/2020"]) == "day_first"
    assert slash_order(["1/2/2020", "1/13/20"]) == "month_first"
    assert slash_order(["13/1/2020", "1/13/2020"]) is None
    assert read_day("1/2/2020", order="day_first") == "2020-02-01"


def test_a_year_counts_only_if_it_is_the_only_one() -> None:
    assert stated_year(["疫情通报（截至2020年2月3日）", "Sheet1"]) == 2020
    assert stated_year(["2019年12月至2020年2月"]) is None
    assert stated_year(["cases"]) is None
    assert read_day("2月30日", year=2020) is None


def test_column_names_that_are_days() -> None:
    assert all(map(looks_like_day, ("1/22/20", "2020-01-22", "1月22日", "01Jan2020")))
    assert not any(map(looks_like_day, ("城市", "confirmed", "2020", "1.5", "Lat", "")))
