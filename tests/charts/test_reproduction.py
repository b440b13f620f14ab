import numpy as np
import pandas as pd

from charts.look import Look
from charts.reproduction import Panel, reproduction
from locales import Language, translator

DAYS = pd.to_datetime(["2020-01-30", "2020-01-31", "2020-02-01", "2020-02-05"])
ROWS = pd.DataFrame(
    {
        "place": "370200",
        "date": [*DAYS, pd.Timestamp("2020-02-06")],
        "median": [2.9, 2.2, 1.4, 0.6, np.nan],
        "q025": [1.6, 1.3, 0.9, 0.3, np.nan],
        "q975": [4.6, 3.5, 2.1, 1.1, np.nan],
        "cases": [14, 15, 18, 12, 3],
    }
)
PANELS = [
    Panel("370200", "Qingdao", is_focus=True, blank=""),
    Panel("540100", "<b>Lhasa</b>", is_focus=False, blank="too few cases to estimate it"),
]


def draw(rows: pd.DataFrame = ROWS, language: Language = "en"):
    return reproduction(rows, PANELS, (4.7, 2.9), Look("light", translator(language)))


def test_a_band_never_spans_days_without_an_estimate() -> None:
    bands = [trace for trace in draw().figure.data if trace.fill == "toself"]
    assert [len(band.x) for band in bands] == [6, 2]
    lines = [trace for trace in draw().figure.data if trace.mode == "lines+markers"]
    assert [list(line.y) for line in lines] == [[2.9, 2.2, 1.4], [0.6]]


def test_a_single_day_shows_its_interval_as_a_bar() -> None:
    lines = [trace for trace in draw().figure.data if trace.mode == "lines+markers"]
    assert [line.error_y.visible for line in lines] == [False, True]
    assert lines[1].y[0] + lines[1].error_y.array[0] == 1.1


def test_the_focus_has_its_own_mark_and_the_blank_place_its_reason_literally() -> None:
    figure = draw().figure
    line = next(trace for trace in figure.data if trace.mode == "lines+markers")
    assert line.marker.symbol == "diamond"
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert any("&lt;b&gt;Lhasa" in text and "too few cases" in text for text in texts)


def test_parameters_and_their_source_stand_in_the_caption() -> None:
    text = " ".join(draw().captions)
    assert "mean 4.7 days" in text
    assert "10.1016/j.ijid.2020.02.060" in text
    assert "withdrawn" in text


def test_the_alternative_text_tells_course_and_blank() -> None:
    alt = draw().alt
    assert "Qingdao: 2.90 on 30 Jan, 0.60 on 5 Feb." in alt
    assert "no estimate, too few cases" in alt


def test_nothing_to_estimate_draws_panels_with_their_reason() -> None:
    chart = draw(ROWS.iloc[:0], "zh")
    assert len(chart.figure.layout.annotations) == 2
    assert "无估计值" in chart.alt
