"""Equal texts are held once, and nothing else about a column changes."""

import pandas as pd
import pytest

from ui.shared_texts import shared_texts


@pytest.mark.parametrize("dtype", ["str", object])
def test_equal_texts_of_two_columns_are_one_object(dtype: str | type) -> None:
    words = ["Qing", "dao"]
    columns = [
        pd.Series(
            ["".join(words), None, "".join(words), "Jimo"], index=list("abcd"), name="place", dtype=dtype
        )
        for _ in range(2)
    ]
    one, other = (shared_texts(column) for column in columns)
    assert {id(text) for text in (one["a"], one["c"], other["a"], other["c"])} == {id(one["a"])}
    for found, column in zip((one, other), columns, strict=True):
        pd.testing.assert_series_equal(found, column.astype(object))


def test_what_is_not_a_text_stays_as_it_is() -> None:
    values = [1, 2.5, None, ["a"], pd.NA]
    found = shared_texts(pd.Series(values, dtype=object))
    assert found.dtype == object
    assert all(one is other for one, other in zip(found, values, strict=True))
