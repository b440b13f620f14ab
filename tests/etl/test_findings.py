import re

from etl.contracts import DATASETS
from etl.findings import FINDING_TEXTS, SHOWN_VALUE_LENGTH, Finding, Report
from locales import translator


def test_errors_come_before_warnings_and_then_by_row() -> None:
    report = Report("unit")
    report.add(Finding("column_unknown", "warning", row=1, values={"columns": "a"}))
    report.add(Finding("value_missing", row=9))
    report.add(Finding("value_missing", row=3))
    assert [(finding.severity, finding.row) for finding in report.findings] == [
        ("error", 3),
        ("error", 9),
        ("warning", 1),
    ]
    assert (report.errors, report.warnings) == (2, 1)


def test_long_values_are_cut_when_shown() -> None:
    shown = Finding("value_too_long", value="x" * 1000, values={"limit": 60}).as_dict()["value"]
    assert len(shown) == SHOWN_VALUE_LENGTH + 1


def test_braces_in_a_value_are_not_places_to_fill() -> None:
    finding = Finding("missing_marker", value="{meaning} {0}")
    assert "{meaning} {0}" in finding.as_dict()["fix"]


def test_every_text_has_a_chinese_form_with_the_same_places() -> None:
    chinese = translator("zh")
    texts = [text for pair in FINDING_TEXTS.values() for text in pair if text != "{hint}"]
    texts += [
        text for dataset in DATASETS.values() for rule in dataset.rules for text in (rule.expected, rule.fix)
    ]
    for text in texts:
        words = chinese(text)
        assert words != text, text
        assert set(re.findall(r"{\w+}", words)) == set(re.findall(r"{\w+}", text)), text
