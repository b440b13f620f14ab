"""SQL that gives each cell of a column the code of what is wrong with it, or NULL.

One CASE expression per column, so that a table is scanned once per column whatever the number of checks.
The text of the cell is `v`; typed values are made with TRY_CAST only after the text has the right form.
"""

from etl.contract_types import Column
from etl.sql import literal, quoted

FULL_WIDTH = "[０-９．，－％]"
INTEGER_FORM = r"[+-]?[0-9]+"
WHOLE_FORM = r"[+-]?[0-9]+\.0*"
NUMBER_FORM = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"
DATE_FORM = r"[0-9]{4}-[0-9]{2}-[0-9]{2}( 00:00:00(\.0+)?)?"
BOOLEAN_FORM = r"(?i)true|false|0|1"
MISSING_MARKERS = (
    "na", "n/a", "nan", "null", "none", "-", "--", "—", "——", "–", "/", "\\", "…", "……", "...", "*", "无",
    "暂无", "缺失", "不详", "未知", "未报告", "未公布", "未统计",
)  # fmt: skip

ERROR_WORDS = "'#N/A', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#NULL!', '#SPILL!', '#CALC!'"
"""What a spreadsheet shows where a formula failed."""


def typed_value(column: Column, cell: str) -> str:
    """Return SQL for the typed value of a cell that has passed its checks, NULL where it has not."""
    match column.kind:
        case "integer":
            # The plain cast reads nearly every count; only forms such as 5.0 with many digits need the other.
            exact = f"try_cast(try_cast({cell} AS DECIMAL(38, 6)) AS BIGINT)"
            return f"coalesce(try_cast({cell} AS BIGINT), {exact})"
        case "number":
            return f"try_cast({cell} AS DOUBLE)"
        case "date":
            # Nearly every day stands alone; a time of day is cut off.
            return f"coalesce(try_cast({cell} AS DATE), try_cast(left({cell}, 10) AS DATE))"
        case "boolean":
            # The usual spellings first: the others need to be put in small letters, cell by cell.
            return (
                f"CASE WHEN {cell} IN ('true', '1') THEN true WHEN {cell} IN ('false', '0') THEN false"
                f" WHEN lower({cell}) = 'true' THEN true WHEN {cell} IS NOT NULL THEN false END"
            )
        case "list":
            parts = f"list_transform(regexp_split_to_array({cell}, '[;；]'), lambda x: trim(x))"
            return f"list_filter({parts}, lambda x: x <> '')"
        case _:
            return cell


def _form_cases(column: Column) -> list[tuple[str, str]]:
    number = column.kind in ("integer", "number")
    cases: list[tuple[str, str]] = [(f"v LIKE '#%' AND upper(v) IN ({ERROR_WORDS})", "error_cell")]
    if number or column.kind == "date":
        cases += [
            (f"regexp_matches(v, '{FULL_WIDTH}')", "full_width_digits"),
            (
                f"lower(trim(v)) IN ({', '.join(literal(marker) for marker in MISSING_MARKERS)})",
                "missing_marker",
            ),
        ]
    cases.append(("v <> trim(v, ' \t\u3000\u00a0')", "surrounding_space"))
    if number:
        cases += [
            (r"regexp_full_match(v, '[+-]?[0-9]{1,3}([,，][0-9]{3})+(\.[0-9]+)?')", "thousands_separator"),
            (r"regexp_full_match(v, '[+-]?[0-9.]+ ?[%％]')", "percent_sign"),
            ("regexp_full_match(lower(v), '[+-]?inf(inity)?')", "value_infinite"),
        ]
    if column.kind == "integer":
        cases += [
            (
                f"regexp_full_match(v, '{NUMBER_FORM}')"
                f" AND NOT regexp_full_match(v, '{INTEGER_FORM}|{WHOLE_FORM}')",
                "value_not_whole",
            ),
            (f"NOT regexp_full_match(v, '{INTEGER_FORM}|{WHOLE_FORM}')", "value_not_integer"),
        ]
    elif column.kind == "number":
        cases += [
            (f"NOT regexp_full_match(v, '{NUMBER_FORM}')", "value_not_number"),
            ("isinf(try_cast(v AS DOUBLE))", "value_infinite"),
        ]
    elif column.kind == "date":
        cases += [
            ("regexp_full_match(v, '[34][0-9]{4}(\\.0)?')", "date_serial"),
            (
                r"regexp_full_match(v, '[0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}日?( [0-9:.]+)?')"
                f" AND NOT regexp_full_match(v, '{DATE_FORM}') OR regexp_full_match(v, '20[0-9]{{6}}')",
                "date_format",
            ),
            (f"NOT regexp_full_match(v, '{DATE_FORM}')", "value_not_date"),
            ("try_cast(left(v, 10) AS DATE) IS NULL", "date_impossible"),
        ]
    elif column.kind == "boolean":
        cases.append((f"NOT regexp_full_match(v, '{BOOLEAN_FORM}')", "value_not_boolean"))
    else:
        cases += [
            ("regexp_matches(v, '^[=@]|^[+-][^0-9]|^\\t')", "formula"),
            (f"length(v) > {column.max_length}", "value_too_long"),
        ]
    return cases


