"""The documentation of a metric, taken apart: what it measures, its formula and its source."""

import importlib
import inspect
import re
from dataclasses import dataclass

HEADINGS = ("Formula", "Parameters", "Result", "Raises", "Source")
_HEADING = re.compile(rf"(?:^|(?<=[.;)] ))({'|'.join(HEADINGS)})(?=[:,\s])", re.MULTILINE)


@dataclass(frozen=True)
class Documented:
    """One public function: its name with parameters, what it measures, formula and source, empty if none."""

    name: str
    what: str
    formula: str
    source: str


def documented(module: str) -> list[Documented]:
    """Return the public functions of a module of metrics that have a formula, in the order of the file."""
    loaded = importlib.import_module(f"metrics.{module}")
    found = []
    for name, value in vars(loaded).items():
        own = inspect.isfunction(value) and value.__module__ == loaded.__name__
        if not own or name.startswith("_"):
            continue
        parts = sections(inspect.getdoc(value) or "")
        if parts.get("Formula"):
            parameters = ", ".join(inspect.signature(value).parameters)
            found.append(
                Documented(f"{name}({parameters})", parts["what"], parts["Formula"], parts.get("Source", ""))
            )
    return found


def sections(text: str) -> dict[str, str]:
    """Cut a docstring at its headings; "what" is the part before the first of them.

    >>> sections("Rate.\\n\\nFormula: a / b.\\nSource: Someone 2020.\\n\\n>>> 1\\n1")
    {'what': 'Rate.', 'Formula': 'a / b.', 'Source': 'Someone 2020.'}
    """
    body = text.split("\n>>>", maxsplit=1)[0]
    marks = list(_HEADING.finditer(body))
    ends = [*(mark.start() for mark in marks[1:]), len(body)]
    parts = {"what": body[: marks[0].start()] if marks else body}
    for mark, end in zip(marks, ends, strict=True) if marks else ():
        parts.setdefault(mark.group(1), body[mark.end() : end].lstrip(":"))
    return {name: " ".join(part.split()) for name, part in parts.items()}
