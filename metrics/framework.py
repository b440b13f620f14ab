"""What is scored and how: the typed form of a framework file, refused where it contradicts itself.

`docs/FRAMEWORKS.md` explains every field to an analyst; `metrics.framework_file` reads the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.framework_problems import FrameworkError, Link, Outline, above_zero, refuse_all
from metrics.inputs import FloatArray
from metrics.problems import N_

__all__ = ["FrameworkError"]

Mean = Literal["arithmetic", "geometric", "harmonic"]
Kind = Literal["numeric", "rubric"]
Level = Literal["any", "prefecture", "county"]
MEANS: tuple[Mean, ...] = ("arithmetic", "geometric", "harmonic")
KINDS: tuple[Kind, ...] = ("numeric", "rubric")
LEVELS: tuple[Level, ...] = ("any", "prefecture", "county")
TOP_RUBRIC_LEVEL = 4


@dataclass(frozen=True)
class Text:
    """The same words in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True)
class Goalposts:
    """Fixed scale: `floor` scores 0, `target` 100, capped; floor above target means that less is better."""

    floor: float
    target: float


@dataclass(frozen=True)
class TargetValue:
    """Scale with the best value inside: 100 - slope * |x - best|, capped at 0."""

    best: float
    slope: float


@dataclass(frozen=True)
class Quantity:
    """Something shown beside scores and never scored: context or outcome."""

    code: str
    name: Text
    unit: Text


@dataclass(frozen=True)
class Dimension:
    """A group of indicators. One that cannot be assessed says in `needs` what that would take."""

    code: str
    name: Text
    weight: float = 1.0
    needs: Text | None = None
    note: Text | None = None

    def __post_init__(self) -> None:
        refuse_all(above_zero(f"dimensions.{self.code}.weight", self.weight))


@dataclass(frozen=True)
class Indicator:
    """One indicator; `normalisation` is None for a rubric and for a shown indicator that has no goalposts.

    direction: 1 higher is better, -1 lower is better, 0 neither (a target value, or shown only). levels: the
    five texts of a rubric. reason: why it is shown and not scored. beside: the indicator to read it beside.
    minimum_n: how many cases a share needs before it counts.
    """

    code: str
    name: Text
    dimension: str
    kind: Kind
    direction: int
    unit: Text
    definition: Text
    source: Text
    level: Level
    weight: float = 1.0
    normalisation: Goalposts | TargetValue | None = None
    levels: tuple[Text, ...] = ()
    scored: bool = True
    reason: Text | None = None
    beside: str | None = None
    minimum_n: int | None = None

    def __post_init__(self) -> None:
        refuse_all(self._problems(f"indicators.{self.code}"))

    def _problems(self, key: str) -> Iterator[FrameworkError]:
        yield from above_zero(f"{key}.weight", self.weight)
        if self.scored == (self.reason is not None):
            problem = N_("belongs to an indicator with scored = false, and every such one needs it")
            yield FrameworkError(f"{key}.reason", problem)
        if self.kind == "rubric":
            if len(self.levels) != TOP_RUBRIC_LEVEL + 1:
                problem = N_("needs the five texts of levels 0 to 4, has {count}")
                yield FrameworkError(f"{key}.levels", problem, count=len(self.levels))
            if self.normalisation is not None or self.direction != 1:
                problem = N_("is a rubric, so leave its normalisation out and set direction = 1")
                yield FrameworkError(key, problem)
            return
        if self.levels:
            yield FrameworkError(f"{key}.levels", N_('belongs to kind = "rubric" only'))
        yield from self._scale_problems(key)

    def _scale_problems(self, key: str) -> Iterator[FrameworkError]:
        if self.normalisation is None:
            if self.scored:
                problem = N_("is missing; a scored numeric indicator needs its goalposts")
                yield FrameworkError(f"{key}.normalisation", problem)
            return
        if isinstance(self.normalisation, TargetValue):
            yield from above_zero(f"{key}.normalisation.slope", self.normalisation.slope)
            if self.direction != 0:
                problem = N_("must be 0, since a target value makes neither more nor less better")
                yield FrameworkError(f"{key}.direction", problem)
            return
        floor, target = self.normalisation.floor, self.normalisation.target
        if floor == target:
            problem = N_("has floor = target = {floor:g}; set them apart")
            yield FrameworkError(f"{key}.normalisation", problem, floor=floor)
        elif self.direction != (1 if target > floor else -1):
            yield FrameworkError(
                f"{key}.direction",
                N_("is {direction} but the goalposts run from {floor:g} to {target:g}; change one of them"),
                direction=self.direction,
                floor=floor,
                target=target,
            )