def _range_cases(column: Column) -> list[tuple[str, str]]:
    typed = typed_value(column, "v")
    cases: list[tuple[str, str]] = []
    if column.kind == "integer":
        # A count of more than eighteen digits does not fit and is certainly too large.
        cases.append((f"{typed} IS NULL AND v LIKE '-%'", "value_too_small"))
        cases.append((f"{typed} IS NULL", "value_too_large"))
    for bound, operator, code in (
        (column.minimum, "<", "value_too_small"),
        (column.maximum, ">", "value_too_large"),
    ):
        if bound is not None:
            limit = f"DATE {literal(bound)}" if isinstance(bound, str) else repr(bound)
            cases.append((f"{typed} {operator} {limit}", code))
    return cases


def _text_cases(column: Column) -> list[tuple[str, str]]:
    cases: list[tuple[str, str]] = []
    if column.references == ("unit", "unit_code") or column.name == "unit_code":
        cases += [
            (r"regexp_full_match(v, '[0-9]{5}(\.0)?|[0-9]{6}\.0|[0-9.]+[eE]\+?[0-9]+')", "code_lost_zero"),
            ("regexp_matches(v, '[一-鿿A-Za-z]')", "code_is_name"),
        ]
    if column.kind == "list":
        cases.append(("regexp_matches(v, '[、，]')", "list_separator"))
    # A word that is no code of the list is named by the check of the list, with the code that comes nearest.
    if column.pattern and not column.vocabulary:
        cases.append((f"NOT regexp_full_match(v, {literal(column.pattern)})", "value_malformed"))
    if column.choices:
        choices = ", ".join(literal(choice) for choice in column.choices)
        cases.append((f"v NOT IN ({choices})", "value_not_allowed"))
    return cases


def problem_of_cell(column: Column) -> str:
    """Return SQL that is the finding code of a cell, or NULL where nothing is wrong.

    >>> from etl.contract_types import Column
    >>> problem_of_cell(Column("note", max_length=5)).startswith("CASE WHEN v IS NULL THEN NULL")
    True
    """
    missing = "'value_missing'" if column.required else "NULL"
    cases = [("regexp_matches(v, '[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]')", "control_character")]
    cases += _form_cases(column) + _range_cases(column) + _text_cases(column)
    whens = " ".join(f"WHEN {condition} THEN '{code}'" for condition, code in cases)
    return f"CASE WHEN v IS NULL THEN {missing} {whens} END"


def value_query(column: Column) -> str:
    """Return SQL that lists value and code of every value in `seen_value` with a problem.

    A column of a million cells holds a few thousand different values as a rule: each is looked at once.
    """
    codes = f"SELECT v, {problem_of_cell(column)} AS code FROM seen_value"
    return f"SELECT v, code FROM ({codes}) WHERE code IS NOT NULL"


def cell_query(column: Column, row: str) -> str:
    """Return SQL that lists row, value and code of the cells of `staging` whose value is in `odd_value`."""
    cell = quoted(column.name)
    return (
        f"SELECT s.{row} AS number, odd.v, odd.code FROM staging s JOIN odd_value odd"
        f" ON s.{cell} IS NOT DISTINCT FROM odd.v"
    )
