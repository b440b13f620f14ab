"""The load test finds what it is there to find."""

from dataclasses import replace

import pytest

from benchmarks.load import percentile
from benchmarks.readers import Results, Seen, wrong
from benchmarks.truth import Truth, looks_like_a_score

TRUTH = {
    "abc": {"370215": {"en": Truth("Jimo District, Qingdao", ["32 of 100"], ["Rank **1,236** of 2,819"])}}
}
SEEN = Seen(
    "abc",
    "370215",
    "en",
    "Jimo District, Qingdao",
    ["32 of 100"],
    ["Rank **1,236** of 2,819, band 1–2  \nLike for like"],
)


@pytest.mark.parametrize(
    ("seen", "count"),
    [
        (SEEN, 0),
        (replace(SEEN, version="def"), 1),
        (replace(SEEN, place="Qingdao"), 1),
        (replace(SEEN, scores=["33 of 100"]), 1),
        (replace(SEEN, scores=[]), 1),
        (replace(SEEN, texts=["Rank **1,237** of 2,819"]), 1),
        (replace(SEEN, scores=None, texts=[]), 0),
    ],
)
def test_a_number_of_another_place_or_version_is_wrong(seen: Seen, count: int) -> None:
    assert len(wrong(Results(seen=[seen]), TRUTH)) == count


def test_scores_are_told_from_other_figures() -> None:
    assert looks_like_a_score("67 of 100", "en")
    assert not looks_like_a_score("1,234", "en")
    assert not looks_like_a_score("67 of 100", "zh")


def test_percentiles_are_values_that_occurred() -> None:
    values = [float(value) for value in range(1, 101)]
    assert (percentile(values, 95), percentile(values, 99), percentile([7.0], 99)) == (95.0, 99.0, 7.0)
