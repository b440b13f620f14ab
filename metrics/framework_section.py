"""One table of a framework file, read key by key: every mistake is kept, and something that fits stands in.

So one reading finds all mistakes of a file and not the first one only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from math import isfinite
from typing import Any, TypeVar

from metrics.framework import Text
from metrics.framework_problems import FrameworkError, Kind
from metrics.problems import N_

RESTS_ON = {
    "weight": {"weight"},
    "reason": {"scored", "reason"},
    "levels": {"kind", "levels"},
}
"""Which keys of an indicator a contradiction follows from, by the key it names; all others from its scale."""
SCALE = {"kind", "direction", "normalisation", "scored", "levels"}

Choice = TypeVar("Choice", bound=str)
Entry = TypeVar("Entry")


@dataclass
class Section:
    """One table of the file. What is wrong is added to `problems`, and something that fits stands in for it.

    Keys that `form`, the type it becomes, has no field for are wrong; `misspelt` are those that were meant.
    """

    table: dict[str, Any]
    form: type
    problems: list[FrameworkError]
    key: str = ""
    misspelt: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        known = [one.name for one in fields(self.form)]
        for name in self.table:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                if near:
                    self.misspelt.add(near[0])
                    self.add(name, N_("is not a known key; did you mean {near!r}?"), "key", near=near[0])
                else:
                    self.add(name, N_("is not a known key; remove it"), "key")

    def add(self, name: str, problem: str, kind: Kind = "value", **values: object) -> None:
        """Keep a mistake in the value of a key."""
        error = FrameworkError(self._at(name), problem, **values)
        error.kind = kind
        self.problems.append(error)

    def _at(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key else name

    def _take(self, name: str, kind: type | tuple[type, ...], wanted: str, *, optional: bool) -> Any:
        if name not in self.table:
            # A misspelt key has been told already.
            if not optional and name not in self.misspelt:
                self.add(name, N_("is missing; add {wanted}"), "missing", wanted=wanted)
            return None
        entry = self.table[name]
        # TOML's true would pass for the number 1
        if not isinstance(entry, kind) or (isinstance(entry, bool) and kind is not bool):
            self.add(name, N_("must be {wanted}, not {entry!r}"), wanted=wanted, entry=entry)
            return None
        return entry

    def has(self, name: str) -> bool:
        """Tell whether the table has the key."""
        return name in self.table

    def word(self, name: str) -> str:
        """Return a text that must be there."""
        entry = self._take(name, str, N_("a text"), optional=False)
        if entry is not None and not entry.strip():
            self.add(name, N_("is empty; fill it in"), "missing")
        return (entry or "").strip()

    def optional_word(self, name: str) -> str | None:
        """Return a text, None where the key is not there."""
        return self.word(name) if name in self.table else None

    def choice(self, name: str, options: tuple[Choice, ...]) -> Choice:
        """Return one of the words that the key takes."""
        entry = self.word(name)
        if entry and entry not in options:
            self.add(
                name, N_("must be one of {options}, not {entry!r}"), options=", ".join(options), entry=entry
            )
        return next((option for option in options if option == entry), options[0])

    def number(self, name: str, default: float | None = None) -> float:
        """Return a finite number; it must be there if there is no default."""
        entry = self._take(name, (int, float), N_("a number"), optional=default is not None)
        if entry is not None and not isfinite(entry):
            self.add(name, N_("must be a finite number, not {entry!r}"), entry=entry)
            return 1.0
        return float(entry) if entry is not None else 1.0 if default is None else default

    def optional_number(self, name: str) -> float | None:
        """Return a number, None where the key is not there."""
        return self.number(name) if name in self.table else None

    def whole(self, name: str) -> int:
        """Return a whole number that must be there."""
        entry = self._take(name, int, N_("a whole number"), optional=False)
        return 1 if entry is None else int(entry)

    def flag(self, name: str, *, default: bool) -> bool:
        """Return true or false."""
        entry = self._take(name, bool, N_("true or false"), optional=True)
        return default if entry is None else bool(entry)

    def text(self, name: str) -> Text:
        """Return the same words in both languages."""
        wanted = N_('a table such as { zh = "…", en = "…" }')
        entry = self._take(name, dict, wanted, optional=False)
        return Text("", "") if entry is None else self._inner(name, entry, Text).both()

    def optional_text(self, name: str) -> Text | None:
        """Return the words, None where the key is not there."""
        return self.text(name) if name in self.table else None

    def both(self) -> Text:
        """Return this table as the same words in both languages."""
        return Text(self.word("zh"), self.word("en"))

    def _inner(self, name: str, table: dict[str, Any], form: type) -> "Section":
        return Section(table, form, self.problems, self._at(name))

    def section(self, name: str, form: type) -> "Section | None":
        """Return a table in this table, None where it is not one."""
        entry = self._take(name, dict, N_("a table"), optional=False)
        return None if entry is None else self._inner(name, entry, form)

    def each(self, name: str, form: type, read: Callable[["Section"], Entry]) -> tuple[Entry, ...]:
        """Return what `read` makes of every table of a list; one that contradicts itself is left out."""
        entries = (
            self._take(name, list, N_("a list of tables in double square brackets"), optional=True) or []
        )
        result = []
        for position, entry in enumerate(entries):
            if not isinstance(entry, dict):
                self.add(name, N_("must hold tables, not {entry!r}"), entry=entry)
                continue
            before = len(self.problems)
            inner = self._inner(f"{name}.{entry.get('code', position)}", entry, form)
            try:
                result.append(read(inner))
            except FrameworkError as error:
                self.problems += _following(inner.key, self.problems[before:], error.every)
            if not self.key:
                for problem in self.problems[before:]:
                    problem.in_entry(position)
        return tuple(result)


def _following(
    key: str, told: list[FrameworkError], found: tuple[FrameworkError, ...]
) -> list[FrameworkError]:
    """Return those contradictions of an entry that do not follow from values told to be wrong already."""
    wrong = {one.key.removeprefix(f"{key}.").split(".")[0] for one in told}
    wrong |= {str(one.values.get("near")) for one in told}
    return [one for one in found if not wrong & RESTS_ON.get(one.key.removeprefix(f"{key}."), SCALE)]
