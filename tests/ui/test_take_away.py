"""What the menu beneath a chart hands over, without a browser."""

import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.chart import Chart
from etl.snapshot import Snapshot
from exports.watermark import PRESS
from locales import translator
from tests.pages.opened import open_page
from ui.data import Data
from ui.take_away import parcel

HOSTILE = '=HYPERLINK("http://x","<b>%{x}</b>")'


@pytest.fixture
def data(built_store: Path, real_snapshot: Snapshot) -> Data:
    return Data(str(built_store), real_snapshot, is_current=True)


def chart(title: str = "Cases") -> Chart:
    return Chart(go.Figure(go.Bar(x=[1], y=[2])), title, ("A remark.",), "alt")


def test_the_menu_of_a_page_is_closed_and_holds_nothing(served_store: Path) -> None:
    test = open_page("overview", lang="en")
    assert test.get("plotly_chart")
    assert not test.get("download_button")


def test_sources_grades_version_and_day_come_from_the_data(data: Data) -> None:
    taken = parcel(
        chart(), pd.DataFrame({"a": [1]}), ["canghailan"], name="x", data=data, translate=translator("en")
    )
    assert taken.context.sources == ("Wuhan-2019-nCoV: daily cases of Chinese cities (grade C)",)
    assert taken.context.data_version == data.version
    assert taken.context.watermark == PRESS
    assert "grade C" in str(taken.metadata["watermark"])


def test_everything_is_one_zip_and_without_chrome_all_but_the_pictures(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")
    taken = parcel(
        chart(), pd.DataFrame({"a": [1]}), ["census2020"], name="x", data=data, translate=translator("zh")
    )
    with zipfile.ZipFile(io.BytesIO(taken.everything())) as archive:
        names = archive.namelist()
        metadata = json.loads(archive.read("metadata.json"))
    assert names == ["data.csv", "metadata.json", "README.txt", "CITATION.txt", "LICENCES.txt", "figure.html"]
    assert metadata["data_version"] == data.version
    assert metadata["sources"][0]["licence"]
    assert "watermark" not in metadata


def test_hostile_words_run_nowhere(data: Data) -> None:
    table = pd.DataFrame({HOSTILE: [HOSTILE], "n": [-1.5]})
    hostile = {"name": HOSTILE, "peers": HOSTILE}
    taken = parcel(chart(HOSTILE), table, ["census2020"], data=data, translate=translator("en"), **hostile)
    assert not set(taken.name) & set('=<>:"/\\%{}')
    line = taken.data()["data.csv"].decode("utf-8-sig").splitlines()[1]
    assert line.startswith("\"'=HYPERLINK")
    assert line.endswith(",-1.5")
    page = taken.page().decode()
    assert "<b>%{x}</b>" not in page
    assert "&lt;b&gt;" in page
