"""What an export must say about the worst data in it, so that it cannot be taken for more than it is."""

from collections.abc import Iterable

from etl.contract_types import N_
from locales import Sentence

SAMPLE = Sentence(N_("Sample data contribute to this (grade S): no real measurement, not to be quoted."))
"""Drawn across a figure too."""

PRESS = Sentence(
    N_("Data from press, reposts or aggregators contribute to this (grade C): check before quoting.")
)


def watermark_of(grades: Iterable[object]) -> Sentence | None:
    """Return the sentence that the worst of some grades asks for, None from grade B up.

    >>> watermark_of(["A", "S", "C"]) == SAMPLE, watermark_of(["A", "C"]) == PRESS, watermark_of(["A", "B"])
    (True, True, None)
    """
    found = {str(grade) for grade in grades}
    return SAMPLE if "S" in found else PRESS if "C" in found else None
