"""Every sentence that the method page quotes from the code is there in Chinese."""

from exports.docstrings import documented
from exports.method_words import SUMMARIES
from exports.subjects import subjects
from locales import translator


def test_every_documented_function_is_told_in_chinese() -> None:
    _ = translator("zh")
    told = {one.what for subject in subjects(_) for one in documented(subject.module)}
    assert told == set(SUMMARIES)
    assert [what for what in told if _(what) == what] == []
