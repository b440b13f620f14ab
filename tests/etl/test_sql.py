import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.sql import count_rows, first_row, literal, quoted


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30))
def test_whatever_the_text_it_stays_one_name_and_one_string(text: str) -> None:
    with duckdb.connect(":memory:") as con:
        cursor = con.execute(f"SELECT {literal(text)} AS {quoted(text)}")
        assert cursor.fetchall() == [(text,)]


def test_first_row_leaves_the_connection_free() -> None:
    with duckdb.connect(":memory:") as con:
        assert first_row(con, "SELECT * FROM range(5)") == (0,)
        assert first_row(con, "SELECT 1 WHERE ?", [False]) is None
        con.execute("CREATE TABLE t AS SELECT * FROM range(3)")
        assert count_rows(con, "t") == 3
        with pytest.raises(duckdb.Error):
            count_rows(con, 't"; DROP TABLE t; --')
