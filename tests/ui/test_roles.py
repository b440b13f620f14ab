"""Roles come from configuration alone; what cannot be understood gives nobody a right."""

from pathlib import Path
from typing import Any

import pytest

from ui.roles import ACTIONS, ALLOWED, RolesError, parse_roles, read_roles

TABLE: dict[str, Any] = {
    "analyst": {"emails": ["Li@Example.org"], "groups": ["data"]},
    "approver": {"emails": ["wang@example.org"], "groups": ["heads"]},
}


@pytest.mark.parametrize(
    ("email", "groups", "role"),
    [
        ("li@example.org", [], "analyst"),
        ("LI@EXAMPLE.ORG", [], "analyst"),
        ("wang@example.org", ["data"], "approver"),
        ("new@example.org", ["data"], "analyst"),
        ("new@example.org", ["data", "heads"], "approver"),
        ("new@example.org", ["Data"], "viewer"),
        ("li@example.org.evil.example", [], "viewer"),
        ("lі@example.org", [], "viewer"),  # a Cyrillic letter that looks like i
        ("", [], "viewer"),
    ],
)
def test_the_highest_role_of_a_person_counts(email: str, groups: list[str], role: str) -> None:
    assert parse_roles(TABLE).role_of(email, groups) == role


def test_what_each_role_may_do() -> None:
    assert ALLOWED["viewer"] == frozenset()
    assert ALLOWED["analyst"] == {"upload", "mapping"}
    assert ALLOWED["approver"] == set(ACTIONS)


@pytest.mark.parametrize(
    "table",
    [
        {"admin": {"emails": ["x@example.org"]}},
        {"analyst": ["x@example.org"]},
        {"analyst": {"emails": "x@example.org"}},
        {"analyst": {"emails": [""]}},
        {"analyst": {"email": ["x@example.org"]}},
        {"session_hours": 0},
        {"session_hours": True},
        {"session_hours": 100_000},
        {"groups_claim": 5},
    ],
)
def test_a_typing_error_is_refused_and_not_guessed_at(table: dict[str, Any]) -> None:
    with pytest.raises(RolesError):
        parse_roles(table)


def test_a_file_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "roles.toml"
    with pytest.raises(RolesError, match=r"roles\.toml"):
        read_roles(path)
    path.write_text("[analyst", "utf-8")
    with pytest.raises(RolesError, match=r"roles\.toml"):
        read_roles(path)
    path.write_text('session_hours = 1\n[analyst]\nemails = ["a@example.org"]\n', "utf-8")
    assert read_roles(path).session_hours == 1.0
