"""Scores in the workbook are formulas: a changed weight gives what the engine gives."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

from etl.snapshot import Snapshot
from exports.brief_document import Cell, ScoreModel
from exports.brief_xlsx import xlsx_bytes
from exports.score_sheets import FIRST, WEIGHT, dimension_row
from exports.scores import bundled_framework
from metrics.framework import Framework, Goalposts, TargetValue
from metrics.index import score
from tests.exports.briefs import JIMO, PLACES, QINGDAO, brief_of

SOFFICE = shutil.which("soffice")


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def computed(book: Any, folder: Path) -> Any:
    """Return a workbook as LibreOffice computes it."""
    path = folder / "book.xlsx"
    book.save(path)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out")]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    return openpyxl.load_workbook(folder / "out" / "book.xlsx", data_only=True)


def column_of(sheet: Any, heading: str) -> list[Any]:
    row = [cell.value for cell in sheet[FIRST]]
    place = row.index(heading) + 1
    return [sheet.cell(at, place).value for at in range(FIRST + 1, sheet.max_row + 1)]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed, so nothing computes the workbook")
def test_changed_weights_give_what_the_engine_gives(real_snapshot: Snapshot, tmp_path: Path) -> None:
    brief = brief_of(real_snapshot, QINGDAO, "en")
    model = replace(brief.models[0], framework=(whole := index_framework()), **filled(whole))
    book = opened(xlsx_bytes(replace(brief, models=(brief.models[0], model))))
    public = brief.models[0].framework
    book["Weights"].cell(FIRST + 1, WEIGHT + 1).value = 3.0
    book["Weights"].cell(FIRST + 5, WEIGHT + 1).value = 0.5
    book["Weights 2"].cell(FIRST + 2, WEIGHT + 1).value = 2.5
    book["Weights 2"].cell(dimension_row(whole) + 3, WEIGHT + 1).value = 4.0
    book = computed(book, tmp_path)

    changed = weighted(public, {0: 3.0, 4: 0.5}, {})
    expected = score(brief.models[0].values, changed)
    for dimension, heading in (("B", "Response mechanism"), ("F", "Capacity")):
        shown = column_of(book["Scores"], heading)[: len(brief.models[0].places)]
        assert_same(shown, expected.dimensions[dimension])
    assert not np.allclose(expected.dimensions["B"].dropna(), brief.models[0].scores["B"].dropna())

    expected = score(model.values, weighted(whole, {1: 2.5}, {2: 4.0}))
    assert expected.index is not None
    assert expected.index.notna().any()
    assert expected.index.isna().any()
    assert_same(column_of(book["Scores 2"], "Index")[: len(model.places)], expected.index)


def assert_same(shown: list[Any], expected: pd.Series) -> None:
    values = [np.nan if value in (None, "") else float(value) for value in shown]
    assert values == pytest.approx(expected.tolist(), abs=1e-9, nan_ok=True)


def index_framework() -> Framework:
    return bundled_framework("six_dimensions")


def weighted(framework: Framework, indicators: dict[int, float], dimensions: dict[int, float]) -> Framework:
    """Return a framework with other weights by the place of an indicator or dimension on its sheet."""
    from exports.score_formulas import ordered  # the order of the sheet

    codes = {ordered(framework)[place].code: weight for place, weight in indicators.items()}
    areas = {framework.scored_dimensions[place].code: weight for place, weight in dimensions.items()}
    return replace(
        framework,
        indicators=tuple(
            replace(one, weight=codes[one.code]) if one.code in codes else one for one in framework.indicators
        ),
        dimensions=tuple(
            replace(one, weight=areas[one.code]) if one.code in areas else one for one in framework.dimensions
        ),
    )


def filled(framework: Framework) -> dict[str, Any]:
    """Return made-up values of four places: all there, a few missing, too few for one dimension, none."""
    generator = np.random.default_rng(7)
    scored = framework.scored_indicators
    places = {"a": "All", "b": "Few missing", "c": "One dimension short", "d": "None"}
    values = pd.DataFrame(np.nan, index=list(places), columns=[one.code for one in scored])
    for one in scored:
        scale = one.normalisation
        low, high = (0.0, 4.0)
        if isinstance(scale, Goalposts):
            low, high = scale.floor, scale.target
        elif isinstance(scale, TargetValue):
            low, high = 20.0, 80.0
        # Some values lie beyond the ends of their scale.
        parts = generator.uniform(0 if one.kind == "rubric" else -0.3, 1 if one.kind == "rubric" else 1.3, 3)
        values.loc[["a", "b", "c"], one.code] = low + parts * (high - low)
    values.loc["b", scored[0].code] = np.nan
    values.loc["c", [one.code for one in scored if one.dimension == "E"][:3]] = np.nan
    card = score(values, framework)
    assert card.index is not None
    return {"places": places, "values": values, "scores": card.dimensions.assign(index=card.index)}


def test_formulas_carry_the_engine_s_values_for_programs_that_do_not_compute(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot)
    content = xlsx_bytes(brief)
    shown = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Scores"]
    live = opened(content)["Scores"]
    model: ScoreModel = brief.models[0]
    count = len(model.places)
    assert_same(column_of(shown, "Capacity")[:count], model.scores["F"])
    assert all(str(formula).startswith("=IFERROR(") for formula in column_of(live, "Capacity")[:count])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", PLACES)
def test_one_sheet_per_table_with_numbers_as_numbers(
    real_snapshot: Snapshot, unit: str, language: str
) -> None:
    brief = brief_of(real_snapshot, unit, language, length="full", lens="city")
    book = opened(xlsx_bytes(brief))
    assert len(book.sheetnames) == 1 + 3 * len(brief.models) + len(brief.tables) + 2 * bool(brief.charts)
    by_caption = {sheet["A1"].value: sheet for sheet in book.worksheets}
    for table in brief.tables:
        sheet = by_caption[table.caption]
        for row, cells in enumerate(table.rows, 5):
            for column, cell in enumerate(cells, 1):
                shown = sheet.cell(row, column).value
                if cell.value is None:
                    assert str(shown).lstrip("'") == cell.text
                else:
                    assert shown == pytest.approx(cell.value, rel=1e-12)


def test_charts_are_native(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, QINGDAO, "en", length="full")
    book = opened(xlsx_bytes(brief))
    assert len(book["Charts"]._charts) == len([chart for chart in brief.charts if chart.categories])
    assert len(book["Scores"]._charts) == 1


def test_no_text_from_data_is_run_as_a_formula(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot)
    evil = "=cmd|' /C calc'!A0"
    table = brief.tables[0]
    hostile = replace(
        table, caption=evil, columns=(evil,) * len(table.columns), rows=((Cell(evil),) * len(table.columns),)
    )
    section = replace(brief.sections[0], heading=evil, blocks=(hostile, *brief.charts))
    model = replace(brief.models[0], places=dict.fromkeys(brief.models[0].places, evil))
    book = opened(xlsx_bytes(replace(brief, title=evil, sections=(section,), models=(model,))))
    scores = {"Weights", "Values", "Scores"}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert "cmd" not in str(cell.value) or str(cell.value).startswith("'=")
                assert cell.data_type != "f" or sheet.title in scores


def test_the_same_brief_gives_the_same_bytes(real_snapshot: Snapshot) -> None:
    first, second = (xlsx_bytes(brief_of(real_snapshot, JIMO, length="full")) for _ in range(2))
    assert first == second
