import pytest

from metrics.framework import Dimension, Framework, Text
from metrics.framework_problems import FrameworkError
from metrics.framework_section import Section


@pytest.fixture
def problems():
    return []


def test_every_mistake_is_kept_and_something_stands_in(problems):
    section = Section({"code": 3, "name": {"zh": "名"}, "wieght": 2}, Dimension, problems, "dimensions.0")
    assert section.word("code") == ""
    assert section.text("name") == Text("名", "")
    assert section.number("weight") == 1.0
    assert [(one.key, one.kind) for one in problems] == [
        ("dimensions.0.wieght", "key"),
        ("dimensions.0.code", "value"),
        ("dimensions.0.name.en", "missing"),
    ]


def test_an_entry_is_named_by_its_place_and_what_follows_from_a_told_mistake_is_left_out(problems):
    def read(inner):
        inner.number("weight")
        raise FrameworkError(f"{inner.key}.weight", "must be above 0")

    section = Section(
        {"dimensions": [{"code": "A", "weight": 0}, {"code": "B", "weight": "x"}]}, Framework, problems
    )
    assert section.each("dimensions", Dimension, read) == ()
    assert [(one.key, one.entry, one.problem) for one in problems] == [
        ("dimensions.A.weight", 0, "must be above 0"),
        ("dimensions.B.weight", 1, "must be {wanted}, not {entry!r}"),
    ]
