import pytest

from etl.contract_words import column_words, rule_words
from etl.contracts import DATASETS, UPLOADABLE


@pytest.mark.parametrize("dataset", UPLOADABLE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_column_of_every_dataset_is_told(dataset: str, language: str) -> None:
    told = column_words(DATASETS[dataset], language)  # type: ignore[arg-type]
    assert [one.name for one in told] == list(DATASETS[dataset].column_names)
    assert all(one.meaning and one.kind for one in told)
    assert all("{" not in one.line(language) for one in told)  # type: ignore[arg-type]
    assert len(rule_words(DATASETS[dataset], language)) == len(DATASETS[dataset].rules) + 1  # type: ignore[arg-type]


def test_what_may_stand_in_a_column_is_told() -> None:
    told = {one.name: one for one in column_words(DATASETS["measure"], "en")}
    assert told["status"].allowed == "one of: implemented, not_implemented"
    assert told["status"].required
    assert not told["source_id"].required
    assert told["unit_code"].line("en").startswith("six-digit GB/T 2260 code of the place; text; a six-digit")
