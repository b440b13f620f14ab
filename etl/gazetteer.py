"""Find places by code, full or short name, English name or pinyin; several that fit are all returned."""

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pyarrow as pa
from pypinyin import lazy_pinyin

from etl.spelling import folded

Role = Literal["any", "province", "city", "county"]

LEVELS_OF_ROLE: dict[Role, tuple[tuple[str, ...], ...]] = {
    "any": (("province", "prefecture", "county"),),
    "province": (("province", "municipality"),),
    "city": (("prefecture", "municipality"), ("county",), ("province",)),
    "county": (("county",), ("prefecture", "municipality")),
}
"""Levels that a column of each role may name; later ones count only if the earlier ones have none."""

ROLES: dict[str, Role] = {"county": "county", "city": "city", "province": "province"}
"""Columns that name places of one role; any other may name any place."""

LEVEL_ORDER = ("municipality", "prefecture", "province", "county")
MUNICIPALITIES = ("110000", "120000", "310000", "500000")
ENDINGS = {
    "province": ("省", "市", "自治区", "province"),
    "municipality": ("市", "municipality", "city"),
    "prefecture": ("市", "州", "地区", "盟", "自治州", "city", "prefecture"),
    "county": (),
}
"""What files append to the short name of a place of each level."""

ENGLISH_ENDINGS = (" district", " county", " city", " banner", " autonomous county", " prefecture")
LONGEST_CHAIN = 30
NEAR_NAMES = 5
NEAR_ENOUGH = 0.6


@dataclass(frozen=True)
class Place:
    """A unit as names refer to it."""

    code: str
    name: str
    short: str
    english: str
    level: str
    parent: str
    province: str
    population: int


class Gazetteer:
    """The known places, by every way of writing them."""

    def __init__(self, units: pa.Table) -> None:
        self.places: dict[str, Place] = {place.code: place for place in map(_place, units.to_pylist())}
        self._full: dict[str, list[str]] = defaultdict(list)
        self._short: dict[str, list[str]] = defaultdict(list)
        for place in self.places.values():
            self._full[folded(place.name)].append(place.code)
            for name in _short_names(place):
                if place.code not in self._short[name]:
                    self._short[name].append(place.code)

    @cached_property
    def _pinyin(self) -> dict[str, list[str]]:
        # Built only when a name in Latin letters is no English name: romanising every place takes a moment.
        found: dict[str, list[str]] = defaultdict(list)
        for place in self.places.values():
            for name in {place.name, place.short}:
                found["".join(lazy_pinyin(name))].append(place.code)
        return found

    def find(self, written: str, role: Role = "any", within: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the codes of the places that a name can mean, inside the parents that are given.

        A full name goes before a short one: 吉林市 is the city, though 吉林 alone could be the province.
        A name may begin with the names of the places it lies in: 青岛市即墨区.
        """
        parents = [code for code in within if code]
        name = _latin(folded(written))
        for codes in (self._full.get(name), self._short.get(name)):
            found = self._fitting(codes or (), role, parents)
            if found:
                return found
        if name.isascii():
            return self._fitting(self._pinyin.get(name, ()), role, parents) if name.isalpha() else ()
        return self._chained(name, role, parents)

    def _chained(self, name: str, role: Role, parents: list[str]) -> tuple[str, ...]:
        """Return the places of names written in one with the names they lie in, as in 山东省青岛市即墨区."""
        found: list[str] = []
        for end in range(2, min(len(name), LONGEST_CHAIN) - 1):
            for code in dict.fromkeys((*self._full.get(name[:end], ()), *self._short.get(name[:end], ()))):
                if self.places[code].level != "county":
                    found += self.find(name[end:], role, [*parents, code])
        return tuple(dict.fromkeys(found))

    def _fitting(self, codes: Iterable[str], role: Role, parents: list[str]) -> tuple[str, ...]:
        inside = [
            self.places[code]
            for code in dict.fromkeys(codes)
            if all(self._lies_in(code, parent) for parent in parents)
        ]
        for levels in LEVELS_OF_ROLE[role]:
            wanted = {*levels, "municipality"} if "prefecture" in levels else set(levels)
            found = [place for place in inside if place.level in wanted]
            if found:
                if role == "city" and not parents:
                    # 吉林 and 海南 name a province and a prefecture: the column alone does not decide.
                    found += [place for place in inside if place.level == "province" and place not in found]
                return tuple(place.code for place in self._ordered(found))
        return ()

    def _lies_in(self, code: str, parent: str) -> bool:
        place = self.places[code]
        itself = code == parent
        return code in MUNICIPALITIES if itself else parent in (place.parent, place.province)

    def related(self, code: str, other: str) -> bool:
        """Tell whether two places are the same, or one lies in the other."""
        one, two = self.places[code], self.places[other]
        return code == other or other in (one.parent, one.province) or code in (two.parent, two.province)

    @staticmethod
    def _ordered(places: Iterable[Place]) -> list[Place]:
        return sorted(
            places, key=lambda place: (LEVEL_ORDER.index(place.level), -place.population, place.code)
        )

    def near(self, written: str, within: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the places whose names look most like an unknown one, the likeliest first."""
        parents = [code for code in within if code]
        name = _latin(folded(written))
        names = {**self._short, **self._full}
        codes: list[str] = []
        for match in difflib.get_close_matches(name, list(names), NEAR_NAMES * 4, NEAR_ENOUGH):
            codes += self._full.get(match, []) + self._short.get(match, [])
        inside = [code for code in dict.fromkeys(codes) if all(self._lies_in(code, up) for up in parents)]
        return tuple(inside[:NEAR_NAMES])


def _place(row: dict[str, object]) -> Place:
    code = str(row["unit_code"])
    level = str(row.get("level") or _level(code))
    return Place(
        code,
        str(row["name_zh"]),
        str(row["name_short_zh"]),
        str(row["name_en"]),
        "municipality" if code in MUNICIPALITIES else level,
        str(row.get("parent_code") or (f"{code[:4]}00" if level == "county" else f"{code[:2]}0000")),
        str(row.get("province_code") or f"{code[:2]}0000"),
        int(str(row.get("population") or 0)),
    )


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _short_names(place: Place) -> set[str]:
    """Return every folded way of writing a place that is not its full name."""
    english = place.english.casefold()
    names = {place.short, english}
    for ending in ENGLISH_ENDINGS:
        if english.endswith(ending):
            names.add(english.removesuffix(ending))
    for ending in ENDINGS[place.level]:
        names |= {place.short + ending, f"{english} {ending}"}
    return {_latin(folded(name)) for name in names} - {""}


def _latin(name: str) -> str:
    """Return Latin letters without their marks; Chinese characters stay."""
    if name.isascii():
        return name
    marks = unicodedata.normalize("NFD", name)
    return "".join(mark for mark in marks if unicodedata.category(mark) != "Mn")
