"""Role × action at the last door before the store: who may not is refused there, and that is written down."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from etl.audit_log import read_log
from tests.visitors import at_this_machine, sign_in

EMAILS = {
    "nobody": None,
    "viewer": "other@example.org",
    "analyst": "analyst@example.org",
    "approver": "approver@example.org",
}
ACTIONS = (
    "upload",
    "approve",
    "reject",
    "withdraw",
    "restore",
    "remember_names",
    "accept_framework",
    "withdraw_framework",
)
MAY = {
    "nobody": set(),
    "viewer": set(),
    "analyst": {"upload", "remember_names"},
    "approver": set(ACTIONS),
}


def try_everything() -> None:
    """Call every writing function with something that does not exist; whoever may write is told so."""
    from collections.abc import Callable

    import streamlit as st

    from etl.contracts import DATASETS
    from etl.findings import Report
    from etl.intake import Intake
    from etl.progress import silent
    from etl.reception import Options
    from etl.snapshot import StoreError
    from ui import writing

    empty = Intake(DATASETS["case_daily"], "x.csv", b"", "0" * 64, Report("case_daily"), None)
    calls: dict[str, Callable[[], object]] = {
        "upload": lambda: writing.upload(empty, Options())(silent),
        "approve": lambda: writing.approve("000009-none"),
        "reject": lambda: writing.reject("000009-none", "why"),
        "withdraw": lambda: writing.withdraw("000009-none", "why"),
        "restore": lambda: writing.restore("000009-none", "why"),
        "remember_names": lambda: writing.remember_names({}),
        "accept_framework": lambda: writing.accept_framework(b"", "x.toml", "public_data"),
        "withdraw_framework": lambda: writing.withdraw_framework("000009-none", "why"),
    }
    outcomes = {}
    for action, call in calls.items():
        try:
            call()
        except writing.RefusedError:
            outcomes[action] = "refused"
        except StoreError:
            outcomes[action] = "allowed"
        else:
            outcomes[action] = "allowed"
    st.session_state["outcomes"] = outcomes


def test_every_writing_function_is_in_the_matrix() -> None:
    from inspect import getmembers, isfunction

    from ui import writing

    own = {name for name, found in getmembers(writing, isfunction) if found.__module__ == "ui.writing"}
    assert own - {"allowed_visitor", "signed"} == set(ACTIONS)


@pytest.fixture
def store(built_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "store"
    shutil.copytree(built_store, copy)
    monkeypatch.setenv("RESPONSE_STORE", str(copy))
    return copy


def outcomes(test: AppTest) -> dict[str, Any]:
    test.run()
    assert not test.exception
    return dict(test.session_state["outcomes"])


@pytest.mark.parametrize("role", EMAILS)
def test_each_role_writes_what_it_may(store: Path, monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    at_this_machine(monkeypatch)
    test = AppTest.from_function(try_everything)
    sign_in(test, EMAILS[role])
    found = outcomes(test)
    assert {action for action in ACTIONS if found[action] == "allowed"} == MAY[role]
    refused = [entry for entry in read_log(store) if entry.outcome == "refused"]
    assert len(refused) == len(ACTIONS) - len(MAY[role])
    assert {entry.by for entry in refused} <= {EMAILS[role] or ""}
    assert not list((store / "batches").iterdir())


def test_without_sign_in_only_this_machine_writes(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = AppTest.from_function(try_everything)
    assert set(outcomes(test).values()) == {"refused"}
    at_this_machine(monkeypatch)
    assert set(outcomes(test).values()) == {"allowed"}


def test_a_role_that_was_taken_away_is_gone_at_the_next_press(
    store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    roles = tmp_path / "roles.toml"
    roles.write_text('[approver]\nemails = ["approver@example.org"]\n', "utf-8")
    monkeypatch.setenv("RESPONSE_ROLES", str(roles))
    test = AppTest.from_function(try_everything)
    sign_in(test, "approver@example.org")
    assert set(outcomes(test).values()) == {"allowed"}
    roles.write_text("", "utf-8")
    assert set(outcomes(test).values()) == {"refused"}
