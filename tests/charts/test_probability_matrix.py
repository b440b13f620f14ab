import numpy as np
import pandas as pd

from charts.look import Look
from charts.probability_matrix import probability_matrix
from locales import translator

SHARES = pd.DataFrame([[np.nan, 0.975], [0.02, np.nan]], index=["a", "b"], columns=["a", "b"])


def test_cells_hold_percent_and_the_diagonal_nothing() -> None:
    chart = probability_matrix(
        SHARES, {"a": "A", "b": "B<"}, "b", draws=300, look=Look("dark", translator("en"))
    )
    heat = chart.figure.data[0]
    assert heat.z[0][1] == 97.5
    assert heat.text[0][0] == ""
    assert heat.y[1].startswith("<b>◆ B&lt;")
    assert chart.alt.endswith("B< ranks above A in 2%.")


def test_a_focus_that_is_not_ranked_is_not_spoken_of() -> None:
    look = Look("light", translator("en"))
    assert "ranks" not in probability_matrix(SHARES, {"a": "A", "b": "B"}, "z", draws=1, look=look).alt
