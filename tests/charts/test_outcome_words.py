import inspect

import pytest

from charts.outcome_words import OUTCOMES, REASON_COLUMNS, blank_words, outcome_words
from locales import Language, translator
from metrics import outbreak

REASONS = [
    value for name, value in vars(outbreak).items() if name.isupper() and isinstance(value, str) and value
]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_and_outcome_has_words(language: Language) -> None:
    _ = translator(language)
    assert len(REASONS) == 9
    assert all(blank_words(reason, _) for reason in REASONS)
    assert blank_words("", _) == ""
    assert all(outcome_words(code, _).axis for code in OUTCOMES)


def test_every_outcome_names_its_column_of_reasons() -> None:
    documentation = inspect.getdoc(outbreak.outbreaks) or ""
    assert all(column in documentation for column in REASON_COLUMNS.values())
    assert set(OUTCOMES) <= set(REASON_COLUMNS)
