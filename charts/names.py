"""Names of places in the language of the page, unlike each other where two places share one."""

import pandas as pd

from locales import Language


def place_names(places: pd.DataFrame, language: Language) -> pd.Series:
    """Return one distinct name per place, indexed by its code.

    A county is named with its city. English names that several places share get the Chinese name and the
    province; Chinese names that several places share get the province.
    """
    frame = places.set_index("unit_code")
    if language == "zh":
        names = _joined(frame["city_zh"], frame["name_zh"], "{outer}{inner}")
        province = frame["province_zh"].fillna("")
        return _told_apart(names, names + "（" + province + "）")
    names = _joined(frame["city_en"], frame["name_en"], "{inner}, {outer}")
    detail = names + " (" + frame["name_zh"] + ", " + frame["province_en"].fillna("") + ")"
    return _told_apart(names, detail)


def short_names(places: pd.DataFrame, language: Language) -> pd.Series:
    """Return names short enough for a mark in a figure, indexed by code and not always distinct."""
    frame = places.set_index("unit_code")
    return frame["name_zh"] if language == "zh" else frame["name_en"]


def _joined(outer: pd.Series, inner: pd.Series, pattern: str) -> pd.Series:
    pairs = zip(outer, inner, strict=True)
    names = [one if pd.isna(city) else pattern.format(outer=city, inner=one) for city, one in pairs]
    return pd.Series(names, index=inner.index, dtype="str")


def _told_apart(names: pd.Series, detailed: pd.Series) -> pd.Series:
    chosen = names.where(~names.duplicated(keep=False), detailed)
    again = chosen.duplicated(keep=False)
    return chosen.where(~again, chosen + " " + chosen.index.astype(str))
