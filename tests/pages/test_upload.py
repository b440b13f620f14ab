"""From a file to facts that count: what is announced comes true, and nothing is stored twice."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from etl.batches import accept
from etl.ingest import references_of
from etl.preview import preview_file
from etl.receipts import read_batches
from etl.reception import Options, receive
from etl.snapshot import open_snapshot
from etl.staged_files import keep, process_folder
from tests.pages.opened import PROJECT, words
from tests.visitors import LOCAL, at_this_machine, sign_in
from ui.data import Data
from ui.effect_work import state_of
from ui.effects import SCORED, effects_of, gap_differences, moved
from ui.upload_flow import FLOW, Flow

HEADER = "unit_code,resource_code,year,value,unit,reference\n"
FIGURES = HEADER + (
    "370200,licensed_doctors,2019,59999,persons,TEST\n"
    "370300,hospital_beds,2019,12345,beds,TEST\n"
    "371400,hospitals,2019,77,hospitals,TEST\n"
)
CENSUS = HEADER + "370215,sample_employed_health_social_work,2020,5000,persons,TEST\n"

Open = Callable[..., AppTest]


@pytest.fixture
def served(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own, served to somebody at the machine."""
    monkeypatch.setenv("RESPONSE_STORE", str(store))
    at_this_machine(monkeypatch)
    return store


def start(content: str, language: str = "en", **choices: str) -> AppTest:
    """Open the page with a file that was chosen before, as after a page switch."""
    digest = keep(process_folder(), content.encode())
    test = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=90)
    test.query_params["lang"] = language
    test.session_state[FLOW] = Flow(
        digest=digest, file_name="TEST.csv", **{"source": "yearbook2018", **choices}
    )
    test.switch_page("pages/upload.py")
    test.run()
    assert not test.exception, test.exception
    return test


def accepting(test: AppTest) -> AppTest:
    test.text_input(key="upload_by_en").set_value("Wang Fang").run()
    test.text_input(key="upload_reason_en").set_value("TEST").run()
    return test


@pytest.mark.parametrize(("content", "source"), [(FIGURES, "yearbook2018"), (CENSUS, "census2020")])
def test_announced_moves_are_those_after_acceptance(served: Path, content: str, source: str) -> None:
    snapshot = open_snapshot(served)
    options = Options(dataset="resource", source=source, grade="A")
    checked = receive(content.encode(), "TEST.csv", references_of(snapshot), options).intake
    before = Data(str(served), snapshot, is_current=True)
    seen = preview_file(served, checked)
    announced = effects_of(before, state_of(before, seen))
    ranks = moved(announced)
    gaps = gap_differences(announced, "public_data", "prefecture", "370200", ["370100", "370300"])
    assert ranks
    accept(served, checked, "analyst", previewed=seen.base)
    true = effects_of(before, Data(str(served), open_snapshot(served), is_current=True))
    after = moved(true)
    assert ranks.keys() == after.keys()
    for key, listed in ranks.items():
        pd.testing.assert_frame_equal(listed, after[key], check_exact=True)
    again = gap_differences(true, "public_data", "prefecture", "370200", ["370100", "370300"])
    pd.testing.assert_frame_equal(gaps, again, check_exact=True)
    assert set(ranks) <= set(SCORED)


def test_one_upload_and_fifty_reruns_make_one_batch(served: Path) -> None:
    test = start(FIGURES)
    assert test.button(key="upload_accept").disabled
    accepting(test)
    assert read_batches(served) == []
    test.button(key="upload_accept").click().run()
    assert not test.exception
    assert len(read_batches(served)) == 1
    for number in range(50):
        if number % 10 == 0:
            test.session_state[FLOW] = Flow(
                digest=test.session_state[FLOW].digest, file_name="TEST.csv", source="yearbook2018"
            )
        test.run()
    assert not test.exception
    assert len(read_batches(served)) == 1
    batch = read_batches(served)[0]
    assert (batch.folder / "received").read_bytes() == FIGURES.encode()
    assert batch.receipt["reason"] == "TEST"
    assert batch.receipt["accepted_by"].startswith("Wang Fang (")
    assert "The same bytes are stored already" in words(test)
    assert not [one for one in test.button if one.key == "upload_accept"]


def test_a_file_without_a_source_is_checked_and_goes_no_further(served: Path) -> None:
    test = start(FIGURES, source="")
    text = words(test)
    assert "without source and licence nothing is taken over" in text
    assert not [one for one in test.button if one.key == "upload_accept"]


