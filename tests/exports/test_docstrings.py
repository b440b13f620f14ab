from pathlib import Path

import pytest

from exports.docstrings import documented, sections
from exports.subjects import subjects
from locales import translator

METRICS = Path(__file__).resolve().parent.parent.parent / "metrics"
SUBJECTS = [subject.module for subject in subjects(translator("en"))]


def test_a_docstring_is_cut_at_its_headings() -> None:
    text = (
        "What.\n\nFormula: a = b;\n    c. Parameters: `a`.\nResult: d. Raises X.\nSource: Someone 2020.\n\n"
        ">>> 1\n1"
    )
    assert sections(text) == {
        "what": "What.",
        "Formula": "a = b; c.",
        "Parameters": "`a`.",
        "Result": "d.",
        "Raises": "X.",
        "Source": "Someone 2020.",
    }


def test_a_docstring_without_headings_is_all_what() -> None:
    assert sections("Only this.") == {"what": "Only this."}


@pytest.mark.parametrize("module", SUBJECTS)
def test_every_subject_has_formulas_without_the_parts_that_follow(module: str) -> None:
    found = documented(module)
    assert found
    assert all(one.what and "Parameters" not in one.formula for one in found)


def test_no_module_with_formulas_is_left_out() -> None:
    # Their draws and shares are explained with the bands and the sensitivity that they are made for.
    internal = {"simulation", "sensitivity"}
    with_formulas = {
        path.stem for path in METRICS.glob("*.py") if path.stem != "__init__" and documented(path.stem)
    }
    assert with_formulas - internal <= set(SUBJECTS), with_formulas - set(SUBJECTS)
