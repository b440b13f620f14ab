"""The approvals page: what each role sees, and that a press of its buttons is asked again."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.audit_log import read_log
from etl.ingest import references_of
from etl.pending import submit
from etl.receipts import read_batches
from etl.reception import Options, receive
from etl.snapshot import open_snapshot
from etl.submissions import read_submissions
from tests.pages.opened import words
from tests.visitors import at_this_machine, sign_in

CONTENT = b"unit_code,date,confirmed,recovered,deaths,observed\n370215,2020-02-01,5,0,0,true\n"
NAME = "<b>cases</b>.csv"
AUTHOR = "analyst@example.org"


@pytest.fixture
def waiting(built_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own in which one file waits."""
    store = tmp_path / "store"
    shutil.copytree(built_store, store)
    monkeypatch.setenv("RESPONSE_STORE", str(store))
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    options = Options(dataset="case_daily")
    submit(store, receive(CONTENT, NAME, references, options).intake, AUTHOR, options, origin="=1+1")
    return store


# AppTest runs a switched page once without the app's page map, and a pressed button is lost on the way; so
# here the page is the whole app.
SCRIPT = """
import runpy
from ui.routing import mark_routed
mark_routed()
runpy.run_path("pages/approvals.py")
"""


def opened(email: str | None, language: str = "en") -> AppTest:
    test = AppTest.from_string(SCRIPT, default_timeout=60)
    test.query_params["lang"] = language
    sign_in(test, email)
    test.run()
    assert not test.exception
    return test


def button(test: AppTest, label: str) -> object:
    return next((one for one in test.button if one.label == label), None)


@pytest.mark.parametrize("email", [None, "other@example.org"])
def test_a_viewer_sees_neither_files_nor_names(waiting: Path, email: str | None) -> None:
    test = opened(email)
    assert "example.org" not in words(test).replace(email or "", "")
    assert button(test, "Approve") is None
    assert len(test.info) == 1
    assert not test.dataframe


def test_an_author_may_take_back_and_not_approve(waiting: Path) -> None:
    test = opened(AUTHOR)
    assert "\\<b\\>cases" in words(test)
    assert button(test, "Approve") is None
    assert "somebody else has to approve" in words(test)
    test.text_input[0].input("wrong sheet").run()
    test.button(key=button(test, "Take back").key).click().run()  # type: ignore[attr-defined]
    assert [one.status for one in read_submissions(waiting)] == ["taken back"]
    assert "kept with the reason" in test.success[0].value


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_approver_makes_it_count(waiting: Path, language: str) -> None:
    test = opened("approver@example.org", language)
    label = {"zh": "批准", "en": "Approve"}[language]
    test.button(key=button(test, label).key).click().run()  # type: ignore[attr-defined]
    assert not test.exception
    batch = read_batches(waiting)[0]
    assert batch.batch_id in test.success[0].value.replace("\\", "")
    assert (batch.receipt["submitted_by"], batch.receipt["accepted_by"]) == (AUTHOR, "approver@example.org")
    assert button(test, label) is None
    assert len(test.dataframe) == 2


def test_an_approver_sees_what_it_would_change_before_it_does(waiting: Path) -> None:
    test = opened("approver@example.org")
    test.button(key=button(test, "Show what it would change").key).click().run()  # type: ignore[attr-defined]
    assert not test.exception
    assert button(test, "Show what it would change") is None
    assert "5" in test.dataframe[0].value.to_string()
    test.button(key=button(test, "Approve").key).click().run()  # type: ignore[attr-defined]
    assert not test.exception
    assert len(read_batches(waiting)) == 1


def test_a_refusal_needs_a_reason(waiting: Path) -> None:
    test = opened("approver@example.org")
    test.button(key=button(test, "Reject").key).click().run()  # type: ignore[attr-defined]
    assert "Give a reason" in test.error[0].value
    assert [one.status for one in read_submissions(waiting)] == ["waiting"]


def test_a_button_drawn_before_the_right_was_lost_does_nothing(
    waiting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the page drew says nothing: the right is asked for again at the moment of writing."""
    test = opened("approver@example.org")
    key = button(test, "Approve").key  # type: ignore[attr-defined]
    monkeypatch.setattr("ui.approvals.refusal", lambda _action: None)
    monkeypatch.setattr("ui.approvals.same_person", lambda _one, _other: False)
    sign_in(test, AUTHOR)
    test.button(key=key).click().run()
    assert read_batches(waiting) == []
    assert "it takes the role approver" in test.error[0].value
    assert [(entry.by, entry.action, entry.outcome) for entry in read_log(waiting)][1:] == [
        (AUTHOR, "approve", "refused")
    ]


def test_on_one_machine_the_page_shows_the_log(waiting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_this_machine(monkeypatch)
    test = AppTest.from_string(SCRIPT, default_timeout=60)
    test.query_params["lang"] = "en"
    test.run()
    assert test.dataframe[-1].value["Who"].tolist() == [AUTHOR]
    assert "The log is whole" in words(test)
    lines = (waiting / "audit.jsonl").read_text("utf-8")
    (waiting / "audit.jsonl").write_text(lines.replace(AUTHOR, "other@example.org"), "utf-8")
    test.run()
    assert "does not agree with itself" in test.error[0].value
