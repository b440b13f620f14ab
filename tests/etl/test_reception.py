from etl.intake import References
from etl.reception import Options, receive

CASES = b"unit_code,date,confirmed\n370200,2020-01-02,1\n"


def test_the_dataset_is_told_from_the_header(references: References) -> None:
    reception = receive(CASES, "cases.csv", references)
    assert reception.intake.dataset.name == "case_daily"
    assert reception.intake.table is not None
    assert (reception.intake.content, reception.intake.file_name) == (CASES, "cases.csv")


def test_a_chosen_dataset_is_not_second_guessed(references: References) -> None:
    reception = receive(CASES, "cases.csv", references, Options(dataset="measure"))
    assert reception.intake.dataset.name == "measure"
    assert reception.intake.table is None
