"""What a coding sheet asks for: the indicators that people code from documents, and how each is answered.

A sheet is that of the six dimensions, or of a framework that was handed in with indicators of its own.
Rubrics are answered by a level, measured indicators of an own framework by a value in their unit. The others
are answered by counts, from which the value is computed: nobody types a share or a rate. Names, definitions
and rubrics come from the framework file; here stands only how a count becomes a value.
"""

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import log
from typing import Any

from etl.store import BUNDLED_DATA

FRAMEWORK_FILE = BUNDLED_DATA / "frameworks" / "six_dimensions.toml"
TASKS_FILE = BUNDLED_DATA / "coding_tasks.csv"
RECONCILED = "reconciled"
"""Coder of the value that two coders agreed on after they had differed; see `derivations/coded.sql`."""

LEVELS = 5
OWN_CODE = "(?P<framework>[a-z][a-z0-9_]{1,39})_[A-Z][0-9]{1,2}"
"""Codes that a handed-in framework brings along; `derivations/coded.sql` has the same."""

Words = dict[str, str]
"""The same text by language: zh and en."""

LEVEL: Words = {"zh": "级", "en": "level"}
"""The unit of a rubric in the list of codes."""

PER_RESIDENTS = {"C1": 1_000, "C2": 1_000, "F4": 10_000}
"""Indicators that are a count per so many residents of the census."""

COUNTED_SHARES = ("A2", "E4")
"""Indicators that are a count out of a total, in percent."""

EVENNESS = "C5"
TASKS = "A2"
ACTOR_TYPES: tuple[Words, ...] = (
    {"zh": "政府部门", "en": "government departments"},
    {"zh": "社区组织", "en": "community organisations"},
    {"zh": "社会组织", "en": "social organisations"},
    {"zh": "志愿者", "en": "volunteers"},
    {"zh": "企业", "en": "enterprises"},
    {"zh": "医疗卫生机构", "en": "health institutions"},
)
COUNTED_WORDS: dict[str, tuple[Words, Words]] = {
    "A2": (
        {
            "zh": "要素齐备的任务数（填“任务”表，自动计算）",
            "en": "complete tasks (computed from the sheet of tasks)",
        },
        {"zh": "20", "en": "20"},
    ),
    "C1": (
        {"zh": "参与防疫的网格员和社区工作者人数", "en": "grid and community workers on epidemic duty"},
        {"zh": "（常住人口，自动）", "en": "(residents, filled in)"},
    ),
    "C2": (
        {"zh": "至少有一次值勤记录的志愿者人数", "en": "volunteers with at least one recorded shift"},
        {"zh": "（常住人口，自动）", "en": "(residents, filled in)"},
    ),
    "C5": (
        {"zh": "（填“主体”表，自动计算）", "en": "(computed from the sheet of actors)"},
        {"zh": "", "en": ""},
    ),
    "E4": (
        {"zh": "表彰数", "en": "commendations"},
        {"zh": "表彰数与问责数之和", "en": "commendations and sanctions together"},
    ),
    "F4": (
        {"zh": "疾控机构人员数", "en": "staff of the centre for disease control"},
        {"zh": "（常住人口，自动）", "en": "(residents, filled in)"},
    ),
}
"""What to count, and out of what, for every indicator that is answered by counts."""


@dataclass(frozen=True)
class Coded:
    """One indicator that people code: its words, the levels of a rubric, the unit of what is measured."""

    code: str
    dimension: str
    name: Words
    definition: Words
    levels: tuple[Words, ...]
    minimum_n: int | None
    unit: Words | None = None

    @property
    def is_rubric(self) -> bool:
        """Whether it is answered by a level."""
        return bool(self.levels)

    @property
    def is_measured(self) -> bool:
        """Whether it is answered by a value in its unit."""
        return self.unit is not None


@dataclass(frozen=True)
class Plan:
    """What the sheet of one framework asks for: its indicators by code, and the names of its dimensions."""

    indicators: Mapping[str, Coded]
    dimensions: Mapping[str, Words]


@cache
def six_dimensions() -> Plan:
    """Return the plan of the six dimensions, in the order of the framework."""
    table = tomllib.loads(FRAMEWORK_FILE.read_text("utf-8"))
    coded = [one for one in table["indicators"] if one["kind"] == "rubric" or one["code"] in COUNTED_WORDS]
    return Plan({str(one["code"]): _coded(one) for one in coded}, _dimensions(table))


def coded_indicators() -> Mapping[str, Coded]:
    """Return the indicators of the six dimensions that people code, by code."""
    return six_dimensions().indicators


def own_plan(content: bytes) -> Plan:
    """Return the plan of a checked framework file: indicators of the six dimensions, and those of its own.

    What a bundled code means is the same in every framework, so its words are the bundled ones.
    """
    table = tomllib.loads(content.decode("utf-8"))
    known, found = coded_indicators(), {}
    for one in table.get("indicators", []):
        code = str(one["code"])
        if code in known:
            found[code] = known[code]
        elif is_own_code(code, str(table["code"])):
            unit = None if one["kind"] == "rubric" else one["unit"]
            found[code] = replace(_coded(one), unit=unit)
    return Plan(found, _dimensions(table))


def is_own_code(code: str, framework: str = "") -> bool:
    """Tell whether a code is one that a framework brought along: its name, a letter and a number.

    >>> is_own_code("mine_R1"), is_own_code("mine_R1", "other"), is_own_code("A1")
    (True, False, False)
    """
    own = re.fullmatch(OWN_CODE, code)
    return own is not None and framework in ("", own.group("framework"))


def own_rubric(code: str) -> Coded:
    """Return a rubric that a framework brought along, as the list of codes knows it: without its texts."""
    nothing: Words = {"zh": "", "en": ""}
    return Coded(code, "", nothing, nothing, (nothing,) * LEVELS, None)


def own_measure(code: str, unit: Words) -> Coded:
    """Return a measured indicator that a framework brought along, as the list of codes knows it."""
    nothing: Words = {"zh": "", "en": ""}
    return Coded(code, "", nothing, nothing, (), None, unit)


def _coded(one: Mapping[str, Any]) -> Coded:
    return Coded(
        str(one["code"]),
        one["dimension"],
        one["name"],
        one["definition"],
        tuple(one.get("levels", ())),
        one.get("minimum_n"),
    )


def _dimensions(table: Mapping[str, Any]) -> dict[str, Words]:
    return {str(one["code"]): one["name"] for one in table["dimensions"]}


@cache
def listed_tasks() -> tuple[Words, ...]:
    """Return the twenty epidemic tasks of the responsibility list, in order."""
    with TASKS_FILE.open(encoding="utf-8", newline="") as handle:
        return tuple({"zh": row["name_zh"], "en": row["name_en"]} for row in csv.DictReader(handle))


def evenness(counts: list[float]) -> float:
    """Return how evenly tasks are spread over the actor types, in percent.

    Formula: Shannon entropy of the shares ÷ log of the number of types × 100; 0 for a single type.

    >>> round(evenness([5, 5, 5, 5, 5, 5]), 9), evenness([30, 0, 0, 0, 0, 0])
    (100.0, 0.0)
    """
    total = sum(counts)
    shares = [count / total for count in counts if count > 0]
    entropy = -sum(share * log(share) for share in shares)
    return min(100.0, 100 * entropy / log(len(counts)) + 0.0)
