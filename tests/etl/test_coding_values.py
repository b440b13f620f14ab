import pyarrow as pa
import pytest

from etl.coding_cells import Row
from etl.coding_plan import coded_indicators
from etl.coding_values import Counts, Problem, value_of

PLACES = {"unit": pa.table({"unit_code": ["990100", "990200"], "population": [1_000_000, None]})}
EVIDENCE = {"reference": "a", "excerpt": "b", "unit_code": "990100"}
NONE = Counts(PLACES, [], [])


def answered(code: str, cells: dict[str, str], counts: Counts = NONE) -> tuple[object, list[Problem]]:
    problems: list[Problem] = []
    return value_of(coded_indicators()[code], Row(2, EVIDENCE | cells), counts, problems), problems


def test_a_rate_is_per_resident_of_the_census() -> None:
    assert answered("C1", {"numerator": "2500"}) == (("2.5", "2500", "1000000"), [])
    assert answered("F4", {"numerator": "150"}) == (("1.5", "150", "1000000"), [])


def test_a_place_without_residents_has_no_rate() -> None:
    answer, problems = answered("C2", {"numerator": "10", "unit_code": "990200"})
    assert answer is None
    assert [one.code for one in problems] == ["residents_unknown"]


def test_a_share_is_computed_and_needs_its_cases() -> None:
    assert answered("E4", {"numerator": "5", "denominator": "10"})[0] == ("50.0", "5", "10")
    assert [one.code for one in answered("E4", {"numerator": "5", "denominator": "9"})[1]] == [
        "too_few_cases"
    ]
    assert [one.code for one in answered("E4", {"numerator": "0", "denominator": "0"})[1]] == [
        "too_few_cases"
    ]


def tasks(complete: int, rows: int = 20) -> list[Row]:
    def answers(number: int) -> dict[str, str]:
        words = "是" if number <= complete else "no"
        return {"lead": "yes", "support": "是 yes", "deadline": words}

    return [Row(n + 1, {"unit_code": "990100", "task": str(n), **answers(n)}) for n in range(1, rows + 1)]


def test_tasks_count_when_lead_support_and_deadline_are_named() -> None:
    assert answered("A2", {}, Counts(PLACES, tasks(7), []))[0] == ("35.0", "7", "20")
    assert answered("A2", {"numerator": "7"})[0] == ("35.0", "7", "20")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (tasks(3, rows=19), "tasks_not_all"),
        ([*tasks(3)[:-1], Row(21, {"unit_code": "990100", "task": "20", "lead": "yes"})], "task_unanswered"),
    ],
)
def test_a_list_of_tasks_must_be_answered_to_its_end(rows: list[Row], code: str) -> None:
    assert code in [one.code for one in answered("A2", {}, Counts(PLACES, rows, []))[1]]


def test_evenness_needs_twenty_tasks() -> None:
    few = Counts(PLACES, [], [Row(2, {"unit_code": "990100", "actor_1": "10", "actor_2": "9"})])
    assert [one.code for one in answered("C5", {}, few)[1]] == ["too_few_cases"]
    enough = Counts(PLACES, [], [Row(2, {"unit_code": "990100", "actor_1": "10", "actor_2": "10"})])
    assert float(answered("C5", {}, enough)[0][0]) == pytest.approx(38.68528, abs=1e-4)  # type: ignore[index]
    wrong = Counts(PLACES, [], [Row(2, {"unit_code": "990100", "actor_1": "ten"})])
    assert [one.code for one in answered("C5", {}, wrong)[1]] == ["actors_not_whole"]
    assert [one.code for one in answered("C5", {})[1]] == ["actors_missing"]


def test_a_count_above_zero_needs_evidence_and_zero_does_not() -> None:
    bare = {"reference": "", "excerpt": ""}
    assert [one.code for one in answered("C1", {"numerator": "5", **bare})[1]] == [
        "count_without_evidence"
    ] * 2
    assert answered("C1", {"numerator": "0", **bare})[0] == ("0.0", "0", "1000000")
