"""The remarks of the bundled facts are known in both languages."""

import re

from etl.score_reads import rare_facts
from etl.snapshot import Snapshot
from locales import translator
from ui.fact_words import in_words
from ui.facts import MOST_PLACES


def test_no_remark_of_a_bundled_fact_stays_english_in_chinese(real_snapshot: Snapshot) -> None:
    _ = translator("zh")
    names = {"Cao", "Nature", "Communications", "SHINE", "pishu", "cn"}
    units = real_snapshot.frame("SELECT DISTINCT unit_code FROM resource WHERE source_id = 'press'")
    for unit in units["unit_code"]:
        found = rare_facts(real_snapshot, unit, MOST_PLACES)
        for text in [*found["note"].dropna(), *found["reference"].dropna()]:
            words = set(re.findall(r"[A-Za-z]{2,}", in_words(text, _)))
            assert words <= names, text


def test_what_an_upload_brings_is_shown_as_it_is() -> None:
    assert in_words("<b>new</b>", translator("zh")) == "<b>new</b>"
    assert in_words(None, translator("zh")) == ""
