"""What a row of a coding sheet amounts to: a level, or a value computed from counts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite

from etl.coding_cells import Row
from etl.coding_headings import YES_NO, both
from etl.coding_plan import (
    ACTOR_TYPES,
    EVENNESS,
    PER_RESIDENTS,
    TASKS,
    Coded,
    Words,
    evenness,
    listed_tasks,
)
from etl.intake import References

Answer = tuple[str, str, str]
"""Value, what was counted and out of what, as text."""

YES = {"1", "true", *(words for one in (YES_NO[0],) for words in (one["zh"], one["en"], both(one)))}
NO = {"0", "false", *(words for one in (YES_NO[1],) for words in (one["zh"], one["en"], both(one)))}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell of a row: the code of the finding and the heading it stands under."""

    code: str
    key: str
    values: dict[str, object] = field(default_factory=dict)


class Counts:
    """What the sheets of tasks and actors say of each place, and how many residents it has."""

    def __init__(self, references: References, tasks: Sequence[Row], actors: Sequence[Row]) -> None:
        unit = references["unit"]
        known = (
            unit["population"].to_pylist() if "population" in unit.column_names else [None] * unit.num_rows
        )
        self.residents = dict(zip(unit["unit_code"].to_pylist(), known, strict=True))
        self.tasks: dict[str, list[Row]] = defaultdict(list)
        for row in tasks:
            if any(row.get(key) for key in ("lead", "support", "deadline")):
                self.tasks[row.get("unit_code")].append(row)
        self.actors = {
            row.get("unit_code"): row
            for row in actors
            if any(row.get(f"actor_{number}") for number in range(1, len(ACTOR_TYPES) + 1))
        }

    def has(self, indicator: str, unit: str) -> bool:
        """Tell whether a helper sheet answers an indicator of a place."""
        return unit in (self.tasks if indicator == TASKS else self.actors)


def value_of(indicator: Coded, row: Row, counts: Counts, problems: list[Problem]) -> Answer | None:
    """Return what a row amounts to, or None after adding what is wrong with it to `problems`."""
    found = len(problems)
    if indicator.unit is not None:
        return _measured(indicator.unit, row, problems)
    if row.get("value"):
        problems.append(Problem("value_not_asked", "value"))
        return None
    if indicator.is_rubric:
        answer = _level(row, problems)
    elif row.get("level"):
        problems.append(Problem("count_expected", "level"))
        return None
    elif indicator.code in PER_RESIDENTS:
        answer = _rate(indicator, row, counts, problems)
    elif indicator.code == EVENNESS:
        answer = _evenness(row, counts, problems)
    else:
        answer = _share(indicator, row, counts, problems)
    if answer is None or len(problems) > found:
        return None
    if not indicator.is_rubric and float(answer[1]) > 0:
        for key in ("reference", "excerpt"):
            if not row.get(key):
                problems.append(Problem("count_without_evidence", key))
    if indicator.minimum_n is not None and float(answer[2]) < indicator.minimum_n:
        problems.append(
            Problem("too_few_cases", "denominator", {"least": indicator.minimum_n, "n": answer[2]})
        )
    return None if len(problems) > found else answer


def _measured(unit: Words, row: Row, problems: list[Problem]) -> Answer | None:
    found = len(problems)
    for key in ("level", "numerator", "denominator"):
        if row.get(key):
            problems.append(Problem("value_expected", key))
    stated = row.get("value_unit").casefold()
    if stated not in ("", *(words.casefold() for words in (unit["zh"], unit["en"], both(unit)))):
        problems.append(Problem("unit_of_value_differs", "value_unit", {"unit": both(unit)}))
    try:
        value = float(row.get("value"))
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        problems.append(Problem("value_not_number", "value"))
    for key in ("reference", "excerpt"):
        if not row.get(key):
            problems.append(Problem("value_unproven", key))
    return (repr(value), "", "") if len(problems) == found else None


