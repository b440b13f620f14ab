import pytest

from charts.grade_words import grade_words, reason_words
from locales import translator


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_grade_and_reason_has_words_of_its_own(language: str) -> None:
    _ = translator("zh" if language == "zh" else "en")
    grades = {grade_words(grade, _) for grade in ("A", "B", "C", "S", None)}
    reasons = {
        reason_words(reason, _)
        for reason in ("not_applicable", "not_collected", "not_found", "withheld", "whatever")
    }
    assert (len(grades), len(reasons)) == (5, 5)
