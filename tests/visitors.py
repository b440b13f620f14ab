"""Visitors for tests that run pages without a server: AppTest has no connection, so a page is read-only.

`at_this_machine(monkeypatch)` gives every page the connection of a browser on the serving machine;
`sign_in(test, email)` makes a visit under AppTest one of a person signed in through the provider.
"""

import time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ui.connection import XSRF_COOKIE, Connection

LOCAL = Connection(
    "127.0.0.1",
    None,
    {"host": "localhost:8501", "origin": "http://localhost:8501"},
    frozenset((XSRF_COOKIE,)),
)
ROLES: dict[str, Any] = {
    "analyst": {"emails": ["analyst@example.org"]},
    "approver": {"emails": ["approver@example.org", "second@example.org"]},
}
SECRETS: dict[str, Any] = {"auth": {"cookie_secret": "x" * 40}, "roles": ROLES}


def at_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every page see the connection of a browser on the machine that serves."""
    monkeypatch.setattr("ui.access.connection", lambda: LOCAL)


def claims(email: str, **changed: Any) -> dict[str, Any]:
    """Return what a provider says of a person who has just signed in."""
    signed_in = {"is_logged_in": True, "email": email, "email_verified": True}
    return signed_in | {"iss": "https://id.example", "sub": email, "iat": time.time(), "nonce": "n"} | changed


def sign_in(test: AppTest, email: str | None, **changed: Any) -> None:
    """Turn sign-in on for a visit, as `email`, or as somebody who has not signed in."""
    test.secrets = SECRETS
    test.user = {"is_logged_in": False} if email is None else claims(email, **changed)