def _level(row: Row, problems: list[Problem]) -> Answer | None:
    if row.get("numerator") or row.get("denominator"):
        problems.append(Problem("level_expected", "numerator" if row.get("numerator") else "denominator"))
    # Whether the level is one of the five is the contract's business.
    return row.get("level"), "", ""


def _number(row: Row, key: str, problems: list[Problem]) -> float | None:
    try:
        value = float(row.get(key))
    except ValueError:
        value = float("nan")
    if not isfinite(value) or value < 0 or not value.is_integer():
        problems.append(Problem("count_not_whole", key))
        return None
    return value


def _rate(indicator: Coded, row: Row, counts: Counts, problems: list[Problem]) -> Answer | None:
    count = _number(row, "numerator", problems)
    residents = counts.residents.get(row.get("unit_code"))
    if not residents:
        problems.append(Problem("residents_unknown", "unit_code"))
    if count is None or not residents:
        return None
    if count > residents:
        problems.append(Problem("count_above_total", "numerator", {"total": residents}))
        return None
    return repr(count * PER_RESIDENTS[indicator.code] / residents), f"{count:.0f}", str(residents)


def _share(indicator: Coded, row: Row, counts: Counts, problems: list[Problem]) -> Answer | None:
    if indicator.code == TASKS and counts.has(TASKS, row.get("unit_code")):
        return _complete_tasks(row, counts, problems)
    count = _number(row, "numerator", problems)
    if indicator.code == TASKS and not row.get("denominator"):
        total: float | None = len(listed_tasks())
    else:
        total = _number(row, "denominator", problems)
    if count is None or total is None:
        return None
    if indicator.code == TASKS and total != len(listed_tasks()):
        problems.append(Problem("tasks_not_all", "denominator", {"count": len(listed_tasks())}))
    if count > total:
        problems.append(Problem("count_above_total", "numerator", {"total": f"{total:.0f}"}))
    if not total:
        problems.append(Problem("too_few_cases", "denominator", {"least": indicator.minimum_n or 1, "n": 0}))
        return None
    return repr(100 * count / total), f"{count:.0f}", f"{total:.0f}"


def _complete_tasks(row: Row, counts: Counts, problems: list[Problem]) -> Answer | None:
    if row.get("numerator") or row.get("denominator"):
        problems.append(Problem("counted_twice", "numerator"))
    answers = {}
    for task in counts.tasks[row.get("unit_code")]:
        cells = [task.get(key).casefold() for key in ("lead", "support", "deadline")]
        if not all(cell in YES | NO for cell in cells):
            problems.append(Problem("task_unanswered", "numerator", {"row": task.number}))
        answers[task.get("task")] = all(cell in YES for cell in cells)
    wanted = {str(number) for number in range(1, len(listed_tasks()) + 1)}
    if answers.keys() != wanted:
        problems.append(Problem("tasks_not_all", "numerator", {"count": len(wanted)}))
    done = sum(answers.values())
    return repr(100 * done / len(wanted)), str(done), str(len(wanted))


def _evenness(row: Row, counts: Counts, problems: list[Problem]) -> Answer | None:
    if not counts.has(EVENNESS, row.get("unit_code")):
        problems.append(Problem("actors_missing", "numerator"))
        return None
    if row.get("numerator") or row.get("denominator"):
        problems.append(Problem("counted_twice", "numerator"))
    line = counts.actors[row.get("unit_code")]
    found: list[Problem] = []
    keys = [f"actor_{number}" for number in range(1, len(ACTOR_TYPES) + 1)]
    numbers = [_number(line, key, found) if line.get(key) else 0.0 for key in keys]
    if found:
        problems.append(Problem("actors_not_whole", "numerator", {"row": line.number}))
    known = [number for number in numbers if number is not None]
    total = sum(known)
    if found or not total:
        return None
    return repr(evenness(known)), f"{total:.0f}", f"{total:.0f}"
