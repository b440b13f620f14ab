"""Read cells that say one thing in another notation, and tell the analyst that they were read so.

Full-width digits, thousands separators, 2020年1月28日, Excel's day numbers, 例 after a count, words for the
codes of a list: nothing is lost by reading them. What could mean two things is left as it is, for the check
to refuse: 1/2/2020, “-” and “无” (nothing, or nothing known), 12% where the unit is not percent.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from etl.aliases import WORDS
from etl.cell_checks import problem_of_cell
from etl.contract_types import Column, Dataset
from etl.days import EXCEL_DAY_ZERO, Order, read_day, slash_order
from etl.findings import Finding, Report
from etl.long_table import rewrite
from etl.recognition import Plan
from etl.spelling import folded, plain
from etl.sql import count_rows, literal, quoted
from etl.staging import STAGED_ROW

THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
COUNTED = re.compile(r"([+-]?[0-9][0-9,]*(?:\.[0-9]+)?) ?[例人名个张家所]")
YEAR = re.compile(r"([0-9]{4}) ?年(度)?")
UNKNOWN_WORDS = {"na", "n/a", "nan", "null", "none", "缺失", "不详", "未知", "暂无数据", "无数据"}
SPACES = " \t\u3000\u00a0"
SHOWN = 20
"""So many cells of a column are named one by one; all are counted."""


Reading = tuple[str, str, int, int]
"""A cell as written, as read, the first row that has it, and the number of its cells."""


@dataclass(frozen=True)
class Context:
    """What the table as a whole says about the cells of a column."""

    year: int | None = None
    order: Order | None = None
    decimal_comma: bool = False
    names: Mapping[str, str] | None = None
    day_zero: date = EXCEL_DAY_ZERO


def read_notations(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, plan: Plan, report: Report, *, decimal_comma: bool
) -> set[str]:
    """Rewrite the cells of `staging` that are written in another notation; each kind is a warning.

    `decimal_comma` is set where semicolons separate the columns: there 1,234 may be a decimal number.
    Returns the columns in which every cell is as its contract wants it, so that nobody has to look again.
    """
    _read_percent(con, dataset, plan, report)
    changed: list[str] = []
    clean: set[str] = set()
    for column in dataset.columns:
        if column.name not in plan.found or column.references is not None:
            continue
        odd = _odd_values(con, column)
        if not odd:
            clean.add(column.name)
            continue
        values = [(value, row, count) for value, row, count in odd if value is not None]
        texts = [value for value, _row, _count in values]
        context = Context(plan.year, slash_order(texts), decimal_comma, _names(con, column), plan.day_zero)
        kept: list[Reading] = []
        for value, row, count in values:
            new = _read(column, value, context)
            if new is not None and new != value:
                kept.append((value, new, row, count))
        if kept:
            _note(column, kept, report)
            _store(con, column, kept)
            changed.append(column.name)
    if changed:
        cells = ", ".join(
            f"nullif(coalesce({quoted('new ' + name)}.new, s.{quoted(name)}), '') AS {quoted(name)}"
            for name in changed
        )
        joins = " ".join(
            f"LEFT JOIN {quoted('new ' + name)} ON s.{quoted(name)} = {quoted('new ' + name)}.old"
            for name in changed
        )
        rewrite(con, f"SELECT s.* REPLACE ({cells}) FROM staging s {joins} ORDER BY s.{STAGED_ROW}")
    return clean


def _odd_values(con: duckdb.DuckDBPyConnection, column: Column) -> list[tuple[str | None, int, int]]:
    """Return the different values of a column that its contract does not take as they are, None for empty."""
    odd = f"{problem_of_cell(column)} IS NOT NULL"
    if column.vocabulary:
        lists = ", ".join(literal(name) for name in column.vocabulary)
        odd += f" OR v NOT IN (SELECT code FROM ref_vocabulary WHERE list IN ({lists}))"
    cell = quoted(column.name)
    # A table of its own: in one statement the checks would be moved before the grouping, to every cell.
    con.execute(f"CREATE OR REPLACE TEMP TABLE seen_value AS SELECT DISTINCT {cell} AS v FROM staging")
    con.execute(f"CREATE OR REPLACE TEMP TABLE odd_value AS SELECT v FROM seen_value WHERE {odd}")
    if not count_rows(con, "odd_value"):
        return []
    return con.execute(
        f"SELECT odd.v, min(s.{STAGED_ROW}) AS row, count(*) FROM staging s JOIN odd_value odd"
        f" ON s.{cell} IS NOT DISTINCT FROM odd.v GROUP BY 1 ORDER BY row"
    ).fetchall()


def _names(con: duckdb.DuckDBPyConnection, column: Column) -> dict[str, str]:
    """Return the codes of a column's lists by their names, without names that two codes share."""
    words = dict(WORDS.get(column.name, {}))
    words.update({folded(choice): choice for choice in column.choices})
    if not column.vocabulary:
        return words
    described = con.sql("SELECT * FROM ref_vocabulary").to_arrow_table().to_pylist()
    twice: set[str] = set()
    for entry in described:
        if entry["list"] not in column.vocabulary:
            continue
        for name in {folded(str(entry[key])) for key in ("name_zh", "name_en", "code") if entry.get(key)}:
            if words.setdefault(name, entry["code"]) != entry["code"]:
                twice.add(name)
    return {name: code for name, code in words.items() if name not in twice}


