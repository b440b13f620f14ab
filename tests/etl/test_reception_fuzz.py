"""Valid files, broken at random: each ends in a report or a checked table, never in an exception."""

from hypothesis import HealthCheck, given, settings

from etl.intake import References
from etl.reception import Reception, receive
from tests.etl.fuzzing import VALID, mutated


def assert_sound(reception: Reception) -> None:
    """A table comes exactly when there is no error, and every finding can be said in both languages."""
    report = reception.intake.report
    # That code stands for an exception which only the last net caught: there must be none.
    assert not report.counts["file_not_understood", "error"], report.findings
    assert (reception.intake.table is None) == (report.errors > 0)
    for finding in report.findings[:20]:
        assert finding.row is not None
        assert finding.column
        assert finding.as_dict("en")["fix"]
        assert finding.as_dict("zh")["fix"]
    for sentence in reception.understood:
        assert sentence.text("zh")


def test_the_files_are_valid_before_they_are_broken(known: References) -> None:
    for name, content in VALID.items():
        reception = receive(content, name, known)
        assert reception.intake.table is not None, (name, reception.intake.report.findings)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(case=mutated())
def test_broken_bytes_end_in_a_report(known: References, case: tuple[str, bytes]) -> None:
    name, content = case
    assert_sound(receive(content, name, known))
