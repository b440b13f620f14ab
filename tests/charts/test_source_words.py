import csv
from pathlib import Path

from charts.source_words import BUNDLED_WORDS, source_words
from locales import translator

SOURCES = Path(__file__).resolve().parent.parent.parent / "data" / "sources.csv"


def test_every_bundled_source_has_a_chinese_title_licence_and_remark() -> None:
    with SOURCES.open(encoding="utf-8-sig") as handle:
        rows = list(csv.DictReader(handle))
    assert all(row[f"{column}_zh"] for row in rows for column in ("title", "licence", "note"))


def test_every_word_of_the_bundled_sources_is_translated() -> None:
    zh = translator("zh")
    assert all(source_words(text, zh) != text for text in BUNDLED_WORDS if text != "Baidu")
    assert source_words("Baidu", zh) == "百度"


def test_words_of_an_upload_stay_as_they_are() -> None:
    zh = translator("zh")
    assert source_words("Overview", zh) == "Overview"
    assert source_words(None, zh) == ""