@dataclass(frozen=True)
class IndexRule:
    """How dimensions become one index."""

    aggregation: Mean
    needs_every_dimension: bool = True


@dataclass(frozen=True)
class Framework:
    """What is scored and how. `index` is None where no index is meant to exist, with `index_reason` why.

    coverage: share of a dimension's weight that must be assessed. floor: scores are raised to it before a
    geometric or harmonic mean. minimum_agreement: ordinal alpha below which a rubric stays out of a headline.
    """

    code: str
    version: str
    name: Text
    level: Level
    note: Text
    goalposts_note: Text
    dimensions: tuple[Dimension, ...]
    indicators: tuple[Indicator, ...]
    coverage: float = 0.6
    within: Mean = "arithmetic"
    floor: float = 1.0
    index: IndexRule | None = None
    index_reason: Text | None = None
    minimum_agreement: float | None = None
    context: tuple[Quantity, ...] = field(default=())
    outcomes: tuple[Quantity, ...] = field(default=())

    def __post_init__(self) -> None:
        refuse_all(self._problems())

    def _problems(self) -> Iterator[FrameworkError]:
        yield from rule_problems(self.floor, self.coverage, self.minimum_agreement)
        yield from self._outline().problems()

    def _outline(self) -> Outline:
        known = {one.code for one in self.dimensions}
        return Outline(
            tuple(Link(one.code, has_needs=one.needs is not None) for one in self.dimensions),
            tuple(Link(one.code, one.dimension, one.scored, one.beside) for one in self.indicators),
            {
                "dimensions": tuple(one.code for one in self.dimensions),
                "indicators": tuple(one.code for one in self.indicators),
                "context": tuple(one.code for one in self.context),
                "outcomes": tuple(one.code for one in self.outcomes),
            },
            has_index=self.index is not None,
            has_index_reason=self.index_reason is not None,
            is_whole=all(one.dimension in known for one in self.indicators),
        )

    @property
    def scored_indicators(self) -> tuple[Indicator, ...]:
        """The indicators that count, in the order of the file."""
        return tuple(indicator for indicator in self.indicators if indicator.scored)

    @property
    def scored_dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions that are assessed, in the order of the file."""
        return tuple(dimension for dimension in self.dimensions if dimension.needs is None)

    @property
    def weights(self) -> FloatArray:
        """Weight of each scored indicator within its dimension, as given."""
        return np.array([indicator.weight for indicator in self.scored_indicators])

    @property
    def dimension_weights(self) -> FloatArray:
        """Weight of each scored dimension, as given."""
        return np.array([dimension.weight for dimension in self.scored_dimensions])

    @property
    def membership(self) -> NDArray[np.int64]:
        """Number of the scored dimension that each scored indicator belongs to, counted from 0."""
        order = {dimension.code: number for number, dimension in enumerate(self.scored_dimensions)}
        return np.array([order[indicator.dimension] for indicator in self.scored_indicators], dtype=np.int64)


def rule_problems(floor: float, coverage: float, agreement: float | None) -> Iterator[FrameworkError]:
    """Yield what is wrong with the numbers at the top of a framework."""
    yield from above_zero("floor", floor)
    for key, share in (("coverage", coverage), ("minimum_agreement", agreement)):
        if share is not None and not 0 < share <= 1:
            yield FrameworkError(key, N_("must be a share above 0 and at most 1, not {share:g}"), share=share)
