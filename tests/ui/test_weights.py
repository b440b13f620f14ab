import pytest

from ui.weights import read_weights, write_weights

KNOWN = {"F7", "F8", "B"}


@pytest.mark.parametrize("weights", [{}, {"F7": 0.0}, {"F7": 1.5, "F8": 3.0}, {"B": 0.1, "F7": 2.9}])
def test_what_is_written_is_read_again(weights: dict[str, float]) -> None:
    assert read_weights(write_weights(weights), KNOWN) == weights


@pytest.mark.parametrize(
    "text",
    [
        "F7",
        "F7-",
        "F7-x",
        "F7-nan",
        "F7-inf",
        "F7-3.1",
        "F7--1",
        "F7-0.25",
        "X9-1",
        "F7-1_F7-2",
        "_",
        "F7-1_",
        "<b>",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    assert read_weights(text, KNOWN) is None
