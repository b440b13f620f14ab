import pandas as pd

from charts.coding_map import coding_map
from charts.look import Look
from locales import translator

CELLS = pd.DataFrame(
    {
        "code": ["A1", "B2", "F7", "F8"],
        "name": ["Command", "Breadth", "Staff", "Skills"],
        "dimension": ["A", "B", "F", "F"],
        "state": ["missing", "inherited", "own", "own"],
    }
)
DIMENSIONS = pd.DataFrame(
    {"name": ["Powers", "Response", "Capacity"], "coverage": [0.0, 0.0, 0.33]}, index=["A", "B", "F"]
)


def draw(cells=CELLS):
    return coding_map(cells, DIMENSIONS, "Jimo", 0.6, Look("light", translator("en")))


def test_every_cell_is_drawn_once_by_its_state() -> None:
    bars = {trace.name: trace for trace in draw().figure.data if trace.type == "bar"}
    assert list(bars["own value"].text) == ["F7", "F8"]
    assert bars["the city’s value only"].marker.pattern.shape == "/"
    assert list(bars["to be coded"].text) == ["A1"]


def test_coverage_stands_beside_what_is_needed() -> None:
    labels = [note.text for note in draw().figure.layout.annotations]
    assert labels[2] == "F Capacity: 33% assessed, 60% needed"
    assert "2 own values, 1 are known for its city only and 1 are to be coded" in draw().alt


def test_no_cell_at_all_still_draws() -> None:
    assert "Of 0 indicators" in draw(CELLS.iloc[:0]).alt