def test_a_new_source_enters_with_its_file(served: Path) -> None:
    test = accepting(start(FIGURES, source="+", title="TEST bulletin", publisher="TEST", licence="TEST"))
    test.button(key="upload_accept").click().run()
    frame = open_snapshot(served).frame("SELECT count(*) AS rows FROM source WHERE title = 'TEST bulletin'")
    assert frame["rows"].tolist() == [1]


def test_a_second_analyst_is_told_that_the_data_have_changed(served: Path) -> None:
    """Both look at the same data; the first accepts; the second is told, looks again and accepts."""
    second = accepting(start(CENSUS, source="census2020", grade="A"))
    snapshot = open_snapshot(served)
    checked = receive(
        FIGURES.encode(), "a.csv", references_of(snapshot), Options(source="yearbook2018")
    ).intake
    accept(served, checked, "first")
    second.button(key="upload_accept").click().run()
    assert "The data have changed since the preview" in second.error[0].value
    assert len(read_batches(served)) == 1
    second.button(key="upload_accept").click().run()
    assert not second.exception
    assert len(read_batches(served)) == 2


def test_of_thousands_of_columns_those_around_the_finding_are_shown(served: Path) -> None:
    header = "unit_code,resource_code,year,value,unit," + ",".join(f"x{number}" for number in range(3000))
    test = start(f"{header}\n370200,licensed_doctors,2019,many,persons\n")
    near = next(one.value for one in test.dataframe if "Row" in one.value and "value" in one.value)
    assert list(near.columns[:6]) == ["Row", "unit_code", "resource_code", "year", "value", "unit"]
    assert len(near.columns) == 31
    assert "Columns 1 to 30 of 3005 are shown." in words(test)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_error_is_shown_with_its_row_and_neighbours(served: Path, language: str) -> None:
    test = start(FIGURES.replace("12345", "many"), language)
    groups, found, near = (one.value for one in test.dataframe[:3])
    assert len(groups) == len(found) == 1
    assert found.iloc[0, 0] == 3
    assert near.iloc[:, 0].tolist() == [1, 2, 3, 4]
    assert "many" in near.to_numpy().tolist()[2]
    assert not [one for one in test.button if one.key == "upload_accept"]
    assert len([one for one in test.get("download_button") if "annotated" in str(one)]) >= 1


def test_a_name_is_asked_about_once_and_remembered(served: Path) -> None:
    content = FIGURES.replace("unit_code", "地区").replace("370200", "青岛市").replace("371400", "德州市")
    content = content.replace("370300", "胶东试验市")
    test = start(content)
    assert "1 name is unknown" in words(test)
    asked = next(one for one in test.selectbox if one.key and one.key.startswith("upload_name_胶东试验市"))
    asked.set_value("370300")
    next(one for one in test.button if one.label == "Use these answers").click().run()
    assert not test.exception
    assert (served / "names" / "000001.json").exists()
    later = start(content.replace("77,", "78,"))
    assert "1 name was understood by an earlier answer" in {one.label for one in later.expander}
    assert "name is unknown" not in words(later)


def test_without_the_right_the_page_says_why_and_still_checks(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESPONSE_STORE", str(store))
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    test = start(FIGURES)
    assert "open for reading only" in test.info[0].value
    assert "You can still choose a file" in test.info[0].value
    assert not [one for one in test.button if one.key == "upload_accept"]
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*")} == before


def test_a_press_without_the_right_stores_nothing(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = accepting(start(FIGURES))
    elsewhere = replace(LOCAL, remote="203.0.113.9")
    monkeypatch.setattr("ui.access.connection", lambda: elsewhere)
    test.button(key="upload_accept").click().run()
    assert read_batches(served) == []
    assert test.error


def test_signed_in_the_file_waits_for_an_approver(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESPONSE_STORE", str(store))
    digest = keep(process_folder(), FIGURES.encode())
    test = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=90)
    sign_in(test, "analyst@example.org")
    test.query_params["lang"] = "en"
    test.session_state[FLOW] = Flow(digest=digest, file_name="TEST.csv", source="yearbook2018", reason="TEST")
    test.switch_page("pages/upload.py")
    test.run()
    assert not test.exception
    test.button(key="upload_accept").click().run()
    assert read_batches(store) == []
    assert "waits for an approver" in test.success[0].value
