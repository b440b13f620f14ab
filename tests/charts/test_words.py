from datetime import date

import pandas as pd
import pytest

from charts.words import day, is_missing, month, number, people, rate, short_day
from locales import translator

ZH, EN = translator("zh"), translator("en")


def test_chinese_counts_people_by_ten_thousands_but_small_towns_in_full() -> None:
    assert people(1_336_077, ZH) == "133.6万"
    assert people(99_999, ZH) == "99,999"
    assert people(10_071_722, EN) == "10,071,722"


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (0.0594, "0.059"), (0.6, "0.60"), (26.77, "26.8"), (394.2, "394")]
)
def test_a_rate_keeps_the_digits_its_size_deserves(value: float, shown: str) -> None:
    assert rate(value, EN) == shown


def test_days_are_written_as_each_language_does() -> None:
    assert (day(date(2020, 2, 6), ZH), day(date(2020, 2, 6), EN)) == ("2020年2月6日", "6 February 2020")
    assert (short_day(date(2020, 2, 6), ZH), short_day(date(2020, 2, 6), EN)) == ("2月6日", "6 Feb")
    assert month(date(2020, 1, 1), ZH) == "2020年1月"
    assert month(date(2020, 2, 1), ZH) == "2月"


def test_numbers_are_rounded_only_here() -> None:
    assert number(50_333, ZH) == "50,333"
    assert number(1234.567, EN, 1) == "1,234.6"


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, pd.NaT])
def test_every_kind_of_missing_is_seen(value: object) -> None:
    assert is_missing(value)


def test_zero_is_not_missing() -> None:
    assert not is_missing(0)
