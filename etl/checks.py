"""Run a contract over the staging table: findings for the rows that break it, else a typed table."""

import unicodedata
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

import duckdb
import pyarrow as pa

from etl.cell_checks import cell_query, typed_value, value_query
from etl.contract_types import SQL_TYPES, Column, Dataset
from etl.findings import KEPT_FINDINGS, Finding, Report
from etl.sql import count_rows, first_row, quoted
from etl.staging import STAGED_ROW, STAGED_ROWS_KEPT
from etl.workspace import remove_rows
from locales import Sentence

EXCEL_DAY_ZERO = date(1899, 12, 30)
NAME_LOOKUP = (
    "SELECT unit_code FROM ref_unit WHERE $v IN (name_zh, name_short_zh) OR lower(name_en) = lower($v)"
)


def check(
    con: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    report: Report,
    *,
    asked: bool = False,
    settled: Collection[str] = (),
) -> pa.Table | None:
    """Check `staging` against `dataset` and return the typed table if no error was found.

    Tables that the contract refers to must stand in `con` as `ref_unit`, `ref_source` and `ref_vocabulary`.
    With `asked`, the table `asked_row` lists rows whose place is still in question: they are errors already,
    and only their other cells are checked. `settled` names columns whose cells need no further look: they
    have passed already, or the lack of the column is an error already.
    """
    report.rows = count_rows(con, "staging")
    if report.rows == 0 and report.errors == 0 and dataset.uploadable:
        report.add(Finding("rows_missing", row=1))
    con.execute("CREATE OR REPLACE TEMP TABLE broken_row (number BIGINT)")
    if asked:
        con.execute("INSERT INTO broken_row SELECT number FROM asked_row")
    for column in dataset.columns:
        if column.name not in settled:
            _check_column(con, column, report, asked=asked and column.name == "unit_code")
    typed = _make_typed(con, dataset)
    if report.rows > STAGED_ROWS_KEPT:
        # Nobody looks at the text of so many cells again: its memory serves what follows.
        remove_rows(con)
    for column in dataset.columns:
        if column.references or column.vocabulary:
            _check_reference(con, dataset, column, typed[column.name].unique(), report)
    in_order = _ascends(con, dataset.key)
    _check_key(con, dataset, report, in_order=in_order)
    _check_rules(con, dataset, report, in_order=in_order)
    if report.errors:
        return None
    if _in_file_order(typed):
        return typed.drop_columns([STAGED_ROW])
    columns = ", ".join(quoted(name) for name in dataset.column_names)
    ordered = ", ".join([STAGED_ROW, *(quoted(name) for name in dataset.key)])
    return con.sql(f"SELECT {columns} FROM typed ORDER BY {ordered}").to_arrow_table()


def _room(report: Report) -> int:
    return max(KEPT_FINDINGS - len(report.kept), 100)


def _check_column(con: duckdb.DuckDBPyConnection, column: Column, report: Report, *, asked: bool) -> None:
    # A table of its own: in one statement the checks would be moved before DISTINCT, to every cell.
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE seen_value AS SELECT DISTINCT {quoted(column.name)} AS v FROM staging"
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE odd_value AS {value_query(column)}")
    if not count_rows(con, "odd_value"):
        return
    query = cell_query(column, STAGED_ROW)
    if asked:
        query += f" WHERE s.{STAGED_ROW} NOT IN (SELECT number FROM asked_row)"
    con.execute(f"CREATE OR REPLACE TEMP TABLE problem AS {query}")
    counts = con.execute("SELECT code, count(*) FROM problem GROUP BY code ORDER BY code").fetchall()
    if not counts:
        return
    con.execute("INSERT INTO broken_row SELECT number FROM problem")
    for code, number in counts:
        report.count(code, "error", number)
    sample = con.execute(
        "SELECT number, v, code FROM problem ORDER BY number LIMIT ?", [_room(report)]
    ).fetchall()
    report.keep([_cell_finding(con, column, row, value, code) for row, value, code in sample])


