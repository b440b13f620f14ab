"""What the claims of a sign-in are worth: verified, in a role, not ended, not too long ago."""

from pathlib import Path
from typing import Any

import pytest

from etl.sessions import end_session, fingerprint
from ui.roles import parse_roles
from ui.sign_in import identity_of

NOW = 1_800_000_000.0
CLAIMS: dict[str, Any] = {
    "iss": "https://id.example",
    "sub": "1",
    "iat": int(NOW) - 60,
    "nonce": "n",
    "email": "li@example.org",
    "email_verified": True,
}
ROLES = parse_roles({"analyst": {"emails": ["li@example.org"], "groups": ["data"]}, "session_hours": 8})


def test_a_verified_person_has_their_role(tmp_path: Path) -> None:
    known = identity_of(CLAIMS, ROLES, tmp_path, NOW)
    assert (known.email, known.verified, known.role, known.fresh) == ("li@example.org", True, "analyst", True)


@pytest.mark.parametrize("verified", [False, None, "true", 1, "yes", [True]])
def test_an_address_that_the_provider_does_not_vouch_for_has_no_role(
    tmp_path: Path, verified: object
) -> None:
    known = identity_of(CLAIMS | {"email_verified": verified, "groups": ["data"]}, ROLES, tmp_path, NOW)
    assert (known.verified, known.role) == (False, "viewer")


@pytest.mark.parametrize("email", [None, "", "  ", 5, ["li@example.org"]])
def test_without_an_address_there_is_no_role(tmp_path: Path, email: object) -> None:
    known = identity_of(CLAIMS | {"email": email, "groups": ["data"]}, ROLES, tmp_path, NOW)
    assert (known.verified, known.role) == (False, "viewer")


@pytest.mark.parametrize("groups", ["data", {"data": 1}, [["data"]], None])
def test_only_a_list_of_texts_are_groups(tmp_path: Path, groups: object) -> None:
    known = identity_of(CLAIMS | {"email": "new@example.org", "groups": groups}, ROLES, tmp_path, NOW)
    assert known.role == "viewer"


@pytest.mark.parametrize(
    "changed",
    [
        {"iat": int(NOW) - 8 * 3600 - 1},
        {"iat": int(NOW) + 3600},
        {"iat": None},
        {"iat": "1800000000"},
        {"iat": True},
        {"nonce": None},
    ],
)
def test_a_sign_in_of_long_ago_or_of_no_known_time_has_ended(tmp_path: Path, changed: dict[str, Any]) -> None:
    assert not identity_of(CLAIMS | changed, ROLES, tmp_path, NOW).fresh


def test_a_copy_of_a_cookie_is_worth_nothing_after_signing_out(tmp_path: Path) -> None:
    mark = fingerprint(CLAIMS)
    assert mark is not None
    end_session(tmp_path, mark)
    assert not identity_of(CLAIMS, ROLES, tmp_path, NOW).fresh
    assert identity_of(CLAIMS | {"nonce": "next"}, ROLES, tmp_path, NOW).fresh
