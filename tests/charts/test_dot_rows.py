"""The words of a chart of rows: the whole, then the focus place, and what is left out."""

import pandas as pd

from charts.dot_rows import absent, marks, told
from charts.look import Look
from charts.theme import FOCUS_SYMBOL
from locales import translator

ROWS = pd.DataFrame(
    {"unit_code": ["1", "2", "3"], "name": ["One", "Two", "Three"], "score": [3.0, 2.0, None]}
)


def say(rows: pd.DataFrame, focus: str, own: str = "Own.") -> str:
    return told(
        rows,
        focus,
        nothing="Nothing.",
        whole=lambda first, last: f"{first.name} to {last.name}.",
        own=lambda place: own and f"{place.name}: {own}",
    )


def test_the_whole_comes_first_and_then_the_focus_place() -> None:
    assert say(ROWS, "2") == "One to Three. Two: Own."


def test_a_focus_place_that_is_not_drawn_or_has_nothing_to_say_is_left_out() -> None:
    assert say(ROWS, "9") == "One to Three."
    assert say(ROWS, "1", own="") == "One to Three."


def test_without_rows_there_is_nothing_to_tell() -> None:
    assert say(ROWS.iloc[:0], "1") == "Nothing."


def test_places_without_a_figure_are_named() -> None:
    assert absent(ROWS, "score") == ["Three"]


def test_the_focus_place_has_a_mark_of_its_own() -> None:
    peers, own = marks(ROWS, "2", Look("light", translator("en")))
    assert peers[0].tolist() == [True, False, True]
    assert own[0].tolist() == [False, True, False]
    assert own[2] == FOCUS_SYMBOL
