"""The catalogue of evidence: coverage, sources, corrections, annotations and batches."""

import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.coverage import coverage_matrix
from charts.grade_words import grade_words
from charts.source_words import source_words
from charts.words import is_missing, number
from etl import score_reads
from locales import Language, Translator
from metrics.framework import TOP_RUBRIC_LEVEL, Goalposts, Indicator, TargetValue
from ui.behind import indicator_name, indicators
from ui.data import rows
from ui.evidence import in_page_language
from ui.kept import kept
from ui.literal import literal
from ui.page import Page
from ui.scoring import units


def coverage_rows(page: Page) -> pd.DataFrame:
    """Return how many places have an own, an inherited or an exempt value of each indicator."""
    return rows(page.data, score_reads.coverage)


def coverage_sources(page: Page) -> list[str]:
    """Return the sources of all indicator values."""
    return list(rows(page.data, score_reads.cell_sources)["source_id"])


def coverage_chart(page: Page) -> Chart:
    """Return the coverage of every indicator of the full framework."""
    _ = page.translate
    places = {level: len(units(page.data, level)) for level in ("prefecture", "county")}
    names = {code: indicator_name(code, _).removeprefix(f"{code} ") for code in indicators()}
    return coverage_matrix(coverage_rows(page), names, places, page.look)


def coverage_table(page: Page) -> pd.DataFrame:
    """Return the coverage under headings in the page's language, every indicator listed."""
    return _coverage(page.data.store, page.data.version, page.translate.language, page)


@kept(12)
def _coverage(store: str, version: str, language: Language, _page: Page) -> pd.DataFrame:
    page, _ = _page, _page.translate
    levels = {"prefecture": _("Cities"), "county": _("Districts and counties")}
    wanted = pd.MultiIndex.from_product([list(levels), list(indicators())], names=["level", "indicator_code"])
    counts = coverage_rows(page).set_index(["level", "indicator_code"]).reindex(wanted)
    counts = counts[["own", "inherited", "not_applicable"]].fillna(0).astype(int).reset_index()
    known = indicators()
    return pd.DataFrame(
        {
            _("Level"): counts["level"].map(levels),
            _("Indicator"): [indicator_name(code, _) for code in counts["indicator_code"]],
            _("Places compared"): [len(units(page.data, level)) for level in counts["level"]],
            _("Own value"): counts["own"],
            _("City's value shown"): counts["inherited"],
            _("Not applicable"): counts["not_applicable"],
            _("Scored"): [_("yes") if known[code].scored else _("no") for code in counts["indicator_code"]],
        }
    )


def indicator_table(page: Page) -> pd.DataFrame:
    """Return every indicator with definition, goalposts and whether it is scored, in the page's language."""
    _ = page.translate
    chinese = _.language == "zh"
    listed = []
    for code, one in indicators().items():
        ends = _ends(one, _)
        reason = "" if one.reason is None else one.reason.zh if chinese else one.reason.en
        listed.append(
            {
                _("Indicator"): indicator_name(code, _),
                _("Definition"): one.definition.zh if chinese else one.definition.en,
                _("Unit"): one.unit.zh if chinese else one.unit.en,
                _("Scores 0 at"): ends[0],
                _("Scores 100 at"): ends[1],
                _("Scored"): _("yes") if one.scored else _("no: {reason}", reason=reason),
            }
        )
    return pd.DataFrame(listed)


def _ends(indicator: Indicator, _: Translator) -> tuple[str, str]:
    """Return the values that score 0 and 100 as text; what has no such value is left empty."""
    scale = indicator.normalisation
    if indicator.kind == "rubric":
        return number(0, _), number(TOP_RUBRIC_LEVEL, _)
    if isinstance(scale, Goalposts):
        return f"{scale.floor:g}", f"{scale.target:g}"
    return "", f"{scale.best:g}" if isinstance(scale, TargetValue) else ""


def source_catalogue(page: Page) -> None:
    """Draw what the grades mean, all sources in a table, and their citations and known flaws."""
    _ = page.translate
    st.markdown("\n".join(f"- {grade_words(grade, _)}" for grade in ("A", "B", "C", "S")))
    found = in_page_language(rows(page.data, score_reads.whole_table, name="source"), _)
    address = found["url"].where(found["url"].notna(), "https://doi.org/" + found["doi"].astype("str"))
    st.dataframe(
        pd.DataFrame(
            {
                _("Source"): found["title"],
                _("Grade"): found["grade"],
                _("Publisher"): [source_words(one, _) for one in found["publisher"]],
                _("Licence"): found["licence"],
                _("Address"): address.where(found["url"].notna() | found["doi"].notna(), ""),
                _("Retrieved"): [_retrieved(one, _) for one in found["accessed"]],
                _("Code"): found["source_id"],
            }
        ),
        hide_index=True,
        alt=_("Source catalogue"),
        column_config={_("Address"): st.column_config.LinkColumn()},
    )
    with st.expander(_("Citations and known flaws ({count} sources)", count=len(found))):
        st.markdown("\n".join(f"- {_citation(row, _)}" for row in found.itertuples()))


