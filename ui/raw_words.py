"""Headings and codes of raw rows in words; what a source wrote stays as it wrote it."""

import pandas as pd

from locales import Translator


def table_name(table: str, _: Translator) -> str:
    """Return what a table of the store holds."""
    words = {
        "measure": _("Dated measures"),
        "resource": _("Resources"),
        "unit": _("Place"),
        "case_daily": _("Daily cases"),
        "indicator_value": _("Published or coded values"),
        "document": _("Documents"),
        "source": _("Sources"),
        "vocabulary": _("Codes"),
        "correction": _("Counts corrected here"),
        "annotation": _("Remarks on the data"),
    }
    return words.get(table, table)


def column_names(_: Translator) -> dict[str, str]:
    """Return the heading of each column of the store."""
    return {
        "unit_code": _("Code"),
        "measure_code": _("Measure or event"),
        "resource_code": _("Quantity"),
        "indicator_code": _("Indicator"),
        "start_date": _("In force from"),
        "end_date": _("In force to"),
        "status": _("Status"),
        "window_end": _("Watched until"),
        "year": _("Year"),
        "period": _("Period"),
        "value": _("Value"),
        "value_text": _("Value in words"),
        "value_type": _("Kind of value"),
        "unit": _("Unit, as recorded"),
        "sample_size": _("Sample size"),
        "date": _("Date"),
        "confirmed": _("Confirmed"),
        "recovered": _("Recovered"),
        "deaths": _("Deaths"),
        "observed": _("Own report that day"),
        "coder": _("Coder"),
        "confidence": _("Confidence"),
        "excerpt": _("Words of the source"),
        "missing_reason": _("Why blank"),
        "issuer": _("Issuer"),
        "document_number": _("Document number"),
        "document_date": _("Date of the document"),
        "source_kind": _("Kind of source"),
        "numerator": _("Counted"),
        "denominator": _("Out of"),
        "document_id": _("Document"),
        "issued_on": _("Day of issue"),
        "title": _("Title"),
        "issuers": _("Issuing bodies"),
        "name_zh": _("Name, Chinese"),
        "name_en": _("Name, English"),
        "name_short_zh": _("Short name, Chinese"),
        "level": _("Level"),
        "parent_code": _("Belongs to"),
        "province_code": _("Province"),
        "population": _("Residents, census 2020"),
        "lon": _("Longitude"),
        "lat": _("Latitude"),
        "benchmark": _("Advanced city"),
        "note": _("Note, as recorded"),
        "source_id": _("Source"),
        "grade": _("Grade"),
        "reference": _("Page or table"),
        "url": _("Address"),
        "batch_id": _("Batch"),
    }


def missing_words(reason: object, _: Translator) -> str:
    """Return why a cell has no value."""
    words = {
        "not_applicable": _("not applicable: hardly exposed"),
        "not_collected": _("not collected: no source here measures it"),
        "not_found": _("not found: looked for, no document says"),
        "withheld": _("withheld by its holder"),
        "coded_once": _("coded by one person: waits for a second coder"),
        "coders_differ": _("two coders differ: waits for a reconciled value"),
    }
    return words.get(str(reason), _("not assessed"))


def _coding_words(_: Translator) -> dict[str, dict[str, str]]:
    """Return what the codes of coded rows mean, by column."""
    return {
        "coder": {"reconciled": _("agreed on by both")},
        "value_type": {
            "ordinal": _("level of a rubric"),
            "numeric": _("number"),
            "date": _("day"),
            "text": _("words"),
        },
        "source_kind": {
            "official_document": _("official document"),
            "statistics": _("statistics"),
            "web_page": _("government web page"),
            "press": _("press"),
            "interview": _("interview"),
            "other": _("other"),
        },
    }


def readable(rows: pd.DataFrame, names: dict[str, str], _: Translator) -> pd.DataFrame:
    """Return raw rows under translated headings, codes in words, without columns that are empty throughout.

    `names` gives the words of measure, resource and indicator codes.
    """
    headings = column_names(_)
    states = {"implemented": _("in force"), "not_implemented": _("not in force while watched")}
    shown = rows.dropna(axis="columns", how="all").copy()
    for column in ("measure_code", "resource_code", "indicator_code"):
        if column in shown:
            shown[column] = shown[column].map(lambda code: names.get(code, code))
    levels = {"prefecture": _("city"), "county": _("district or county"), "province": _("province")}
    if "level" in shown:
        shown["level"] = shown["level"].map(lambda level: levels.get(level, level))
    if "status" in shown:
        shown["status"] = shown["status"].map(lambda state: states.get(state, state))
    for column, words in _coding_words(_).items():
        if column in shown:
            shown[column] = shown[column].map(lambda code, words=words: words.get(code, code))
    if "missing_reason" in shown:
        shown["missing_reason"] = shown["missing_reason"].map(
            lambda reason: missing_words(reason, _), na_action="ignore"
        )
    if "issuers" in shown:
        shown["issuers"] = shown["issuers"].map(_("; ").join)
    for column in shown.select_dtypes("datetime").columns:
        shown[column] = shown[column].dt.strftime("%Y-%m-%d")
    for column in shown.columns:
        if not pd.api.types.is_numeric_dtype(shown[column]):
            # The table would write an English word into a blank cell.
            shown[column] = shown[column].astype(object).where(shown[column].notna(), "")
    return shown.rename(columns=headings)
