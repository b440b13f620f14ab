import pandas as pd

from charts.look import Look, each
from charts.theme import DARK, LIGHT
from locales import translator


def test_the_mode_chooses_the_colours() -> None:
    assert Look("light", translator("en")).colours == LIGHT
    assert Look("dark", translator("en")).colours == DARK


def test_rows_are_read_by_column_name() -> None:
    assert [row.count_ + 1 for row in each(pd.DataFrame({"count_": [1, 2]}))] == [2, 3]
