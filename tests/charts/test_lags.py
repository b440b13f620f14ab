import numpy as np
import pandas as pd

from charts.lags import Lane, lag_distribution
from charts.look import Look
from locales import Language, translator

WINDOW = pd.Timestamp("2020-02-19")
ROWS = pd.DataFrame(
    {
        "unit_code": ["370200", "370100", "330200", "540100", "440300"],
        "value": [3.0, 3.0, -1.0, np.nan, 26.0],
        "censored": [False, False, False, False, True],
        "window_end": [pd.NaT, pd.NaT, pd.NaT, pd.NaT, WINDOW],
        "missing_reason": [None, None, None, "not_applicable", None],
    }
)
LANES = [
    Lane("370200", "Qingdao", is_focus=True, inherited=True),
    Lane("440300", "Shenzhen", is_focus=False, inherited=False),
    Lane("540100", "Lhasa", is_focus=False, inherited=False),
    Lane("999999", "<i>Nowhere</i>", is_focus=False, inherited=False),
]


def draw(rows: pd.DataFrame = ROWS, language: Language = "en"):
    look = Look("light", translator(language))
    return lag_distribution(rows, LANES, name="Transmission", since="the declaration", look=look)


def test_bars_count_the_cities_and_leave_the_censored_out() -> None:
    bar = draw().figure.data[0]
    assert dict(zip(bar.x, bar.y, strict=True)) == {-1.0: 1, 3.0: 2}


def test_what_was_not_seen_in_time_stands_apart_hatched_and_dated() -> None:
    figure = draw().figure
    beyond = figure.data[1]
    assert list(beyond.y) == [1]
    assert beyond.marker.pattern.shape == "/"
    assert beyond.x[0] > 3
    assert any("none by" in text and "19 Feb" in text for text in figure.layout.xaxis2.ticktext)
    mark = next(trace for trace in figure.data[2:] if "Shenzhen" in trace.hovertext[0])
    assert mark.x[0] == beyond.x[0]
    assert "none by 19 Feb" in mark.hovertext[0]


def test_a_borrowed_value_is_a_hollow_diamond_of_the_focus() -> None:
    mark = next(trace for trace in draw().figure.data[2:] if "Qingdao" in trace.hovertext[0])
    assert mark.marker.symbol == "diamond-open"
    assert any("Qingdao" in caption for caption in draw().captions)


def test_blank_cities_say_why_and_names_stay_literal() -> None:
    figure = draw().figure
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert texts == ["not applicable: hardly exposed", "not assessed: no source"]
    assert "&lt;i&gt;Nowhere&lt;/i&gt;" in figure.layout.yaxis2.ticktext


def test_the_alternative_text_holds_the_data() -> None:
    alt = draw().alt
    assert "Histogram of 3 cities: half took 3 days or fewer, from -1 to 3." in alt
    assert "1 cities had not taken the measure in time." in alt


def test_no_city_at_all_still_draws() -> None:
    assert draw(ROWS.iloc[:0], "zh").alt == "没有城市有此时滞。"
