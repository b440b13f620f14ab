"""Reading a framework file (TOML) into its typed form, with a refusal that says what to change."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

from metrics.framework import (
    KINDS,
    LEVELS,
    MEANS,
    Dimension,
    Framework,
    FrameworkError,
    Goalposts,
    IndexRule,
    Indicator,
    Quantity,
    TargetValue,
    Text,
)
from metrics.problems import N_

UNREADABLE = N_("the file cannot be read; check the path")
NOT_UTF8 = N_("the file is not UTF-8 text; save it as UTF-8")
NOT_TOML = N_("this is not valid TOML, correct it there: {error}")

Choice = TypeVar("Choice", bound=str)
Entry = TypeVar("Entry")


def load_framework(path: Path | str) -> Framework:
    """Read a framework file.

    Parameters: `path` of a TOML file in the format of docs/FRAMEWORKS.md.
    Result: the Framework. Raises FrameworkError, one sentence with file, key and fix: a file that is missing
    or is not UTF-8 TOML, an unknown or missing key, a value of the wrong type, a text missing in one
    language, and every contradiction that `metrics.framework` refuses.
    Source: docs/FRAMEWORKS.md.

    >>> load_framework("nowhere.toml")
    Traceback (most recent call last):
    metrics.framework.FrameworkError: nowhere.toml: the file cannot be read; check the path
    """
    path = Path(path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return _framework(_Section(table, Framework))
    except OSError as error:
        raise FrameworkError("", UNREADABLE).in_file(path.name) from error
    except UnicodeDecodeError as error:
        raise FrameworkError("", NOT_UTF8).in_file(path.name) from error
    except tomllib.TOMLDecodeError as error:
        raise FrameworkError("", NOT_TOML, error=error).in_file(path.name) from error
    except FrameworkError as error:
        raise error.in_file(path.name) from error


@dataclass
class _Section:
    """One table of the file: refuses keys that `form`, the type it becomes, has no field for."""

    table: dict[str, Any]
    form: type
    key: str = ""

    def __post_init__(self) -> None:
        known = [field.name for field in fields(self.form)]
        for name in self.table:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                if near:
                    raise FrameworkError(
                        self._at(name), N_("is not a known key; did you mean {near!r}?"), near=near[0]
                    )
                raise FrameworkError(self._at(name), N_("is not a known key; remove it"))

    def _at(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key else name

    def _take(self, name: str, kind: type | tuple[type, ...], wanted: str, *, optional: bool) -> Any:
        if name not in self.table:
            if optional:
                return None
            raise FrameworkError(self._at(name), N_("is missing; add {wanted}"), wanted=wanted)
        entry = self.table[name]
        # TOML's true would pass for the number 1
        if not isinstance(entry, kind) or (isinstance(entry, bool) and kind is not bool):
            raise FrameworkError(
                self._at(name), N_("must be {wanted}, not {entry!r}"), wanted=wanted, entry=entry
            )
        return entry

    def has(self, name: str) -> bool:
        return name in self.table

    def word(self, name: str) -> str:
        entry = str(self._take(name, str, N_("a text"), optional=False)).strip()
        if not entry:
            raise FrameworkError(self._at(name), N_("is empty; fill it in"))
        return entry

    def optional_word(self, name: str) -> str | None:
        return self.word(name) if name in self.table else None

    def choice(self, name: str, options: tuple[Choice, ...]) -> Choice:
        entry = self.word(name)
        if entry not in options:
            raise FrameworkError(
                self._at(name),
                N_("must be one of {options}, not {entry!r}"),
                options=", ".join(options),
                entry=entry,
            )
        return next(option for option in options if option == entry)

    def number(self, name: str, default: float | None = None) -> float:
        entry = self._take(name, (int, float), N_("a number"), optional=default is not None)
        number = default if entry is None else float(entry)
        if number is None or not isfinite(number):
            raise FrameworkError(self._at(name), N_("must be a finite number, not {entry!r}"), entry=entry)
        return number

    def optional_number(self, name: str) -> float | None:
        return self.number(name) if name in self.table else None

    def whole(self, name: str) -> int:
        return int(self._take(name, int, N_("a whole number"), optional=False))

    def flag(self, name: str, *, default: bool) -> bool:
        entry = self._take(name, bool, N_("true or false"), optional=True)
        return default if entry is None else bool(entry)

    def text(self, name: str) -> Text:
        wanted = N_('a table such as { zh = "…", en = "…" }')
        entry = self._take(name, dict, wanted, optional=False)
        return _text(_Section(entry, Text, self._at(name)))

    def optional_text(self, name: str) -> Text | None:
        return self.text(name) if name in self.table else None

    def section(self, name: str, form: type) -> "_Section":
        return _Section(self._take(name, dict, N_("a table"), optional=False), form, self._at(name))

    def each(self, name: str, form: type, read: Callable[["_Section"], Entry]) -> tuple[Entry, ...]:
        entries = (
            self._take(name, list, N_("a list of tables in double square brackets"), optional=True) or []
        )
        result = []
        for position, entry in enumerate(entries):
            if not isinstance(entry, dict):
                raise FrameworkError(self._at(name), N_("must hold tables, not {entry!r}"), entry=entry)
            label = entry.get("code", position)
            result.append(read(_Section(entry, form, f"{self._at(name)}.{label}")))
        return tuple(result)


def _text(section: _Section) -> Text:
    return Text(section.word("zh"), section.word("en"))


def _quantity(section: _Section) -> Quantity:
    return Quantity(section.word("code"), section.text("name"), section.text("unit"))


def _dimension(section: _Section) -> Dimension:
    return Dimension(
        code=section.word("code"),
        name=section.text("name"),
        weight=section.number("weight", 1.0),
        needs=section.optional_text("needs"),
        note=section.optional_text("note"),
    )


def _indicator(section: _Section) -> Indicator:
    return Indicator(
        code=section.word("code"),
        name=section.text("name"),
        dimension=section.word("dimension"),
        kind=section.choice("kind", KINDS),
        direction=_direction(section),
        unit=section.text("unit"),
        definition=section.text("definition"),
        source=section.text("source"),
        level=section.choice("level", LEVELS),
        weight=section.number("weight", 1.0),
        normalisation=_normalisation(section),
        levels=section.each("levels", Text, _text),
        scored=section.flag("scored", default=True),
        reason=section.optional_text("reason"),
        beside=section.optional_word("beside"),
        minimum_n=section.whole("minimum_n") if section.has("minimum_n") else None,
    )


def _direction(section: _Section) -> int:
    direction = section.whole("direction")
    if direction not in {-1, 0, 1}:
        raise FrameworkError(
            f"{section.key}.direction", N_("must be 1, -1 or 0, not {direction}"), direction=direction
        )
    return direction


def _normalisation(section: _Section) -> Goalposts | TargetValue | None:
    entry = section.table.get("normalisation")
    if entry is None:
        return None
    if isinstance(entry, dict) and "best" in entry:
        inner = section.section("normalisation", TargetValue)
        return TargetValue(inner.number("best"), inner.number("slope"))
    inner = section.section("normalisation", Goalposts)
    return Goalposts(inner.number("floor"), inner.number("target"))


def _index(section: _Section) -> IndexRule | None:
    entry = section.table.get("index")
    if entry == "none":
        return None
    if isinstance(entry, str):
        raise FrameworkError("index", N_('must be "none" or a table, not {entry!r}'), entry=entry)
    inner = section.section("index", IndexRule)
    return IndexRule(inner.choice("aggregation", MEANS), inner.flag("needs_every_dimension", default=True))


def _framework(section: _Section) -> Framework:
    return Framework(
        code=section.word("code"),
        version=section.word("version"),
        name=section.text("name"),
        level=section.choice("level", LEVELS),
        note=section.text("note"),
        goalposts_note=section.text("goalposts_note"),
        dimensions=section.each("dimensions", Dimension, _dimension),
        indicators=section.each("indicators", Indicator, _indicator),
        coverage=section.number("coverage", 0.6),
        within=section.choice("within", MEANS) if section.has("within") else "arithmetic",
        floor=section.number("floor", 1.0),
        index=_index(section),
        index_reason=section.optional_text("index_reason"),
        minimum_agreement=section.optional_number("minimum_agreement"),
        context=section.each("context", Quantity, _quantity),
        outcomes=section.each("outcomes", Quantity, _quantity),
    )
