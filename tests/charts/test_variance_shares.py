import pandas as pd

from charts.look import Look
from charts.variance_shares import source_name, variance_shares
from locales import translator

INDICES = pd.DataFrame(
    {
        "first_order": [0.6, -0.02],
        "first_low": [0.5, -0.1],
        "first_high": [0.7, 0.05],
        "total": [0.8, 0.1],
        "total_low": [0.7, 0.0],
        "total_high": [0.9, 0.2],
        "noise": [False, True],
    },
    index=["normalisation", "weights"],
)


def test_bars_carry_their_intervals_and_negative_ones_are_called_noise() -> None:
    chart = variance_shares(INDICES, "the rank of Jimo", Look("light", translator("en")))
    first = next(trace for trace in chart.figure.data if "first" in trace.name)
    assert first.x[0] + first.error_x.array[0] == 0.7
    assert list(first.marker.pattern.shape) == ["", "x"]
    assert any("noise" in caption and "weights" in caption for caption in chart.captions)
    assert "kind of scale: 0.60 alone, 0.80 with the others" in chart.alt


def test_an_unknown_source_keeps_its_name() -> None:
    assert source_name("new", translator("en")) == "new"