def _retrieved(text: object, _: Translator) -> str:
    value = source_words(text, _)
    return value.replace("commit ", _("commit") + " ") if value.startswith("commit ") else value


def _citation(row: object, _: Translator) -> str:
    return _(
        "**{code}** (grade {grade}): {citation}. Known flaws: {flaws}",
        code=literal(row.source_id),  # type: ignore[attr-defined]
        grade=row.grade,  # type: ignore[attr-defined]
        citation=literal(row.citation),  # type: ignore[attr-defined]
        flaws=literal("" if is_missing(row.note) else row.note) or _("none stated"),  # type: ignore[attr-defined]
    )


def correction_table(page: Page) -> pd.DataFrame:
    """Return every declared correction with what the source reported, what was done and why."""
    return _corrections(page.data.store, page.data.version, page.translate.language, page)


@kept(12)
def _corrections(store: str, version: str, language: Language, _page: Page) -> pd.DataFrame:
    page, _ = _page, _page.translate
    found = rows(page.data, score_reads.whole_table, name="correction").sort_values(["unit_code", "date"])
    columns = {"confirmed": _("Confirmed"), "recovered": _("Recovered"), "deaths": _("Deaths")}
    actions = {"set_missing": _("left missing"), "carry_forward": _("the day before stands")}
    return pd.DataFrame(
        {
            _("Place"): _places(page, found["unit_code"]),
            _("Date"): found["date"].dt.strftime("%Y-%m-%d"),
            _("Series"): found["column_name"].map(lambda name: columns.get(name, name)),
            _("Reported"): found["reported"],
            _("Done here"): found["action"].map(lambda name: actions.get(name, name)),
            _("Reason"): found["reason_zh" if _.language == "zh" else "reason_en"],
            _("Source"): found["source_id"],
        }
    )


def annotation_table(page: Page) -> pd.DataFrame:
    """Return every remark on the data with its place and days."""
    return _annotations(page.data.store, page.data.version, page.translate.language, page)


@kept(12)
def _annotations(store: str, version: str, language: Language, _page: Page) -> pd.DataFrame:
    page, _ = _page, _page.translate
    found = rows(page.data, score_reads.whole_table, name="annotation")
    kinds = {
        "imported_included": _("imported cases included"),
        "revision": _("revision"),
        "cluster": _("later cluster"),
    }
    return pd.DataFrame(
        {
            _("Place"): _places(page, found["unit_code"]),
            _("Kind"): found["kind"].map(lambda kind: kinds.get(kind, kind)),
            _("From"): found["start_date"].dt.strftime("%Y-%m-%d").fillna(""),
            _("To"): found["end_date"].dt.strftime("%Y-%m-%d").fillna(""),
            _("Remark"): found["text_zh" if _.language == "zh" else "text_en"],
            _("Source"): found["source_id"],
        }
    )


def _places(page: Page, codes: pd.Series) -> pd.Series:
    """Return the names of places; provinces are not among the places to choose from."""
    provinces = rows(page.data, score_reads.province_names).set_index("unit_code")
    words = provinces["name_zh" if page.translate.language == "zh" else "name_en"]
    names = pd.concat([words, page.places["name"]])
    # A map that finds no name at all comes back as numbers, which take no text.
    return codes.map(names).astype(object).where(codes.isin(names.index), codes)


def batch_table(page: Page) -> pd.DataFrame:
    """Return what entered the store, when and by whom."""
    _ = page.translate
    found = rows(page.data, score_reads.whole_table, name="batch")
    bundled = found["accepted_by"] == "bundled"
    return pd.DataFrame(
        {
            _("Batch"): found["batch_id"],
            _("Files"): found["file_name"],
            _("Rows"): found["rows"],
            _("Accepted by"): found["accepted_by"].mask(bundled, _("bundled with the software")),
            _("Accepted at"): found["accepted_at"].astype("str").mask(found["accepted_at"].isna(), ""),
            _("Withdrawn"): found["withdrawn_at"].astype("str").mask(found["withdrawn_at"].isna(), ""),
            "SHA-256": found["sha256"],
        }
    )
