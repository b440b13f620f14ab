"""Numbers and days as each language writes them."""

from datetime import date
from functools import cache

import pandas as pd
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

from locales import Translator
from metrics.framework import Text

MYRIAD = 10_000
TINY = 0.01


def is_missing(value: object) -> bool:
    """Tell whether a cell holds no value, whichever of the ways pandas has to say so."""
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


@cache
def _locale(name: str) -> Locale:
    """Return a parsed locale; parsing it for every number takes longer than writing the number."""
    return Locale.parse(name)


def in_language(text: Text, translate: Translator) -> str:
    """Return the words of a framework in the language of the page.

    >>> from locales import translator
    >>> in_language(Text("床位密度", "beds"), translator("en"))
    'beds'
    """
    return text.zh if translate.language == "zh" else text.en


def heading(text: Text, translate: Translator) -> str:
    """Return the words of a framework as they begin a line.

    >>> from locales import translator
    >>> heading(Text("床位密度", "beds"), translator("en"))
    'Beds'
    """
    words = in_language(text, translate)
    return words[:1].upper() + words[1:]


def number(value: float, translate: Translator, digits: int = 0) -> str:
    """Return a number with grouping and at most `digits` decimals; a value too small for them keeps two.

    >>> from locales import translator
    >>> number(50333, translator("en")), number(0.5988, translator("en"), 2)
    ('50,333', '0.60')
    """
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=_locale(translate.locale)))


def people(value: float, translate: Translator) -> str:
    """Return a number of residents: in Chinese by ten thousands from 100,000 up, in English in full.

    >>> from locales import translator
    >>> people(1336077, translator("en"))
    '1,336,077'
    """
    if translate.language == "zh" and value >= 10 * MYRIAD:
        return str(format_compact_decimal(value, locale=_locale(translate.locale), fraction_digits=1))
    return number(value, translate)


def rate(value: float, translate: Translator) -> str:
    """Return a rate with the decimals that its size deserves.

    >>> from locales import translator
    >>> [rate(value, translator("en")) for value in (0.0123, 0.599, 12.34, 394.1)]
    ['0.012', '0.60', '12.3', '394']
    """
    if value == 0:
        return "0"
    digits = 3 if value < 0.1 else 2 if value < 10 else 1 if value < 100 else 0
    return number(value, translate, digits)


def day(value: date | pd.Timestamp, translate: Translator) -> str:
    """Return a day with its year in words.

    >>> from locales import translator
    >>> day(date(2020, 2, 6), translator("en"))
    '6 February 2020'
    """
    pattern = "y年M月d日" if translate.language == "zh" else "d MMMM y"
    return str(format_date(value, pattern, locale=_locale(translate.locale)))


def short_day(value: date | pd.Timestamp, translate: Translator) -> str:
    """Return a day without its year.

    >>> from locales import translator
    >>> short_day(date(2020, 2, 6), translator("en"))
    '6 Feb'
    """
    pattern = "M月d日" if translate.language == "zh" else "d MMM"
    return str(format_date(value, pattern, locale=_locale(translate.locale)))


def month(value: date | pd.Timestamp, translate: Translator) -> str:
    """Return the month of a day, with the year in January and in the first December.

    >>> from locales import translator
    >>> month(date(2020, 1, 1), translator("en")), month(date(2020, 3, 1), translator("en"))
    ('Jan 2020', 'Mar')
    """
    with_year = value.month == 1
    return str(format_skeleton("yMMM" if with_year else "MMM", value, locale=_locale(translate.locale)))
