"""Years of one source are one line; a change of source breaks it."""

import pandas as pd
import pytest

from charts.look import Look
from charts.source_trends import Panel, source_trends
from locales import translator

ROWS = pd.DataFrame(
    [
        ("1", "doctors", "tables", "a", 2016, 2.0),
        ("1", "doctors", "tables", "a", 2018, 4.0),
        ("1", "doctors", "yearbook", "b", 2017, 2.5),
        ("2", "doctors", "tables", "a", 2016, 1.0),
        ("1", "beds", "tables", "a", 2016, 5.0),
    ],
    columns=["unit_code", "panel", "series", "source_id", "year", "value"],
)
PANELS = [Panel("doctors", "Doctors"), Panel("beds", "Beds")]
NAMES = {"1": "<b>One</b>", "2": "Two"}
SOURCES = {"a": "tables", "b": "yearbook"}


def drawn(language: str = "en", *, compact: bool = False) -> object:
    look = Look("light", translator(language), compact)  # type: ignore[arg-type]
    return source_trends(ROWS, PANELS, focus="1", names=NAMES, sources=SOURCES, title="Trend", look=look)


@pytest.mark.parametrize("compact", [False, True])
def test_sources_are_never_joined(compact: bool) -> None:
    chart = drawn(compact=compact)
    lines = [trace for trace in chart.figure.data if trace.x[0] is not None]
    assert [list(line.x) for line in lines] == [[2016, 2018], [2017], [2016], [2016]]
    assert list(lines[0].y) == [2.0, 4.0]


def test_each_source_has_a_mark_of_its_own_and_is_named_once() -> None:
    figure = drawn().figure
    named = [trace for trace in figure.data if trace.x[0] is None]
    assert [trace.name for trace in named] == ["&lt;b&gt;One&lt;/b&gt;", "Two", "tables", "yearbook"]
    assert named[2].marker.symbol != named[3].marker.symbol
    lines = [trace for trace in figure.data if trace.x[0] is not None]
    assert list(lines[1].marker.symbol) == [named[3].marker.symbol]


def test_the_text_for_those_who_cannot_see_says_every_value_of_the_place() -> None:
    alt = drawn().alt
    assert "from 2016 to 2018" in alt
    assert "Doctors, tables: 2016: 2.00, 2018: 4.00" in alt
    assert "Doctors, yearbook: 2017: 2.50" in alt


def test_the_caption_says_that_a_step_is_no_change() -> None:
    assert "the line breaks" in drawn().captions[0]


def test_a_value_far_from_its_own_series_is_hollow_and_named() -> None:
    rows = ROWS.assign(value=[4.0, 0.2, 2.5, 1.0, 5.0])
    extra = ROWS.iloc[[0]].assign(year=2017, value=4.1)
    look = Look("light", translator("en"))
    everything = pd.concat([rows, extra], ignore_index=True)
    chart = source_trends(
        everything, PANELS, focus="1", names=NAMES, sources=SOURCES, title="Trend", look=look
    )
    assert list(chart.figure.data[0].marker.symbol) == ["circle", "circle", "circle-open"]
    assert "doubtful" in chart.captions[1]
