import numpy as np
import pandas as pd

from charts.gap_effort import effort_bars
from charts.gap_words import Sides
from charts.look import Look
from locales import translator

ROWS = pd.DataFrame(
    {
        "name": ["Staff", "Schooling", "Absent"],
        "unit": ["per 1,000", "years", "level"],
        "score": [21.2, 47.8, np.nan],
        "points": [31.1, 0.0, np.nan],
        "value": [7.33, 9.39, np.nan],
        "to": [10.75, 9.39, np.nan],
    }
)


def test_points_to_add_start_at_the_score_of_today_and_nothing_is_promised() -> None:
    sides = Sides("Jimo", "Median", "Jimo")
    chart = effort_bars(ROWS, sides, "Capacity", 59.0, Look("light", translator("en")))
    now, added = chart.figure.data[:2]
    assert list(now.x) == list(added.base) == [21.2, 47.8]
    assert list(added.x) == [31.1, 0.0]
    labels = [note.text for note in chart.figure.layout.annotations]
    assert labels == ["Staff: 7.33 → 10.8 (per 1,000)", "Schooling: stays at 9.39 (years)"]
    assert any("no forecast" in caption for caption in chart.captions)
    assert "59.0" in chart.title
