"""The gap page keeps its three lenses apart, adds up, and invents nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from etl import score_reads
from etl.reads import measures
from etl.snapshot import Snapshot
from metrics.framework import Goalposts, Indicator, TargetValue
from tests.pages.opened import open_page, parameter, words
from ui.kept import drop_everything
from ui.scoring import framework


@pytest.fixture
def fresh_caches() -> Iterator[None]:
    """Nothing kept from other tests, and nothing left for them."""
    drop_everything()
    yield
    drop_everything()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("framework", ["county_capacity", "public_data", "six_dimensions"])
@pytest.mark.parametrize("focus", ["370215", "370200", "110101", "429004", "659001"])
def test_every_lens_opens_for_every_kind_of_place(
    served_store: Path, framework: str, focus: str, language: str
) -> None:
    test = open_page("gap", lang=language, framework=framework, focus=focus)
    assert not test.error
    assert parameter(test, "focus") == focus


def test_the_own_lens_adds_up_to_the_gap(served_store: Path) -> None:
    table = open_page("gap", lang="en").dataframe[0].value
    assert table["Code"].tolist() == ["F7", "F8", "F9"]
    gap = table["Score of the benchmark"].mean() - table["Score"].mean()
    assert table["Part of the gap (points)"].sum() == pytest.approx(gap, abs=0.02)
    assert (table["Figure of"] == "Jimo District, Qingdao").all()


def test_the_city_lens_is_said_to_be_the_city_s(served_store: Path) -> None:
    test = open_page("gap", lang="en", framework="public_data")
    assert "never the district’s own gap" in words(test)
    assert (test.dataframe[0].value["Figure of"] == "Qingdao").all()


def test_a_city_has_no_city_above_it(served_store: Path) -> None:
    test = open_page("gap", lang="en", framework="county_capacity", focus="370200")
    assert "does not apply to Qingdao" in test.warning[0].value
    assert test.radio(key="framework_en").value == "public_data"
    assert "never the district’s own gap" not in words(test)


def test_like_for_like_stands_beside_the_raw_gap(served_store: Path) -> None:
    table = open_page("gap", lang="en").dataframe[2].value.set_index("Code")
    assert {"Expected", "Percentile", "Percentile, adjusted", "R²"} <= set(table.columns)
    assert table.loc["F7", "Prediction interval, low"] < table.loc["F7", "Expected"]


def test_similar_counties_are_named_with_their_distance(served_store: Path) -> None:
    text = words(open_page("gap", lang="en", peers="nearest")).replace("\\", "")
    assert re.search(r"Ningxiang\w*[^)]*\(0\.\d\d\)", text)


def test_six_dimensions_say_what_is_needed_and_show_no_score(served_store: Path) -> None:
    test = open_page("gap", lang="en", framework="six_dimensions")
    assert "cannot speak" in words(test)
    table = test.dataframe[0].value.set_index("Code")
    assert table.loc["B2", "State"] == "the city’s value only"
    assert table.loc["A1", "Value"] == "not assessed"
    assert table["What is needed"].str.len().min() > 0
    assert len(test.dataframe) == 1


def with_coded(monkeypatch: pytest.MonkeyPatch, low: dict[str, float], high: dict[str, float]) -> None:
    """Let the store hold coded cells of Jimo (`low`) and of Jiaozhou (`high`)."""
    read = score_reads.cells

    def cells(snapshot: Snapshot, level: str) -> pd.DataFrame:
        known = read(snapshot, level)
        coded = [
            {"unit_code": unit, "indicator_code": code, "period": "2021", "value": value, "grade": "C"}
            for unit, values in (("370215", low), ("370281", high))
            for code, value in values.items()
        ]
        frame = pd.DataFrame(coded).assign(source_id="press").reindex(columns=known.columns)
        return pd.DataFrame([*known.to_dict("records"), *frame.to_dict("records")])

    monkeypatch.setattr(score_reads, "cells", cells)


def test_six_dimensions_speak_as_soon_as_cells_are_coded(
    served_store: Path, fresh_caches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    low, high = {"A1": 1.0, "A2": 20.0, "A3": 20.0, "A4": 1.0}, {"A1": 3.0, "A2": 40.0, "A3": 40.0, "A4": 3.0}
    with_coded(monkeypatch, low, high)
    test = open_page("gap", lang="en", framework="six_dimensions", against="370281")
    text = words(test)
    assert "cannot speak" not in text
    assert "Power and responsibility\\: Jimo" in text
    table = next(frame.value for frame in test.dataframe if "Part of the gap (points)" in frame.value)
    assert set(table["Code"]) == {"A1", "A2", "A3", "A4"}
    assert table["Part of the gap (points)"].sum() == pytest.approx(40.0, abs=0.01)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_with_every_cell_coded_the_index_gap_is_taken_apart(
    served_store: Path, fresh_caches: None, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    scored = framework("six_dimensions").scored_indicators
    low = {one.code: 1.0 if one.kind == "rubric" else native_value(one, 25.0) for one in scored}
    high = {one.code: 3.0 if one.kind == "rubric" else native_value(one, 75.0) for one in scored}
    with_coded(monkeypatch, low, high)
    test = open_page("gap", lang=language, framework="six_dimensions", against="370281")
    frames = [frame.value for frame in test.dataframe]
    part = {"zh": "占差距（分）", "en": "Part of the gap (points)"}[language]
    table = next(frame for frame in frames if part in frame)
    assert len(table) == len(scored)
    assert table[part].sum() == pytest.approx(50.0, abs=0.02)


def native_value(indicator: Indicator, points: float) -> float:
    scale = indicator.normalisation
    if isinstance(scale, Goalposts):
        return scale.floor + (scale.target - scale.floor) * points / 100
    assert isinstance(scale, TargetValue)
    return scale.best + (100 - points) / scale.slope


def test_practice_cards_hold_dates_of_the_snapshot_only(served_store: Path, real_snapshot: Snapshot) -> None:
    test = open_page("gap", lang="en", framework="public_data", against="best", gap="practice")
    bodies = [element.value for element in test.markdown if "in force from" in element.value]
    assert bodies
    cities = score_reads.units(real_snapshot, "prefecture").query("benchmark").index.tolist()
    known = measures(real_snapshot, cities)["start_date"].dropna()
    dates = {f"{date.day} {date:%B %Y}" for date in known}
    shown = set(re.findall(r"in force from (\d+ \w+ \d{4})", "\n".join(bodies)))
    assert shown
    assert shown <= dates


@pytest.mark.parametrize(("name", "value"), [("framework", "six_dimensions"), ("aim", "rank")])
def test_every_switch_is_in_the_address(served_store: Path, name: str, value: str) -> None:
    test = open_page("gap", lang="en", gap="target")
    test.radio(key=f"{name}_en").set_value(value).run()
    assert not test.exception
    assert parameter(test, name) == value
    assert open_page("gap", lang="en", gap="target", **{name: value}).radio(key=f"{name}_en").value == value


def test_the_target_is_dragged_and_the_path_follows(served_store: Path) -> None:
    own = open_page("gap", lang="en").dataframe[0].value["Score"]
    test = open_page("gap", lang="en", gap="target")
    test.slider(key="goal_en").set_value(80).run()
    assert parameter(test, "goal") == "80"
    path = next(frame.value for frame in test.dataframe if "To reach" in frame.value)
    assert (own + path["Points to add"]).mean() == pytest.approx(80, abs=0.01)


def test_costs_turn_the_path_and_stay_in_the_address(served_store: Path) -> None:
    test = open_page("gap", lang="en", gap="target", goal="40")
    test.number_input(key="cost_F7_en").set_value(5.0).run()
    assert parameter(test, "costs") == "F7:5"
    path = next(frame.value for frame in test.dataframe if "To reach" in frame.value).set_index("Code")
    assert path.loc["F7", "Points to add"] == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("framework", "all"),
        ("peers", "friends"),
        ("against", "<b>x</b>"),
        ("goal", "-1"),
        ("goal", "9" * 300),
        ("costs", "F7:nan"),
        ("costs", "DROP TABLE"),
        ("aim", "moon"),
    ],
)
def test_a_bad_choice_gives_a_notice_and_a_working_page(served_store: Path, name: str, value: str) -> None:
    test = open_page("gap", lang="en", gap="target", **{name: value})
    assert not test.error
    # A number beyond the range is brought back into it without a word: the slider shows where it stands.
    assert len(test.warning) == (0 if value.startswith("9") else 1)


def test_a_place_of_another_level_is_no_fault_of_the_link(served_store: Path) -> None:
    test = open_page("gap", lang="en", framework="public_data", against="370281", peers="siblings")
    assert not test.warning
    assert test.selectbox(key="against_en").value == "median"


def test_a_zone_that_no_framework_compares_is_told_so(served_store: Path, real_snapshot: Snapshot) -> None:
    zones = real_snapshot.frame(
        "SELECT unit_code FROM unit WHERE regexp_full_match(unit_code, ?) AND level = 'county'",
        [score_reads.ZONE_CODES],
    )
    test = open_page("gap", lang="en", focus=str(zones["unit_code"].iloc[0]))
    assert "is no place that these frameworks compare" in words(test)


def test_a_place_without_figures_is_not_assessed(
    served_store: Path, fresh_caches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = score_reads.cells
    monkeypatch.setattr(
        score_reads,
        "cells",
        lambda snapshot, level: read(snapshot, level).query("unit_code != '370215'"),
    )
    text = words(open_page("gap", lang="en"))
    assert "has too few figures for a score here" in text
