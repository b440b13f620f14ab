"""What can be wrong with a framework: the error that names it, and contradictions between its parts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

from metrics.problems import N_, MetricError

Kind = Literal["key", "missing", "value", "contradiction"]
GROUPS = ("dimensions", "indicators", "context", "outcomes")


class FrameworkError(MetricError):
    """A framework that cannot be used; the message names the file, the key and the fix.

    `problem` is the message of the catalogues that follows the `key`, filled with `values`; a value called
    "wanted" is such a message too. `kind` groups mistakes that are alike. `entry` is the place in its list,
    counted from 0, of the dimension or indicator that is wrong. `others` are what else is wrong with the same
    framework.
    """

    def __init__(self, key: str, problem: str, /, **values: object) -> None:
        self.key, self.problem, self.values = key, problem, values
        self.kind: Kind = "contradiction"
        self.entry: int | None = None
        self.others: tuple[FrameworkError, ...] = ()
        super().__init__(f"{key} {problem.format(**values) if values else problem}".strip())

    @property
    def every(self) -> "tuple[FrameworkError, ...]":
        """This problem and the others."""
        return (self, *self.others)

    def in_entry(self, entry: int) -> "FrameworkError":
        """Return the same error with the place of the dimension or indicator in its list."""
        self.entry = entry
        return self

    def in_file(self, name: str) -> "FrameworkError":
        """Return the same error with the name of the file before the message."""
        named = FrameworkError(self.key, self.problem, **self.values)
        named.kind, named.entry, named.others = self.kind, self.entry, self.others
        named.args = (f"{name}: {self}",)
        return named


def refuse_all(problems: Iterable[FrameworkError]) -> None:
    """Raise the first of the problems with the others in it; return where there is none."""
    found = tuple(problems)
    if found:
        found[0].others = found[1:]
        raise found[0]


def above_zero(key: str, number: float) -> Iterator[FrameworkError]:
    """Yield the problem of a number that is not above 0."""
    if not (isfinite(number) and number > 0):
        yield FrameworkError(key, N_("must be above 0, not {number:g}"), number=number)


@dataclass(frozen=True)
class Link:
    """What a dimension or an indicator says of the other parts; None where that cannot be read."""

    code: str | None
    dimension: str | None = None
    scored: bool = True
    beside: str | None = None
    has_needs: bool = False


@dataclass(frozen=True)
class Outline:
    """How the parts of a framework hang together, readable even where single values are wrong.

    `codes` are those of every group, in order. `has_index` is None where it cannot be read. `is_whole` says
    that every dimension, and the dimension of every indicator, could be read: only then does a dimension
    without indicators mean anything.
    """

    dimensions: tuple[Link, ...]
    indicators: tuple[Link, ...]
    codes: dict[str, tuple[str | None, ...]]
    has_index: bool | None
    has_index_reason: bool
    is_whole: bool

    @classmethod
    def of_table(cls, table: dict[str, Any]) -> "Outline":
        """Return the outline of a framework file that may have mistakes of any kind in it."""
        entries = {group: _tables(table.get(group)) for group in GROUPS}
        known = {_word(one.get("code")) for one in entries["dimensions"]} - {None}
        named = [_word(one.get("dimension")) for one in entries["indicators"]]
        is_whole = all(isinstance(table.get(group), list) for group in ("dimensions", "indicators"))
        index = table.get("index")
        return cls(
            tuple(Link(_word(one.get("code")), has_needs="needs" in one) for one in entries["dimensions"]),
            tuple(
                Link(
                    _word(one.get("code")),
                    dimension,
                    one.get("scored") is not False,
                    _word(one.get("beside")),
                )
                for one, dimension in zip(entries["indicators"], named, strict=True)
            ),
            {group: tuple(_word(one.get("code")) for one in entries[group]) for group in GROUPS},
            has_index=isinstance(index, dict) if isinstance(index, dict) or index == "none" else None,
            has_index_reason="index_reason" in table,
            is_whole=is_whole and all(one in known for one in named),
        )

    def problems(self) -> Iterator[FrameworkError]:
        """Yield every contradiction between the parts."""
        yield from self._codes()
        yield from self._dimensions()
        yield from self._beside()
        if self.has_index is not None and self.has_index == self.has_index_reason:
            yield FrameworkError("index_reason", N_('belongs to index = "none", which needs it'))
        if self.has_index and sum(not one.has_needs for one in self.dimensions) < 2:
            problem = N_('has a single dimension to work on; set index = "none" and give index_reason')
            yield FrameworkError("index", problem)

    def _codes(self) -> Iterator[FrameworkError]:
        outcomes = set(self.codes.get("outcomes", ())) - {None}
        for place, one in enumerate(self.indicators):
            if one.code in outcomes:
                key, problem = (
                    f"indicators.{one.code}",
                    N_("is an outcome; outcomes are never scored, remove it"),
                )
                yield FrameworkError(key, problem).in_entry(place)
        for group, codes in self.codes.items():
            for place, code in enumerate(codes):
                if code is not None and code in codes[:place]:
                    problem = N_("appears twice; give each its own code")
                    yield FrameworkError(f"{group}.{code}", problem).in_entry(place)
        taken = {one.code for one in self.indicators}
        for place, one in enumerate(self.dimensions):
            if one.code is not None and one.code in taken:
                problem = N_("has the code of an indicator; rename one of them")
                yield FrameworkError(f"dimensions.{one.code}", problem).in_entry(place)

    def _dimensions(self) -> Iterator[FrameworkError]:
        known = {one.code for one in self.dimensions if one.code is not None}
        for place, one in enumerate(self.indicators):
            if one.dimension is not None and one.dimension not in known:
                yield FrameworkError(
                    f"indicators.{one.code or place}.dimension",
                    N_("names unknown dimension {name!r}; add it or choose from {known}"),
                    name=one.dimension,
                    known=", ".join(sorted(known)),
                ).in_entry(place)
        if not self.is_whole:
            return
        filled = {one.dimension for one in self.indicators if one.scored}
        for place, one in enumerate(self.dimensions):
            if one.has_needs and one.code in filled:
                problem = N_("contradicts its scored indicators; remove it")
                yield FrameworkError(f"dimensions.{one.code}.needs", problem).in_entry(place)
            if not one.has_needs and one.code not in filled:
                problem = N_("has no scored indicator; add one, or say in needs what assessing it would take")
                yield FrameworkError(f"dimensions.{one.code or place}", problem).in_entry(place)
        if not filled:
            yield FrameworkError("indicators", N_("holds nothing to score; add a scored indicator"))

    def _beside(self) -> Iterator[FrameworkError]:
        beside = {one.code: one.beside for one in self.indicators}
        places = {one.code: place for place, one in enumerate(self.indicators)}
        told: set[str | None] = set()
        for start, first in beside.items():
            if first is not None and first not in beside:
                yield FrameworkError(
                    f"indicators.{start}.beside",
                    N_("names unknown indicator {code!r}; correct the code"),
                    code=first,
                ).in_entry(places[start])
                continue
            seen, code = [start], first
            while code is not None and code in beside and code not in seen:
                seen.append(code)
                code = beside[code]
            # A cycle is one mistake, told at the first of those that are in it.
            if code is not None and code == start and not told & set(seen):
                told |= set(seen)
                path = " > ".join(str(one) for one in [*seen, code])
                yield FrameworkError(
                    f"indicators.{start}.beside", N_("is a cycle ({path}); break it"), path=path
                ).in_entry(places[start])


def _tables(value: object) -> list[dict[str, Any]]:
    return [one if isinstance(one, dict) else {} for one in value] if isinstance(value, list) else []


def _word(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