def _cell_finding(
    con: duckdb.DuckDBPyConnection, column: Column, row: int, value: str | None, code: str
) -> Finding:
    values: dict[str, object] = {
        "meaning": Sentence(column.meaning),
        "minimum": column.minimum,
        "maximum": column.maximum,
        "limit": column.max_length,
        "choices": ", ".join(column.choices),
        "hint": Sentence(column.pattern_hint),
        "suggestion": _suggest(con, code, value or ""),
    }
    return Finding(code, row=row, column=column.name, value=value, values=values)


SUGGESTIONS: dict[str, Callable[[str], str]] = {
    "full_width_digits": lambda value: unicodedata.normalize("NFKC", value).strip(),
    "surrounding_space": lambda value: value.strip(" \t\u3000\u00a0"),
    "thousands_separator": lambda value: value.replace(",", "").replace("，", ""),
    "percent_sign": lambda value: value.rstrip("%％ "),
    "date_serial": lambda value: (EXCEL_DAY_ZERO + timedelta(days=int(float(value)))).isoformat(),
}
"""What the cell should probably say, for the codes whose fix proposes it."""


def _suggest(con: duckdb.DuckDBPyConnection, code: str, value: str) -> str:
    if code == "code_is_name":
        found = con.execute(NAME_LOOKUP, {"v": value}).fetchall()
        # Two places may share a name: then no code is proposed, for the choice is the analyst's.
        return str(found[0][0]) if len(found) == 1 else "…"
    return SUGGESTIONS[code](value) if code in SUGGESTIONS else ""


