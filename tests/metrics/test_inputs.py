import numpy as np
import pandas as pd
import pytest

from metrics.inputs import float_array, index_of, non_negative, share
from metrics.problems import MetricError


def test_input_is_copied_and_missing_stays_missing():
    given = np.array([1.0, np.nan])
    read = float_array(given, "cases")
    read[0] = 9
    assert given[0] == 1.0
    assert np.isnan(read[1])
    assert np.isnan(float_array(pd.Series([1, None], dtype="Int64"), "cases")[1])


def test_infinite_values_are_refused_with_their_place():
    with pytest.raises(MetricError, match="cases is infinite at position 1, 0"):
        float_array([[1.0, 2.0], [np.inf, 3.0]], "cases", ndim=2)


def test_text_and_wrong_shape_are_refused():
    with pytest.raises(MetricError, match="cases must be numeric"):
        float_array(["many"], "cases")
    with pytest.raises(MetricError, match=r"cases must have 1 dimension\(s\), not 2"):
        float_array([[1.0]], "cases")


def test_negative_values_are_refused_with_their_value():
    with pytest.raises(MetricError, match=r"cases is negative \(-3\) at position 1"):
        non_negative([0, -3], "cases")


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, float("nan")])
def test_a_level_outside_zero_to_one_is_refused(level):
    with pytest.raises(MetricError, match="confidence must lie between 0 and 1"):
        share(level, "confidence")


def test_index_is_kept_or_counted():
    assert index_of(pd.Series([1.0], index=["a"])).tolist() == ["a"]
    assert index_of([3, 4]).tolist() == [0, 1]
    with pytest.raises(MetricError, match="expected an array or a pandas object, not int"):
        index_of(3)
