"""What is scored and how: the typed form of a framework file, refused where it contradicts itself.

`docs/FRAMEWORKS.md` explains every field to an analyst; `metrics.framework_file` reads the file.
"""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.inputs import FloatArray
from metrics.problems import N_, MetricError

Mean = Literal["arithmetic", "geometric", "harmonic"]
Kind = Literal["numeric", "rubric"]
Level = Literal["any", "prefecture", "county"]
MEANS: tuple[Mean, ...] = ("arithmetic", "geometric", "harmonic")
KINDS: tuple[Kind, ...] = ("numeric", "rubric")
LEVELS: tuple[Level, ...] = ("any", "prefecture", "county")
TOP_RUBRIC_LEVEL = 4


class FrameworkError(MetricError):
    """A framework that cannot be used; the message names the file, the key and the fix.

    `problem` is the message of the catalogues that follows the `key`, filled with `values`; a value called
    "wanted" is such a message too.
    """

    def __init__(self, key: str, problem: str, /, **values: object) -> None:
        self.key, self.problem, self.values = key, problem, values
        super().__init__(f"{key} {problem.format(**values) if values else problem}".strip())

    def in_file(self, name: str) -> "FrameworkError":
        """Return the same error with the name of the file before the message."""
        named = FrameworkError(self.key, self.problem, **self.values)
        named.args = (f"{name}: {self}",)
        return named


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
        _above_zero(f"dimensions.{self.code}.weight", self.weight)


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
        key = f"indicators.{self.code}"
        _above_zero(f"{key}.weight", self.weight)
        if self.scored == (self.reason is not None):
            _refuse(
                f"{key}.reason",
                N_("belongs to an indicator with scored = false, and every such one needs it"),
            )
        if self.kind == "rubric":
            if len(self.levels) != TOP_RUBRIC_LEVEL + 1:
                _refuse(
                    f"{key}.levels",
                    N_("needs the five texts of levels 0 to 4, has {count}"),
                    count=len(self.levels),
                )
            if self.normalisation is not None or self.direction != 1:
                _refuse(key, N_("is a rubric, so leave its normalisation out and set direction = 1"))
            return
        if self.levels:
            _refuse(f"{key}.levels", N_('belongs to kind = "rubric" only'))
        self._check_normalisation(key)

    def _check_normalisation(self, key: str) -> None:
        if self.normalisation is None:
            if self.scored:
                _refuse(
                    f"{key}.normalisation", N_("is missing; a scored numeric indicator needs its goalposts")
                )
            return
        if isinstance(self.normalisation, TargetValue):
            _above_zero(f"{key}.normalisation.slope", self.normalisation.slope)
            if self.direction != 0:
                _refuse(
                    f"{key}.direction",
                    N_("must be 0, since a target value makes neither more nor less better"),
                )
            return
        floor, target = self.normalisation.floor, self.normalisation.target
        if floor == target:
            _refuse(f"{key}.normalisation", N_("has floor = target = {floor:g}; set them apart"), floor=floor)
        if self.direction != (1 if target > floor else -1):
            _refuse(
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
        _above_zero("floor", self.floor)
        for key, share in (("coverage", self.coverage), ("minimum_agreement", self.minimum_agreement)):
            if share is not None and not 0 < share <= 1:
                _refuse(key, N_("must be a share above 0 and at most 1, not {share:g}"), share=share)
        self._check_codes()
        self._check_dimensions()
        self._check_beside()
        if (self.index is None) != (self.index_reason is not None):
            _refuse("index_reason", N_('belongs to index = "none", which needs it'))
        if self.index is not None and len(self.scored_dimensions) < 2:
            _refuse(
                "index", N_('has a single dimension to work on; set index = "none" and give index_reason')
            )

    def _check_codes(self) -> None:
        outcomes = {quantity.code for quantity in self.outcomes}
        for indicator in self.indicators:
            if indicator.code in outcomes:
                _refuse(
                    f"indicators.{indicator.code}", N_("is an outcome; outcomes are never scored, remove it")
                )
        for group in ("dimensions", "indicators", "context", "outcomes"):
            codes = [entry.code for entry in getattr(self, group)]
            for code in codes:
                if codes.count(code) > 1:
                    _refuse(f"{group}.{code}", N_("appears twice; give each its own code"))
        if clash := {entry.code for entry in self.dimensions} & {entry.code for entry in self.indicators}:
            _refuse(f"dimensions.{min(clash)}", N_("has the code of an indicator; rename one of them"))

    def _check_dimensions(self) -> None:
        known = {dimension.code for dimension in self.dimensions}
        for indicator in self.indicators:
            if indicator.dimension not in known:
                _refuse(
                    f"indicators.{indicator.code}.dimension",
                    N_("names unknown dimension {name!r}; add it or choose from {known}"),
                    name=indicator.dimension,
                    known=sorted(known),
                )
        filled = {indicator.dimension for indicator in self.scored_indicators}
        for dimension in self.dimensions:
            if dimension.needs is None and dimension.code not in filled:
                _refuse(
                    f"dimensions.{dimension.code}",
                    N_("has no scored indicator; add one, or say in needs what assessing it would take"),
                )
            if dimension.needs is not None and dimension.code in filled:
                _refuse(
                    f"dimensions.{dimension.code}.needs", N_("contradicts its scored indicators; remove it")
                )
        if not filled:
            _refuse("indicators", N_("holds nothing to score; add a scored indicator"))

    def _check_beside(self) -> None:
        beside = {indicator.code: indicator.beside for indicator in self.indicators}
        for start, first in beside.items():
            seen, code = [start], first
            while code is not None:
                if code not in beside:
                    _refuse(
                        f"indicators.{seen[-1]}.beside",
                        N_("names unknown indicator {code!r}; correct the code"),
                        code=code,
                    )
                if code in seen:
                    _refuse(
                        f"indicators.{start}.beside",
                        N_("is a cycle ({path}); break it"),
                        path=" > ".join([*seen, code]),
                    )
                seen.append(code)
                code = beside[code]

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


def _refuse(key: str, problem: str, **values: object) -> None:
    raise FrameworkError(key, problem, **values)


def _above_zero(key: str, number: float) -> None:
    if not (np.isfinite(number) and number > 0):
        _refuse(key, N_("must be above 0, not {number:g}"), number=number)
