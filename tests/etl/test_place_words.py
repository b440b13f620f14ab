import re

from etl.place_words import CHINA, SET_ASIDE
from etl.spelling import folded


def test_patterns_speak_the_folded_spelling_they_are_matched_with() -> None:
    for pattern, _reason in SET_ASIDE:
        for word in re.findall(r"[\w]+", pattern):
            assert folded(word) == word, word
    assert {folded(name) for name in CHINA} == CHINA
