import pytest

from exports.watermark import PRESS, SAMPLE, watermark_of
from locales import Sentence, translator


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ([], None),
        (["A", "B"], None),
        (["A", "C"], PRESS),
        (["S"], SAMPLE),
        (["C", "S", "A"], SAMPLE),
        ([None, float("nan")], None),
    ],
)
def test_the_worst_grade_decides(grades: list[object], expected: Sentence | None) -> None:
    assert watermark_of(grades) == expected


@pytest.mark.parametrize("sentence", [SAMPLE, PRESS])
def test_both_languages_say_it(sentence: Sentence) -> None:
    assert sentence.text("zh") != sentence.text("en")
    assert translator("zh")(sentence.message) == sentence.text("zh")
