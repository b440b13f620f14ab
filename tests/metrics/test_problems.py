import pytest

from metrics.problems import DegenerateWarning, MetricError


def test_a_refusal_is_a_value_error():
    with pytest.raises(ValueError, match="what and where"):
        raise MetricError("what and where")


def test_a_degenerate_result_is_a_user_warning():
    assert issubclass(DegenerateWarning, UserWarning)
