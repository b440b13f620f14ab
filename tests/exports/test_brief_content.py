"""A brief says what the screen says, to the digit, and never more."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from charts.gap_words import native, signed
from etl import score_reads
from etl.snapshot import Snapshot
from exports.brief_content import build_brief
from exports.brief_document import Table
from exports.brief_options import LENGTHS, BriefError, BriefOptions
from exports.scores import SnapshotScores
from locales import translator
from tests.exports.briefs import ALASHAN, DAY, JIMO, PLACES, QINGDAO, brief_of, words_of
from tests.pages.opened import open_page, words


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", PLACES)
def test_every_length_and_lens_can_be_made(real_snapshot: Snapshot, unit: str, language: str) -> None:
    for lens, lengths in (("own", LENGTHS), ("city", ("full",)), ("six", ("one-page", "full"))):
        for length in lengths:
            brief = brief_of(real_snapshot, unit, language, length=length, lens=lens)
            text = words_of(brief)
            assert "nan" not in re.findall(r"[a-zA-Z]+", text.lower())
            assert "None" not in text
            assert brief.version == real_snapshot.version
            assert brief.sources
            for table in brief.tables:
                assert all(len(row) == len(table.columns) == len(table.widths) for row in table.rows)
            for chart in brief.charts:
                assert chart.alt
                assert all(len(one.values) == len(chart.categories) for one in chart.series)


def plain(markdown: str) -> str:
    return re.sub(r"\\(.)", r"\1", markdown).replace("**", "")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", PLACES)
def test_the_headline_is_that_of_the_overview(
    served_store: Path, real_snapshot: Snapshot, unit: str, language: str
) -> None:
    screen = plain(words(open_page("overview", lang=language, focus=unit)))
    for sentence in brief_of(real_snapshot, unit, language).headline:
        assert sentence in screen


def test_gaps_are_those_of_the_gap_page_to_the_digit(served_store: Path, real_snapshot: Snapshot) -> None:
    table = open_page("gap", lang="en", peers="siblings").dataframe[0].value.set_index("Indicator")
    brief = brief_of(real_snapshot, JIMO, "en", peers=("siblings",), length="full")
    gaps = next(one for one in brief.tables if one.key == "gaps")
    assert len(gaps.rows) == len(table)
    for row in gaps.rows:
        shown = dict(zip(gaps.columns, row, strict=True))
        own = table.loc[shown["Indicator"].text]
        for heading, column in (("Own value", "Value"), ("Benchmark", "Benchmark")):
            assert shown[heading].value == pytest.approx(own[column], abs=0.0005)
        difference = own["Score of the benchmark"] - own["Score"]
        assert shown["Points behind"].value == pytest.approx(difference, abs=0.011)


def test_the_widest_gaps_of_the_overview_are_in_the_brief(
    served_store: Path, real_snapshot: Snapshot
) -> None:
    table = open_page("overview", lang="en").table[0].value
    gaps = next(one for one in brief_of(real_snapshot, JIMO, "en").tables if one.key == "gaps")
    behind = {row[0].text: row for row in gaps.rows if (row[5].value or 0) > 0}
    assert len(behind) == len(table)
    for name, shown in table.iterrows():
        row = behind[plain(str(name)).split(" (")[0]]
        assert shown["How sure"] == row[6].text
        assert f"{row[2].value:.1f}" == shown["Own value"]
        assert f"{row[3].value:.1f}" == shown["Median of peers"]


def test_the_rows_of_the_overview_are_in_the_brief(served_store: Path, real_snapshot: Snapshot) -> None:
    screen = plain(words(open_page("overview", lang="en")))
    standing = next(one for one in brief_of(real_snapshot, JIMO, "en").tables if one.key == "standing")
    assert len(standing.rows) == 3
    for row in standing.rows:
        rank, low, high = re.findall(r"[\d,]+", row[2].text)
        assert f"Rank {rank} of {row[3].text}, band {low}–{high}" in screen


def test_a_place_without_scores_is_not_given_any(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, ALASHAN, "en", length="full")
    text = words_of(brief)
    assert "is not assessed, which is not a score of zero" in text
    assert "too few figures for a score here" in text
    assert "behind by" not in text
    assert brief.charts == [] or all(chart.kind == "scatter" for chart in brief.charts)
    limits = [table for table in brief.tables if table.key.startswith("limits")]
    assert {row[1].text for table in limits for row in table.rows} == {"not assessed"}


def test_a_development_zone_is_told_so(real_snapshot: Snapshot) -> None:
    zones = real_snapshot.frame(
        "SELECT unit_code FROM unit WHERE regexp_full_match(unit_code, ?) AND level = 'county'",
        [score_reads.ZONE_CODES],
    )
    brief = brief_of(real_snapshot, str(zones["unit_code"].iloc[0]), "en")
    assert "is no place that these frameworks compare" in words_of(brief)


def test_the_city_s_figures_are_never_the_district_s(real_snapshot: Snapshot) -> None:
    text = words_of(brief_of(real_snapshot, JIMO, "en", lens="city"))
    assert "never the district’s own gap" in text
    assert "never the district’s" not in words_of(brief_of(real_snapshot, QINGDAO, "en"))


def test_without_peers_the_targets_have_to_do(real_snapshot: Snapshot) -> None:
    # Hainan's counties without a city have no siblings.
    brief = brief_of(real_snapshot, QINGDAO, "en", peers=(QINGDAO,))
    assert "Targets of the framework" in words_of(brief)
    assert "0 peers of Qingdao" in words_of(brief)


def test_a_county_by_hand_stands_for_its_city_where_cities_are_compared(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, JIMO, "en", peers=("370202", "330102"))
    assert [list(model.places) for model in brief.models] == [
        ["370215", "370202", "330102"],
        ["370200", "330100"],
    ]


def test_chinese_briefs_count_in_ten_thousands_and_hold_no_english(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, JIMO, "zh")
    assert "133.6万" in brief.subtitle
    told = [block for section, block in brief.blocks() if section.key != "sources"]
    text = "\n".join([brief.title, *brief.headline, *(str(vars(block)) for block in told)])
    shown = re.findall(r"'([^']*[\u4e00-\u9fff][^']*)'", text)
    assert shown
    assert not [part for part in shown if re.search(r"\b[a-z]{4,}\b", part)]


def cells_with(grade: str, read: Any) -> Any:
    def cells(snapshot: Snapshot, level: str) -> pd.DataFrame:
        known = read(snapshot, level)
        known.loc[(known["unit_code"] == JIMO) & (known["indicator_code"] == "F9"), "grade"] = grade
        return known

    return cells


@pytest.mark.parametrize(
    ("grade", "words"), [("C", "check before quoting"), ("S", "not to be quoted"), ("B", "")]
)
def test_sample_and_press_data_are_watermarked(
    real_snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, grade: str, words: str
) -> None:
    monkeypatch.setattr(score_reads, "cells", cells_with(grade, score_reads.cells))
    brief = build_brief(SnapshotScores(real_snapshot), BriefOptions(JIMO, "en", DAY))
    assert (words in brief.watermark) if words else (brief.watermark == "")


@pytest.mark.parametrize(
    "choices",
    [
        {"unit": "999999"},
        {"unit": "<b>"},
        {"peers": ("friends",)},
        {"peers": ("advanced", "nearest")},
        {"against": "' OR 1=1"},
        {"sections": ("poetry",)},
        {"length": "novel"},
        {"peers": tuple(f"3702{number:02d}" for number in range(2, 16)) * 2},
    ],
)
def test_what_does_not_exist_is_refused_in_one_sentence(
    real_snapshot: Snapshot, choices: dict[str, Any]
) -> None:
    with pytest.raises(BriefError) as caught:
        brief_of(real_snapshot, **choices)
    assert caught.value.sentence.text("zh") != caught.value.sentence.text("en")


def test_sections_are_left_out_but_never_the_sources(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, JIMO, "en", sections=("gaps",))
    assert [section.key for section in brief.sections] == ["standing", "gaps", "sources"]


def test_scores_of_the_workbook_are_those_of_the_engine(real_snapshot: Snapshot) -> None:
    model = brief_of(real_snapshot).models[0]
    assessed = SnapshotScores(real_snapshot).assessment("county_capacity", "county")
    expected = assessed.scorecard.dimensions.loc[list(model.places), "F"]
    assert np.array_equal(model.scores["F"].to_numpy(), expected.to_numpy(), equal_nan=True)


def test_numbers_in_words_are_those_of_the_table(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, QINGDAO, "en")
    gaps = next(table for table in brief.tables if table.key == "gaps")
    _ = translator("en")
    for row in gaps.rows:
        for cell, written in zip(row[2:6], (native, native, native, signed), strict=True):
            assert cell.value is None or cell.text == written(cell.value, _)
    assert isinstance(gaps, Table)
