import pandas as pd

from charts.look import Look, each
from charts.theme import DARK, LIGHT
from locales import translator


def test_the_mode_chooses_the_colours() -> None:
    assert Look("light", translator("en")).colours == LIGHT
    assert Look("dark", translator("en")).colours == DARK


def test_rows_are_read_by_column_name() -> None:
    assert [row.count_ + 1 for row in each(pd.DataFrame({"count_": [1, 2]}))] == [2, 3]


def test_rows_hold_what_pandas_holds() -> None:
    frame = pd.DataFrame(
        {
            "name": pd.Series(["a", None], dtype="str"),
            "day": pd.to_datetime(["2020-01-24", None]),
            "whole": pd.array([1, None], dtype="Int64"),
            "_odd name": [0.5, float("nan")],
        },
        index=["x", "y"],
    )
    expected = list(frame.itertuples())
    assert [row._fields for row in each(frame)] == [row._fields for row in expected]
    assert repr([tuple(row) for row in each(frame)]) == repr([tuple(row) for row in expected]).replace(
        "np.int64(1)", "1"
    )
