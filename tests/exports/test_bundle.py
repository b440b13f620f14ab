import io
import json
import zipfile

import pandas as pd

from exports.bundle import data_files, zip_files, zip_of_tables
from locales import translator

SOURCE = {
    "title": "Census",
    "publisher": "Bureau",
    "citation": "Bureau: Census",
    "url": None,
    "doi": "10.1/x",
    "licence": "CC BY 4.0",
    "grade": "A",
}
METADATA = {
    "title": "题",
    "remarks": ["=remark"],
    "data_version": "abc",
    "sources": [SOURCE],
    "watermark": "W",
}


def test_a_zip_is_the_same_every_time_and_opens() -> None:
    table = pd.DataFrame({"a": [1]})
    content = zip_of_tables({"data": table}, METADATA, translator("en"))
    assert content == zip_of_tables({"data": table}, METADATA, translator("en"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "data.csv",
            "metadata.json",
            "README.txt",
            "CITATION.txt",
            "LICENCES.txt",
        ]
        assert json.loads(archive.read("metadata.json"))["title"] == "题"


def test_licence_citation_version_and_watermark_are_in_words() -> None:
    files = data_files({"data": pd.DataFrame({"a": [1]})}, METADATA, translator("en"))
    assert "CC BY 4.0" in files["LICENCES.txt"].decode("utf-8-sig")
    assert "Bureau: Census https://doi.org/10.1/x" in files["CITATION.txt"].decode("utf-8-sig")
    readme = files["README.txt"].decode("utf-8-sig")
    assert all(word in readme for word in ("abc", "data.csv", "=remark", "W"))


def test_the_words_are_in_the_language_asked_for() -> None:
    files = data_files({"data": pd.DataFrame({"a": [1]})}, METADATA, translator("zh"))
    assert "数据版本" in files["README.txt"].decode("utf-8-sig")


def test_a_hostile_table_name_becomes_a_plain_file_name() -> None:
    files = data_files({"../=x": pd.DataFrame({"a": [1]})}, {}, translator("en"))
    assert next(iter(files)) == "x.csv"


def test_files_of_a_zip_carry_no_time_and_can_be_read_by_all() -> None:
    with zipfile.ZipFile(io.BytesIO(zip_files({"a.txt": b"x"}))) as archive:
        entry = archive.infolist()[0]
    assert entry.date_time == (2020, 1, 1, 0, 0, 0)
    assert entry.external_attr >> 16 == 0o644
