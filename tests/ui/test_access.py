"""The matrix of roles and actions, and the sentence for each refusal."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.visitors import SECRETS, at_this_machine, sign_in
from ui.roles import ACTIONS, ALLOWED

EMAILS = {"viewer": "other@example.org", "analyst": "analyst@example.org", "approver": "approver@example.org"}


def answers() -> None:
    import streamlit as st

    from ui.access import needs_approval, refusal, visitor
    from ui.roles import ACTIONS

    who = visitor()
    st.session_state["who"] = (who.name, who.role, who.signed_in)
    st.session_state["needs_approval"] = needs_approval()
    refused = {action: refusal(action) for action in ACTIONS}
    st.session_state["refused"] = {
        action: sentence.text("en") if sentence else None for action, sentence in refused.items()
    }


@pytest.fixture
def visit() -> AppTest:
    return AppTest.from_function(answers)


def outcome(visit: AppTest) -> dict[str, Any]:
    visit.run()
    assert not visit.exception
    return {name: visit.session_state[name] for name in ("who", "needs_approval", "refused")}


def test_a_connection_that_is_not_known_is_read_only(visit: AppTest) -> None:
    found = outcome(visit)
    assert found["who"] == ("", "viewer", False)
    assert not found["needs_approval"]
    assert all("reading only" in sentence for sentence in found["refused"].values())


def test_whoever_sits_at_the_machine_has_all_rights_under_their_own_name(
    visit: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from etl.batches import current_user

    at_this_machine(monkeypatch)
    found = outcome(visit)
    assert found["who"] == (current_user(), "approver", False)
    assert set(found["refused"].values()) == {None}


@pytest.mark.usefixtures("served_store")
@pytest.mark.parametrize("role", EMAILS)
def test_each_role_may_do_what_it_is_for_and_no_more(
    visit: AppTest, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    at_this_machine(monkeypatch)  # with sign-in on, sitting at the machine gives no right
    sign_in(visit, EMAILS[role])
    found = outcome(visit)
    assert found["who"] == (EMAILS[role], role, True)
    assert found["needs_approval"]
    assert {action for action in ACTIONS if found["refused"][action] is None} == ALLOWED[role]
    for sentence in filter(None, found["refused"].values()):
        assert sentence.startswith(f"As {role} you cannot do this")


@pytest.mark.usefixtures("served_store")
@pytest.mark.parametrize(
    ("email", "changed", "words"),
    [
        (None, {}, "Sign in to change data"),
        ("approver@example.org", {"email_verified": False}, "does not confirm that the address"),
        ("approver@example.org", {"iat": 1_000_000_000}, "sign in again"),
        ("approver@example.org", {"is_logged_in": "true"}, "Sign in to change data"),
        ("approver@example.org", {"is_logged_in": False}, "Sign in to change data"),
    ],
)
def test_with_sign_in_on_nobody_else_may_do_anything(
    visit: AppTest, monkeypatch: pytest.MonkeyPatch, email: str | None, changed: dict[str, Any], words: str
) -> None:
    at_this_machine(monkeypatch)
    sign_in(visit, email, **changed)
    found = outcome(visit)
    assert found["who"][:2] == ("", "viewer")
    assert all(words in sentence for sentence in found["refused"].values())


@pytest.mark.usefixtures("served_store")
@pytest.mark.parametrize("secret", ["short", None, 12345678901234567890123456789012345])
def test_a_cookie_secret_that_can_be_guessed_gives_nobody_a_right(
    visit: AppTest, monkeypatch: pytest.MonkeyPatch, secret: object
) -> None:
    at_this_machine(monkeypatch)
    sign_in(visit, "approver@example.org")
    visit.secrets = SECRETS | {"auth": {"cookie_secret": secret}}
    found = outcome(visit)
    assert found["who"] == ("", "viewer", False)
    assert all("32 characters" in sentence for sentence in found["refused"].values())


@pytest.mark.usefixtures("served_store")
def test_roles_that_cannot_be_understood_make_everybody_a_viewer(visit: AppTest) -> None:
    sign_in(visit, "approver@example.org")
    visit.secrets = SECRETS | {"roles": {"admins": {"emails": ["approver@example.org"]}}}
    assert outcome(visit)["who"][1] == "viewer"


@pytest.mark.usefixtures("served_store")
def test_a_roles_file_counts_before_the_secrets(
    visit: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    path = tmp_path / "roles.toml"
    path.write_text('[analyst]\nemails = ["approver@example.org"]\n', "utf-8")
    monkeypatch.setenv("RESPONSE_ROLES", str(path))
    sign_in(visit, "approver@example.org")
    assert outcome(visit)["who"][1] == "analyst"


def test_a_secrets_file_that_cannot_be_read_is_no_open_door(
    visit: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    from streamlit import config

    path = tmp_path / "secrets.toml"
    path.write_text("[auth", "utf-8")
    at_this_machine(monkeypatch)
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(path)])
    try:
        found = outcome(visit)
    finally:
        config.set_option("secrets.files", before)
    assert found["needs_approval"]
    assert all("set up soundly" in sentence for sentence in found["refused"].values())
