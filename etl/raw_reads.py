"""The raw rows that cells were made of, for one cell or for many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import pandas as pd

from etl.derivation import DERIVATIONS, Input
from etl.snapshot import Snapshot
from etl.sql import quoted

Cell = tuple[str, str]
"""A place and an indicator."""


def raw_rows(snapshot: Snapshot, unit: str, indicator: str) -> dict[str, pd.DataFrame]:
    """Return the rows that a cell was made of, by table, with their source, batch and address.

    `unit` is the place that was measured: for an inherited value the place it is inherited from. An indicator
    that is coded rather than derived has the rows of its coders.
    """
    return raw_rows_of(snapshot, [(unit, indicator)])[unit, indicator]


def raw_rows_of(
    snapshot: Snapshot, cells: Iterable[Cell], leave_out: Collection[str] = ()
) -> dict[Cell, dict[str, pd.DataFrame]]:
    """Return for each cell what `raw_rows` returns, with one query per table for all of them.

    Tables to `leave_out` are not read.
    """
    wanted = {cell: [part for part in _inputs(cell[1]) if part.table not in leave_out] for cell in cells}
    provinces: Mapping[str, str] = {}
    if any(part.of_province for parts in wanted.values() for part in parts):
        provinces = _provinces(snapshot, sorted({unit for unit, _indicator in wanted}))
    asked = [
        (cell, part, provinces.get(cell[0], "") if part.of_province else cell[0])
        for cell, parts in wanted.items()
        for part in parts
    ]
    read = {}
    for table, column in dict.fromkeys((part.table, part.column) for _cell, part, _place in asked):
        same = [(part, place) for _cell, part, place in asked if (part.table, part.column) == (table, column)]
        codes = sorted({code for part, _place in same for code in part.codes})
        read[table, column] = _Rows(snapshot, table, column, sorted({place for _, place in same}), codes)
    found: dict[Cell, dict[str, pd.DataFrame]] = {cell: {} for cell in wanted}
    for cell, part, place in asked:
        rows = read[part.table, part.column].of(place, part.codes)
        if len(rows):
            tables = found[cell]
            known = tables.get(part.table)
            tables[part.table] = rows if known is None else pd.concat([known, rows])
    return found


def _inputs(indicator: str) -> tuple[Input, ...]:
    derivation = DERIVATIONS.get(indicator)
    coded = Input("indicator_value", "indicator_code", (indicator,))
    return (*(derivation.inputs if derivation else ()), coded)


def _provinces(snapshot: Snapshot, units: Sequence[str]) -> dict[str, str]:
    found = snapshot.frame(
        "SELECT unit_code, province_code FROM unit"
        " WHERE list_contains($units, unit_code) AND province_code IS NOT NULL",
        {"units": list(units)},
    )
    return dict(zip(found["unit_code"].tolist(), found["province_code"].tolist(), strict=True))


class _Rows:
    """Rows of one table of some places, by place and, where a column tells them apart, by its code."""

    def __init__(
        self, snapshot: Snapshot, table: str, column: str, places: Sequence[str], codes: Sequence[str]
    ) -> None:
        condition = f" AND list_contains($codes, {quoted(column)})" if column else ""
        values = {"places": list(places), **({"codes": list(codes)} if column else {})}
        self._frame = snapshot.frame(
            f"SELECT * FROM {quoted(table)} WHERE list_contains($places, unit_code){condition} ORDER BY ALL",
            values,
        )
        units = self._frame["unit_code"].tolist()
        told_apart = self._frame[column].tolist() if column else [""] * len(units)
        self._positions: dict[tuple[str, str], list[int]] = defaultdict(list)
        for position, key in enumerate(zip(units, told_apart, strict=True)):
            self._positions[key].append(position)

    def of(self, place: str, codes: Sequence[str]) -> pd.DataFrame:
        """Return the rows of a place that hold one of some codes, or all where there are no codes."""
        keys = [(place, code) for code in codes or ("",)]
        positions = sorted(position for key in keys for position in self._positions.get(key, ()))
        return self._frame.iloc[positions].reset_index(drop=True)
