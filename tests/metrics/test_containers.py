import numpy as np
import pandas as pd
import pytest

from metrics.containers import column_name, column_or_table, one_per_column, one_per_row, wrap_like
from metrics.problems import MetricError


def test_reading_copies_and_refuses_other_shapes():
    values = np.array([1.0, np.nan])
    read = column_or_table(values, "values")
    read[0] = 5
    assert values[0] == 1
    with pytest.raises(MetricError, match=r"values must be one column or a table .* not 0"):
        column_or_table(3.0, "values")


def test_labels_come_back():
    frame = pd.DataFrame({"F1": [1.0, 2.0], "F2": [3.0, 4.0]}, index=["a", "b"])
    assert wrap_like(frame.to_numpy(), frame).equals(frame)
    assert one_per_row(np.array([1.0, 2.0]), frame).to_dict() == {"a": 1, "b": 2}
    assert one_per_column(np.array([1.0, 2.0]), frame).to_dict() == {"F1": 1, "F2": 2}
    for labelled in (wrap_like, one_per_row, one_per_column):
        assert isinstance(labelled(np.array([1.0]), np.array([2.0])), np.ndarray)


def test_columns_are_named_by_label_or_position():
    assert column_name(pd.Series([1.0], name="F1"), 0) == "'F1'"
    assert column_name(pd.Series([1.0]), 0) == "column 0"
