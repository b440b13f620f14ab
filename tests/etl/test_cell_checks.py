import duckdb
import pytest

from etl.cell_checks import problem_of_cell, typed_value
from etl.contract_types import Column


def problem(column: Column, text: str | None) -> str | None:
    with duckdb.connect(":memory:") as con:
        query = f"SELECT {problem_of_cell(column)} FROM (SELECT $text::VARCHAR AS v)"
        return con.execute(query, {"text": text}).fetchall()[0][0]


def value(column: Column, text: str) -> object:
    with duckdb.connect(":memory:") as con:
        return con.execute(
            f"SELECT {typed_value(column, 'v')} FROM (SELECT $text AS v)", {"text": text}
        ).fetchall()[0][0]


@pytest.mark.parametrize("text", ["0", "-1", "+5", "12.0", "9007199254740993"])
def test_whole_numbers_pass_and_keep_every_digit(text: str) -> None:
    column = Column("n", "integer")
    assert problem(column, text) is None
    assert value(column, text) == int(text.removesuffix(".0"))


@pytest.mark.parametrize("text", ["1.5", ".5", "1e3", "-2.25E-2", "7"])
def test_numbers_pass(text: str) -> None:
    column = Column("n", "number")
    assert problem(column, text) is None
    assert value(column, text) == float(text)


@pytest.mark.parametrize("text", ["1,5", "1.2.3", "five", "1 000", "0x10", "--1", "1_000"])
def test_what_is_no_number_is_named(text: str) -> None:
    assert problem(Column("n", "number"), text) == "value_not_number"


@pytest.mark.parametrize("text", ["2020-02-29", "2020-02-29 00:00:00"])
def test_days_pass(text: str) -> None:
    column = Column("d", "date")
    assert problem(column, text) is None
    assert str(value(column, text)) == "2020-02-29"


@pytest.mark.parametrize(("text", "truth"), [("true", True), ("False", False), ("1", True), ("0", False)])
def test_truth_values(text: str, truth: bool) -> None:
    column = Column("b", "boolean")
    assert problem(column, text) is None
    assert value(column, text) is truth
    assert problem(column, "perhaps") == "value_not_boolean"


@pytest.mark.parametrize("text", ["NA", "无", "-", "n/a", "缺失", "NULL"])
def test_words_for_missing_are_no_numbers_but_may_be_names(text: str) -> None:
    assert problem(Column("n", "number"), text) == "missing_marker"
    if text != "-":
        assert problem(Column("name"), text) is None


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-x"])
def test_formulas_are_refused_in_text_and_negative_numbers_are_not(text: str) -> None:
    assert problem(Column("t"), text) == "formula"
    assert problem(Column("t"), "-5") is None


def test_bounds_and_lengths() -> None:
    assert problem(Column("n", "number", minimum=0, maximum=1), "1.01") == "value_too_large"
    assert problem(Column("n", "number", minimum=0, maximum=1), "-0.01") == "value_too_small"
    assert problem(Column("t", max_length=3), "四个汉字") == "value_too_long"
    assert problem(Column("t", max_length=4), "四个汉字") is None


def test_missing_cells_matter_only_where_required() -> None:
    assert problem(Column("t", required=True), None) == "value_missing"
    assert problem(Column("t"), None) is None


def test_lists_split_at_both_semicolons() -> None:
    assert value(Column("l", "list"), "a; b；c;") == ["a", "b", "c"]
