import pytest

from etl.coding_cells import plain
from etl.coding_headings import (
    ACTOR_COLUMNS,
    CODING,
    DOCUMENTS,
    KIND_WORDS,
    MISSING_WORDS,
    TASK_COLUMNS,
    Heading,
)
from etl.contracts import MISSING_REASONS, SOURCE_KINDS


def test_every_choice_of_the_contract_has_its_words() -> None:
    assert tuple(MISSING_WORDS) == MISSING_REASONS
    assert tuple(KIND_WORDS) == SOURCE_KINDS


@pytest.mark.parametrize("headings", [CODING, TASK_COLUMNS, ACTOR_COLUMNS, DOCUMENTS])
def test_no_two_headings_of_a_sheet_can_be_mistaken(headings: tuple[Heading, ...]) -> None:
    words = [plain(text) for heading in headings for text in {heading.zh, heading.en}]
    assert len(set(words)) == len(words)
