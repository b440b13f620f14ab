import numpy as np
import pandas as pd
import pytest

from charts.bubble_map import LARGEST_DIAMETER, Marked, bubble_map, diameters
from charts.look import Look
from locales import Language, translator

CITIES = pd.DataFrame(
    {
        "unit_code": ["420100", "370200", "540100", "000001", "000002"],
        "name": ["Wuhan", "Qingdao", "Lhasa", "<b>x</b>", "Nowhere"],
        "lon": [114.3, 120.1, 91.1, 100.0, 101.0],
        "lat": [30.6, 36.4, 29.7, 30.0, 31.0],
        "confirmed": [48_557, 60, 0, 5, np.nan],
        "rate": [394.0, 0.6, 0.0, 0.1, np.nan],
        "date": pd.to_datetime(["2020-02-29"] * 4 + [None]),
    }
)
JIMO = Marked("370215", "<i>Jimo</i>", 120.45, 36.38, "focus", (30, 34))


def look(language: Language = "en", compact: bool = False) -> Look:
    return Look("light", translator(language), compact)


def test_area_is_proportional_up_to_the_cap() -> None:
    sizes = diameters(pd.Series([500.0, 2000.0, 48_557.0]), cap=2000)
    assert (sizes[1] / sizes[0]) ** 2 == pytest.approx(4)
    assert sizes[2] == sizes[1] == LARGEST_DIAMETER


def test_a_place_without_a_count_is_not_drawn_as_zero_but_counted_in_words() -> None:
    chart = bubble_map(CITIES, [JIMO], "cases", look())
    none, some = chart.figure.data[0], chart.figure.data[1]
    assert list(none.x) == [91.1]
    assert sorted(some.x) == [100.0, 114.3, 120.1]
    assert any("no count is available: 1 city" in caption for caption in chart.captions)
    assert any("Wuhan (48,557)" in caption for caption in chart.captions)


def test_names_appear_literally() -> None:
    figure = bubble_map(CITIES, [JIMO], "cases", look()).figure
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert "<b>&lt;i&gt;Jimo&lt;/i&gt;</b>" in texts
    assert any(text.startswith("&lt;b&gt;x&lt;/b&gt;") for text in figure.data[1].hovertext)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", ["cases", "rate"])
def test_title_states_unit_and_day_and_alt_the_highest(language: Language, size: str) -> None:
    chart = bubble_map(CITIES, [JIMO], size, look(language))  # type: ignore[arg-type]
    assert "2020" in chart.title
    assert "Wuhan" in chart.alt
    assert "29" in chart.title


def test_degrees_keep_their_shape_and_a_phone_gets_less_height() -> None:
    wide, narrow = (
        bubble_map(CITIES, [], "cases", look()),
        bubble_map(CITIES, [], "cases", look(compact=True)),
    )
    assert wide.figure.layout.yaxis.scaleratio == pytest.approx(1 / np.cos(np.radians(35)), abs=0.01)
    assert narrow.figure.layout.height < wide.figure.layout.height
