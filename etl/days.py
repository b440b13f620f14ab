"""Read a day as people write it; what could be two days is not read.

`2020-1-28`, `2020/1/28`, `2020年1月28日`, `20200128`, `28 Jan 2020` and the day numbers of Excel mean one day
each. `1月28日` needs a year from elsewhere, and `1/28/2020` an order that the other days of the column prove.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from etl.spelling import plain

Order = Literal["month_first", "day_first"]

EXCEL_DAY_ZERO = date(1899, 12, 30)
MAC_DAY_ZERO = date(1904, 1, 1)
"""Workbooks of old versions of Excel for Mac count from here, and say so."""

MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?)?"
YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?[日号]?" + MIDNIGHT)
COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
SERIAL = re.compile(r"([34]\d{4})(?:\.0+)?")
MONTH_DAY = re.compile(r"(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]?")
SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})" + MIDNIGHT)
DAY_NAMED_MONTH = re.compile(r"(\d{1,2})[- ]?([A-Za-z]{3,9})[- ,]*(\d{4})")
NAMED_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_day(
    written: str, year: int | None = None, order: Order | None = None, zero: date = EXCEL_DAY_ZERO
) -> str | None:
    """Return the day as year-month-day, or None where the text is no day or could be two.

    `year` completes days without one; `order` is what `slash_order` found for the column, and `zero`
    the day from which its workbook counts.

    >>> read_day("２０２０年1月28日"), read_day("1月28日"), read_day("1月28日", year=2020)
    ('2020-01-28', None, '2020-01-28')
    >>> read_day("1/2/2020"), read_day("1/22/20", order="month_first"), read_day("43850")
    (None, '2020-01-22', '2020-01-20')
    """
    text = plain(written)
    if found := YEAR_FIRST.fullmatch(text) or COMPACT.fullmatch(text):
        return _day(*found.groups()[:3])
    if found := SERIAL.fullmatch(text):
        return (zero + timedelta(days=int(found[1]))).isoformat()
    if found := DAY_NAMED_MONTH.fullmatch(text):
        return _day(found[3], _month(found[2]), found[1])
    return _day_of_table(text, year, order)


def _day_of_table(text: str, year: int | None, order: Order | None) -> str | None:
    """Return the day of a text that needs the year or the order that the rest of its table states."""
    if found := NAMED_MONTH_DAY.fullmatch(text):
        return _day(found[3], _month(found[1]), found[2])
    if (found := MONTH_DAY.fullmatch(text)) and year is not None:
        return _day(str(year), found[1], found[2])
    if (found := SLASHED.fullmatch(text)) and order is not None:
        first, second, last = found.groups()[:3]
        month, day = (first, second) if order == "month_first" else (second, first)
        return _day(last if len(last) == 4 else f"20{last}", month, day)
    return None


def _month(name: str) -> str:
    position = MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in MONTHS else 0
    return str(position)


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def slash_order(texts: Iterable[str]) -> Order | None:
    """Return whether days such as 1/28/2020 start with the month or the day; None while both could be.

    >>> slash_order(["1/2/2020", "1/28/2020"]), slash_order(["1/2/2020"])
    ('month_first', None)
    """
    firsts: set[int] = set()
    seconds: set[int] = set()
    for text in texts:
        if found := SLASHED.fullmatch(plain(text)):
            firsts.add(int(found[1]))
            seconds.add(int(found[2]))
    if not firsts or (max(firsts) > 12) == (max(seconds) > 12):
        return None
    return "day_first" if max(firsts) > 12 else "month_first"


@lru_cache(maxsize=50_000)
def looks_like_day(text: str) -> bool:
    """Tell whether a column name is a day, be it without a year or in an order still unknown."""
    words = plain(text)
    if not words or (words[0].isalpha() and not words[0].isascii()):
        return False
    return (
        read_day(words, year=2020) is not None
        or read_day(words, order="month_first") is not None
        or read_day(words, order="day_first") is not None
    )


def stated_year(texts: Iterable[str]) -> int | None:
    """Return the only year that titles, a sheet's or a file's name state; None if none or several.

    >>> stated_year(["2020年青岛市疫情", "sheet1"]), stated_year(["2019-2020"])
    (2020, None)
    """
    years = {int(year) for text in texts for year in YEAR.findall(plain(text))}
    return years.pop() if len(years) == 1 else None
