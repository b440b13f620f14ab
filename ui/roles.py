"""Who may do what once sign-in is on: read from a TOML file named by RESPONSE_ROLES, else from `[roles]`
of Streamlit's secrets.

    session_hours = 12          # so long after signing in a person may write; then sign in again
    groups_claim = "groups"     # the claim of the provider that lists a person's groups

    [analyst]
    emails = ["li@example.org"]
    groups = ["health-data"]

    [approver]
    emails = ["wang@example.org"]

Everybody else is a viewer.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from etl.contract_types import N_

Role = Literal["viewer", "analyst", "approver"]
Action = Literal["upload", "approve", "withdraw", "restore", "framework", "mapping"]
ACTIONS: tuple[Action, ...] = get_args(Action)

# What changes the public figures at once takes an approver; an analyst's upload waits for one.
ALLOWED: dict[Role, frozenset[Action]] = {
    "viewer": frozenset(),
    "analyst": frozenset(("upload", "mapping")),
    "approver": frozenset(ACTIONS),
}
WRITING_ROLES: tuple[Role, ...] = ("approver", "analyst")
ROLE_WORDS: dict[Role, str] = {
    "viewer": N_("viewer"),
    "analyst": N_("analyst"),
    "approver": N_("approver"),
}
ROLES_FILE = "RESPONSE_ROLES"
DEFAULT_HOURS = 12.0
LONGEST_HOURS = 24.0 * 30


class RolesError(ValueError):
    """The configuration of roles cannot be understood."""


@dataclass(frozen=True)
class Roles:
    """Which e-mail addresses and groups have which role."""

    emails: Mapping[Role, frozenset[str]]
    groups: Mapping[Role, frozenset[str]]
    groups_claim: str = "groups"
    session_hours: float = DEFAULT_HOURS

    def role_of(self, email: str, groups: Iterable[str]) -> Role:
        """Return the highest role of a person; an address counts in any case of its letters."""
        own = frozenset(groups)
        for role in WRITING_ROLES:
            if email.casefold() in self.emails[role] or own & self.groups[role]:
                return role
        return "viewer"


NOBODY = Roles({role: frozenset() for role in WRITING_ROLES}, {role: frozenset() for role in WRITING_ROLES})
"""Everybody is a viewer."""


def parse_roles(table: Mapping[str, Any]) -> Roles:
    """Return the roles that a table declares; raise RolesError on anything unknown in it.

    >>> parse_roles({"analyst": {"emails": ["Li@example.org"]}}).role_of("li@example.org", [])
    'analyst'
    """
    unknown = set(table) - {*WRITING_ROLES, "session_hours", "groups_claim"}
    if unknown:
        raise RolesError(f"unknown entries: {', '.join(sorted(unknown))}")
    emails: dict[Role, frozenset[str]] = {}
    groups: dict[Role, frozenset[str]] = {}
    for role in WRITING_ROLES:
        members = table.get(role, {})
        if not isinstance(members, Mapping) or set(members) - {"emails", "groups"}:
            raise RolesError(f"[{role}] takes emails and groups")
        emails[role] = frozenset(email.casefold() for email in _texts(role, members.get("emails", ())))
        groups[role] = frozenset(_texts(role, members.get("groups", ())))
    claim = table.get("groups_claim", "groups")
    hours = table.get("session_hours", DEFAULT_HOURS)
    if not isinstance(claim, str):
        raise RolesError("groups_claim takes a text")
    if isinstance(hours, bool) or not isinstance(hours, (int, float)) or not 0 < hours <= LONGEST_HOURS:
        raise RolesError(f"session_hours takes a number up to {LONGEST_HOURS:g}")
    return Roles(emails, groups, claim, float(hours))


def _texts(role: str, values: Any) -> list[str]:
    if not isinstance(values, (list, tuple)) or not all(isinstance(value, str) and value for value in values):
        raise RolesError(f"[{role}] takes lists of texts")
    return list(values)


def read_roles(path: Path) -> Roles:
    """Return the roles of a file; raise RolesError if it cannot be read or understood."""
    try:
        return parse_roles(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RolesError(f"{path.name} cannot be read: {error}") from error
