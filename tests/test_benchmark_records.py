"""The table of benchmarks says "met" only for what was met."""

import os

import pytest

from benchmarks.record import Record, limit, line, machine, resident_mb


@pytest.mark.parametrize(
    ("record", "met"),
    [
        (limit("a", "b", 0.9, "s", 1.0), True),
        (limit("a", "b", 1.1, "s", 1.0), False),
        (limit("a", "wrong", 0, "answers", 0), True),
        (limit("a", "wrong", 1, "answers", 0), False),
        (Record("a", "b", 10, "s", "peer", 5, at_least=2), True),
        (Record("a", "b", 9, "s", "peer", 5, at_least=2), False),
        (Record("a", "b", 9, "s"), None),
    ],
)
def test_a_target_is_met_or_not(record: Record, met: bool | None) -> None:
    assert record.met is met
    assert ("NOT MET" in line(record)) is (met is False)


def test_a_target_without_a_measure_is_refused() -> None:
    with pytest.raises(AssertionError, match="measured against"):
        _ = Record("a", "b", 1, "s", at_most=1).met


def test_the_machine_is_named() -> None:
    assert "cores" in machine()
    assert "duckdb" in machine()
    assert 10 < resident_mb() == pytest.approx(resident_mb(os.getpid()), rel=0.2)
