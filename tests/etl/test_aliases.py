import pytest

from etl.aliases import ALIASES, PLACE, PROVENANCE, WORDS, field_of, names_of
from etl.contracts import DATASETS, UPLOADABLE
from etl.recognition import NEW_COUNTS
from etl.spelling import folded


@pytest.mark.parametrize("dataset", UPLOADABLE)
def test_names_are_folded_unique_and_stand_for_columns(dataset: str) -> None:
    known = {*DATASETS[dataset].column_names, *NEW_COUNTS}
    assert set(ALIASES[dataset]) <= known
    names = [name for words in ALIASES[dataset].values() for name in words.split()]
    assert [name for name in names if folded(name) != name] == []
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


@pytest.mark.parametrize("table", [PLACE, PROVENANCE])
def test_names_of_places_and_provenance_are_folded_and_unique(table: dict[str, str]) -> None:
    names = [name for words in table.values() for name in words.split()]
    assert [name for name in names if folded(name) != name] == []
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("dataset", UPLOADABLE)
def test_the_contracts_own_names_always_count(dataset: str) -> None:
    for name in DATASETS[dataset].column_names:
        assert field_of(name, dataset) == name
        assert field_of(f" {name.upper()} ", dataset) == name


def test_words_lead_to_choices_of_their_column() -> None:
    choices = {column.name: column.choices for dataset in DATASETS.values() for column in dataset.columns}
    for column in ("status", "value_type", "missing_reason", "level"):
        assert set(WORDS[column].values()) <= set(choices[column])
    assert all(folded(word) == word for words in WORDS.values() for word in words)


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("城市", "city"), ("地区", "place"), ("日期", "date"), ("累计确诊", "confirmed"),
        ("新增确诊", "new_confirmed"), ("治愈", "recovered"), ("死亡（例）", "deaths"),
        ("City", "city"),        ("Cumulative confirmed", "confirmed"), ("天气", None),
    ],
)  # fmt: skip
def test_what_a_column_of_cases_is_called(label: str, field: str | None) -> None:
    assert field_of(label, "case_daily") == field


def test_a_unit_of_measure_is_no_place() -> None:
    assert names_of("resource")["单位"] == "unit"
    assert names_of("resource")["unit"] == "unit"
