import numpy as np
import pandas as pd
import pytest

from charts.chart import Chart
from charts.coordination import coordination_chart
from charts.look import Look
from locales import translator

ROWS = pd.DataFrame(
    {
        "unit_code": ["a", "b", "c"],
        "name": ["A", "B", "C"],
        "T": [0.6, 0.3, np.nan],
        "C_standard": [0.9, 0.0, np.nan],
        "D_standard": [0.73, 0.0, np.nan],
        "C_wang": [0.8, 0.0, np.nan],
        "D_wang": [0.69, 0.0, np.nan],
    }
)


def draw(rows: pd.DataFrame = ROWS, *, compact: bool = False) -> Chart:
    look = Look("light", translator("en"), compact)
    return coordination_chart(rows, "a", dimensions=("response", "capacity"), look=look)


@pytest.mark.parametrize("compact", [False, True])
def test_c_is_never_drawn_without_t_and_d(compact: bool) -> None:
    figure = draw(compact=compact).figure
    assert len(figure.data) == 5
    assert {trace.x[0] for trace in figure.data} == {0.9, 0.8, 0.6, 0.73, 0.69}


def test_zero_and_missing_are_flagged() -> None:
    captions = draw().captions
    assert any("scored 0" in caption and "B" in caption for caption in captions)
    assert any("not assessed" in caption and "C" in caption.split(":")[-1] for caption in captions)


def test_nothing_assessed_is_said() -> None:
    assert draw(ROWS.iloc[2:]).alt == "No place is assessed in both dimensions."


def test_the_alt_text_gives_both_models() -> None:
    assert "A: T 0.60, D 0.73 by the standard model and 0.69 by the Wang model." in draw().alt