def _make_typed(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> pa.Table:
    """Make the whole rows known as `typed`, with the types of the contract, and return them.

    They are an Arrow table, which is what goes on to the store: so they are laid out once, not twice.
    """
    cells = ", ".join(
        f"CAST({typed_value(column, quoted(column.name))} AS {SQL_TYPES[column.kind]})"
        f" AS {quoted(column.name)}"
        for column in dataset.columns
    )
    whole = f" WHERE {STAGED_ROW} NOT IN (SELECT number FROM broken_row)"
    if not count_rows(con, "broken_row"):
        whole = ""
    typed = con.sql(f"SELECT {STAGED_ROW}, {cells} FROM staging{whole}").to_arrow_table()
    con.register("typed", typed)
    return typed


def _ascends(con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> bool:
    """Tell whether each row of `typed` is greater than the one before it by these columns.

    One pass in the order of the rows; if it holds, no two rows are alike, and nothing has to be sorted.
    """
    greater = "false"
    for name in reversed(names):
        cell, before = quoted(name), f"lag({quoted(name)}) OVER ()"
        greater = f"({cell} > {before} OR ({cell} = {before} AND {greater}))"
    found = first_row(
        con, f"SELECT count(*) FILTER (WHERE greater), count(*) FROM (SELECT {greater} AS greater FROM typed)"
    )
    return found is not None and found[0] == max(found[1] - 1, 0)


def _in_file_order(typed: pa.Table) -> bool:
    numbers = typed[STAGED_ROW].to_numpy()
    return bool((numbers[1:] > numbers[:-1]).all())


def _report_rows(con: duckdb.DuckDBPyConnection, query: str, template: Finding, report: Report) -> None:
    """Count and keep findings like `template` for a query of (row, value)."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE problem AS {query}")
    number = count_rows(con, "problem")
    if not number:
        return
    report.count(template.code, template.severity, number)
    sample = con.execute("SELECT * FROM problem ORDER BY 1 LIMIT ?", [_room(report)]).fetchall()
    report.keep(
        [
            Finding(
                template.code,
                template.severity,
                row=row,
                column=template.column,
                value=value,
                expected=template.expected,
                fix=template.fix,
                values={**template.values, **dict(zip(("other", "suggestion"), more, strict=False))},
            )
            for row, value, *more in sample
        ]
    )


def _check_reference(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, column: Column, values: pa.Array, report: Report
) -> None:
    """Report the rows of those among the different `values` of a column that nothing stands for."""
    cell = quoted(column.name)
    con.register("used_value", pa.table({"v": values}))
    if column.vocabulary:
        lists = ", ".join(f"'{name}'" for name in column.vocabulary)
        known = f"SELECT code FROM ref_vocabulary WHERE list IN ({lists})"
        distance = (
            "CASE WHEN regexp_matches(v, '[一-鿿]') THEN levenshtein(name_zh, v)"
            " ELSE least(levenshtein(code, v), levenshtein(lower(name_en), lower(v))) END"
        )
        nearest = f"(SELECT arg_min(code, {distance}) FROM ref_vocabulary WHERE list IN ({lists}))"
        template = Finding("code_unknown", column=column.name, values={"lists": ", ".join(column.vocabulary)})
    else:
        table, key = column.references or ("", "")
        # A file may name its own new rows: a county whose city comes in the same table.
        own = f" UNION SELECT {quoted(key)} FROM typed" if table == dataset.name else ""
        known = f"SELECT {quoted(key)} FROM {quoted('ref_' + table)}{own}"
        nearest = "NULL"
        template = Finding("reference_unknown", column=column.name, values={"table": table})
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE odd_value AS SELECT v, {nearest} AS nearest FROM used_value"
        f" WHERE v IS NOT NULL AND v NOT IN ({known})"
    )
    if count_rows(con, "odd_value"):
        query = f"SELECT t.{STAGED_ROW}, v, NULL, nearest FROM typed t JOIN odd_value ON t.{cell} = v"
        _report_rows(con, query, template, report)


def _check_key(con: duckdb.DuckDBPyConnection, dataset: Dataset, report: Report, *, in_order: bool) -> None:
    names = ", ".join(quoted(name) for name in dataset.key)
    twice = f"SELECT 1 FROM typed GROUP BY {names} HAVING count(*) > 1 LIMIT 1"
    if in_order or first_row(con, twice) is None:
        return
    partition = ", ".join(f"coalesce({quoted(name)}::VARCHAR, '')" for name in dataset.key)
    shown = " || ' · ' || ".join(f"coalesce({quoted(name)}::VARCHAR, '')" for name in dataset.key)
    query = (
        f"SELECT {STAGED_ROW}, {shown} AS shown, first_row FROM (SELECT *, min({STAGED_ROW})"
        f" OVER (PARTITION BY {partition}) AS first_row FROM typed) WHERE {STAGED_ROW} > first_row"
    )
    template = Finding("key_duplicate", column=dataset.key[0], values={"key": " + ".join(dataset.key)})
    _report_rows(con, query, template, report)


def _check_rules(con: duckdb.DuckDBPyConnection, dataset: Dataset, report: Report, *, in_order: bool) -> None:
    for rule in dataset.rules:
        earlier = "".join(f", {_earlier(dataset, name, in_order=in_order)}" for name in rule.earlier)
        query = (
            f"SELECT {STAGED_ROW}, {quoted(rule.column)}::VARCHAR FROM"
            f" (SELECT *, ({rule.violated}) AS violated FROM (SELECT *{earlier} FROM typed)) WHERE violated"
        )
        template = Finding(rule.code, rule.severity, column=rule.column, expected=rule.expected, fix=rule.fix)
        _report_rows(con, query, template, report)


def _earlier(dataset: Dataset, name: str, *, in_order: bool) -> str:
    """Return SQL for the value of a column in the row before; rows in order need no sorting."""
    *group, last = (quoted(part) for part in dataset.key)
    cell = quoted(name)
    if in_order:
        same = " AND ".join(f"{part} = lag({part}) OVER ()" for part in group) or "true"
        value = f"CASE WHEN {same} THEN lag({cell}) OVER () END"
    else:
        value = f"lag({cell}) OVER (PARTITION BY {', '.join(group) or 'true'} ORDER BY {last})"
    return f"{value} AS {quoted('earlier_' + name)}"
