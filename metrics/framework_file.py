"""Reading a framework file (TOML) into its typed form, with a refusal that says what to change."""

import tomllib
from pathlib import Path
from typing import Any

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
from metrics.framework_problems import Outline, refuse_all
from metrics.framework_section import Section
from metrics.problems import N_

UNREADABLE = N_("the file cannot be read; check the path")
NOT_UTF8 = N_("the file is not UTF-8 text; save it as UTF-8")
NOT_TOML = N_("this is not valid TOML, correct it there: {error}")


def load_framework(path: Path | str) -> Framework:
    """Read a framework file.

    Parameters: `path` of a TOML file in the format of docs/FRAMEWORKS.md.
    Result: the Framework. Raises FrameworkError, one sentence with file, key and fix: a file that is missing
    or is not UTF-8 TOML, an unknown or missing key, a value of the wrong type, a text missing in one
    language, and every contradiction that `metrics.framework` refuses. The error is the first mistake; its
    `others` are all the rest, less those that would go with one named already.
    Source: docs/FRAMEWORKS.md.

    >>> load_framework("nowhere.toml")
    Traceback (most recent call last):
    metrics.framework_problems.FrameworkError: nowhere.toml: the file cannot be read; check the path
    """
    path = Path(path)
    try:
        return _read(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise FrameworkError("", UNREADABLE).in_file(path.name) from error
    except UnicodeDecodeError as error:
        raise FrameworkError("", NOT_UTF8).in_file(path.name) from error
    except tomllib.TOMLDecodeError as error:
        raise FrameworkError("", NOT_TOML, error=error).in_file(path.name) from error
    except FrameworkError as error:
        raise error.in_file(path.name) from error


def _read(table: dict[str, Any]) -> Framework:
    problems: list[FrameworkError] = []
    section = Section(table, Framework, problems)
    rules: list[FrameworkError] = []
    try:
        found = _framework(section)
    except FrameworkError as error:
        if not problems:
            raise
        rules = [one for one in error.every if one.key in {"floor", "coverage", "minimum_agreement"}]
    if problems:
        refuse_all([*problems, *rules, *_between(table, section)])
    return found


def _between(table: dict[str, Any], section: Section) -> list[FrameworkError]:
    """Return what the parts of a file contradict in each other, less what a misspelt key brings about.

    The file itself is looked at, for a part with a mistake in it has become no typed part.
    """
    if section.misspelt & {"dimensions", "indicators"}:
        return []
    meant = [
        (one.key.rpartition(".")[0], one.values["near"]) for one in section.problems if "near" in one.values
    ]
    return [
        one
        for one in Outline.of_table(table).problems()
        if ("", one.key) not in meant and (one.key, "needs") not in meant
    ]


def _quantity(section: Section) -> Quantity:
    return Quantity(section.word("code"), section.text("name"), section.text("unit"))


def _dimension(section: Section) -> Dimension:
    return Dimension(
        code=section.word("code"),
        name=section.text("name"),
        weight=section.number("weight", 1.0),
        needs=section.optional_text("needs"),
        note=section.optional_text("note"),
    )


def _indicator(section: Section) -> Indicator:
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
        levels=section.each("levels", Text, Section.both),
        scored=section.flag("scored", default=True),
        reason=section.optional_text("reason"),
        beside=section.optional_word("beside"),
        minimum_n=section.whole("minimum_n") if section.has("minimum_n") else None,
    )


def _direction(section: Section) -> int:
    direction = section.whole("direction")
    if direction not in {-1, 0, 1}:
        section.add("direction", N_("must be 1, -1 or 0, not {direction}"), direction=direction)
    return direction


def _normalisation(section: Section) -> Goalposts | TargetValue | None:
    entry = section.table.get("normalisation")
    if entry is None:
        return None
    is_target = isinstance(entry, dict) and "best" in entry
    inner = section.section("normalisation", TargetValue if is_target else Goalposts)
    if inner is None:
        return None
    if is_target:
        return TargetValue(inner.number("best"), inner.number("slope"))
    return Goalposts(inner.number("floor"), inner.number("target"))


def _index(section: Section) -> IndexRule | None:
    entry = section.table.get("index")
    if entry == "none":
        return None
    if isinstance(entry, str):
        section.add("index", N_('must be "none" or a table, not {entry!r}'), entry=entry)
        return None
    inner = section.section("index", IndexRule)
    if inner is None:
        return None
    return IndexRule(inner.choice("aggregation", MEANS), inner.flag("needs_every_dimension", default=True))


def _framework(section: Section) -> Framework:
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
