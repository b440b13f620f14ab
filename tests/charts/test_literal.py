import pytest

from charts.literal import literal

HOSTILE = "<b>x</b> <a href='javascript:alert(1)'>y</a> %{x} $a$ &amp; line\nbreak"


def test_no_mark_of_the_drawing_library_survives() -> None:
    shown = literal(HOSTILE)
    assert "<" not in shown
    assert "%{" not in shown
    assert "$" not in shown
    assert "\n" not in shown
    assert "&amp;amp;" in shown


@pytest.mark.parametrize("name", ["即墨区", "Xi'an", "Suzhou (苏州市, Jiangsu)", "5 % of {x}"])
def test_ordinary_names_stay_as_they_are(name: str) -> None:
    assert literal(name) == name