def _read(column: Column, value: str, context: Context) -> str | None:
    """Return what a cell says in the contract's notation; '' for nothing known, None if it is not sure."""
    text = plain(value)
    if column.kind in ("integer", "number", "date") and text.casefold() in UNKNOWN_WORDS:
        return ""
    named = (context.names or {}).get(folded(value))
    if named is not None:
        return named
    return READERS.get(column.kind, _read_text)(column, value, context)


def _read_number(column: Column, value: str, context: Context) -> str | None:
    text = plain(value).replace("−", "-")
    counted = COUNTED.fullmatch(text) if column.kind == "integer" else None
    year = YEAR.fullmatch(text) if column.kind == "integer" else None
    text = counted[1] if counted else year[1] if year else text
    if THOUSANDS.fullmatch(text):
        return None if context.decimal_comma and column.kind == "number" else text.replace(",", "")
    return text if re.fullmatch(r"[+-]?[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?", text) else None


def _read_date(column: Column, value: str, context: Context) -> str | None:
    del column
    return read_day(value, context.year, context.order, context.day_zero)


def _read_text(column: Column, value: str, context: Context) -> str | None:
    del context
    text = value.strip(SPACES)
    return plain(text) if column.pattern or column.choices else text


def _read_list(column: Column, value: str, context: Context) -> str | None:
    del column, context
    return re.sub(r"\s*[、，；]\s*", ";", value.strip(SPACES))


READERS: dict[str, Callable[[Column, str, Context], str | None]] = {
    "integer": _read_number,
    "number": _read_number,
    "date": _read_date,
    "list": _read_list,
}


def _note(column: Column, kept: list[Reading], report: Report) -> None:
    for emptied, code in ((True, "marker_emptied"), (False, "notation_read")):
        cells = [(value, new, row, count) for value, new, row, count in kept if (new == "") is emptied]
        if not cells:
            continue
        report.count(code, "warning", sum(count for _value, _new, _row, count in cells))
        report.keep(
            [
                Finding(
                    code,
                    "warning",
                    row=row,
                    column=column.name,
                    value=value,
                    values={"read": new, "cells": count},
                )
                for value, new, row, count in cells[:SHOWN]
            ]
        )


def _store(con: duckdb.DuckDBPyConnection, column: Column, kept: list[Reading]) -> None:
    old = pa.array([value for value, *_ in kept], pa.string())
    new = pa.array([new for _value, new, *_ in kept], pa.string())
    con.register("new_rows", pa.table({"old": old, "new": new}))
    con.execute(f"CREATE OR REPLACE TEMP TABLE {quoted('new ' + column.name)} AS SELECT * FROM new_rows")
    con.unregister("new_rows")


def _read_percent(con: duckdb.DuckDBPyConnection, dataset: Dataset, plan: Plan, report: Report) -> None:
    """Read 12% as 12 where the unit of the row is percent, or where the row has no other unit."""
    if not {"value", "unit"} <= set(dataset.column_names) or "value" not in plan.found:
        return
    percent = r"regexp_full_match(trim(value), '[+-]?[0-9.]+ ?[%％]')"
    fits = f"{percent} AND coalesce(lower(trim(unit)), '%') IN ('percent', '%', '％', '百分比')"
    found = con.execute(f"SELECT {STAGED_ROW}, value FROM staging WHERE {fits} ORDER BY 1").fetchall()
    if not found:
        return
    read = "trim(rtrim(trim(value), '%％'))"
    rewrite(
        con,
        f"SELECT * REPLACE (CASE WHEN {fits} THEN {read} ELSE value END AS value,"
        f" CASE WHEN {fits} THEN 'percent' ELSE unit END AS unit) FROM staging",
    )
    report.count("notation_read", "warning", len(found))
    report.keep(
        [
            Finding(
                "notation_read",
                "warning",
                row=row,
                column="value",
                value=value,
                values={"read": value.rstrip("%％ "), "cells": 1},
            )
            for row, value in found[:SHOWN]
        ]
    )
