"""The sandbox is marked on every page and in every file, and nothing of it reaches the real pages."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from etl.snapshot import Snapshot, open_snapshot, sandbox_store
from exports.bundle import SAMPLE_COLUMN, zip_of_tables
from locales import translator
from tests.pages.opened import PAGES, open_page, parameter, words
from ui.data import Data
from ui.sandbox import sample_note


@pytest.mark.parametrize("page", list(PAGES))
@pytest.mark.parametrize(("language", "mark"), [("zh", "沙盒")])
def test_every_page_works_in_the_sandbox_and_says_so(
    served_store: Path, page: str, language: str, mark: str
) -> None:
    test = open_page(page, lang=language, store="sandbox")
    assert not test.error
    assert mark in test.warning[0].value
    assert parameter(test, "store") == "sandbox"
    assert parameter(test, "focus") == "990100"
    assert parameter(test, "version").startswith("sample-")


def test_the_way_in_and_out_forgets_the_places(served_store: Path) -> None:
    test = open_page("gap", lang="en", store="sandbox", focus="990201")
    test.button(key="leave_sandbox").click().run()
    assert not test.exception
    assert "store" not in test.query_params
    assert parameter(test, "focus") == "370215"
    assert not test.warning


def test_a_store_that_does_not_exist_gives_a_notice(served_store: Path) -> None:
    test = open_page("overview", lang="en", store="../../etc")
    assert len(test.warning) == 1
    assert "store" not in test.query_params


def test_a_sample_version_without_the_sandbox_is_not_served(served_store: Path) -> None:
    version = parameter(open_page("overview", lang="en", store="sandbox"), "version")
    test = open_page("overview", lang="en", version=version)
    assert "is not kept any more" in words(test)
    assert not parameter(test, "version").startswith("sample-")


def test_files_of_the_sandbox_carry_the_mark_in_every_row(
    served_store: Path, real_snapshot: Snapshot
) -> None:
    snapshot = open_snapshot(sandbox_store())
    sample = Data(str(sandbox_store()), snapshot, is_current=True)
    metadata = sample_note(sample, translator("en"))
    content = zip_of_tables({"data": pd.DataFrame({"a": [1, 2]})}, metadata, translator("en"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        table = pd.read_csv(archive.open("data.csv"))
        assert "invented" in json.loads(archive.read("metadata.json"))["sample_data"]
    assert table[SAMPLE_COLUMN].str.contains("invented").all()
    assert sample_note(replace(sample, snapshot=real_snapshot), translator("en")) == {}


@pytest.mark.parametrize(
    ("unit", "indicator", "said"),
    [
        ("990300", "A1", "Coded by 2 people"),
        ("990300", "E2", "coders agree too little"),
        ("990100", "A3", "documents with two or more issuers"),
    ],
)
def test_behind_a_coded_number_stand_its_coders_and_documents(
    served_store: Path, unit: str, indicator: str, said: str
) -> None:
    test = open_page("evidence", lang="en", store="sandbox", focus=unit, indicator=indicator)
    assert said in words(test)
    headings = {name for frame in test.dataframe for name in frame.value.columns}
    assert not headings & {"issuer", "issuers", "document_id", "source_kind", "levels"}
