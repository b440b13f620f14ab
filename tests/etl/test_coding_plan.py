import pytest

from etl.coding_plan import ACTOR_TYPES, COUNTED_WORDS, coded_indicators, evenness, listed_tasks
from metrics.index import load_framework
from tests.etl.sources.test_main import BUNDLED_DATA


def test_every_indicator_that_the_framework_leaves_to_coders_is_asked_for() -> None:
    six = load_framework(BUNDLED_DATA / "frameworks" / "six_dimensions.toml")
    rubrics = {one.code for one in six.indicators if one.kind == "rubric"}
    counted = {
        one.code for one in six.indicators if one.kind == "numeric" and one.source.en.startswith("Coding")
    }
    assert set(coded_indicators()) == rubrics | counted
    assert set(COUNTED_WORDS) == counted


def test_there_are_twenty_tasks_and_six_kinds_of_actors() -> None:
    assert len(listed_tasks()) == 20
    assert all(words["zh"] and words["en"] for words in listed_tasks())
    assert len(ACTOR_TYPES) == 6


@pytest.mark.parametrize(
    ("counts", "share"),
    [([1, 1, 0, 0, 0, 0], 38.68528072), ([2, 2, 2, 0, 0, 0], 61.31471928), ([7, 0, 0, 0, 0, 0], 0)],
)
def test_evenness_worked_by_hand(counts: list[float], share: float) -> None:
    # log 2 / log 6 and log 3 / log 6
    assert evenness(counts) == pytest.approx(share, abs=1e-6)
