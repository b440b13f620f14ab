"""A sign-in that was ended stays ended, and only that one."""

import os
from pathlib import Path

import pytest

from etl.sessions import KEPT_SECONDS, end_session, fingerprint, is_ended
from etl.store import StoreError

CLAIMS = {"iss": "https://id.example", "sub": "1", "iat": 1_800_000_000, "nonce": "n"}


def test_each_sign_in_has_its_own_fingerprint() -> None:
    other = [CLAIMS | {name: "2"} for name in CLAIMS]
    marks = {fingerprint(claims) for claims in [CLAIMS, CLAIMS | {"email": "a@example.org"}, *other]}
    assert len(marks) == 1 + len(other)
    assert None not in marks


@pytest.mark.parametrize("name", CLAIMS)
def test_claims_that_do_not_tell_sign_ins_apart_have_none(name: str) -> None:
    assert fingerprint(CLAIMS | {name: None}) is None
    assert fingerprint(CLAIMS | {name: ""}) is None


def test_an_ended_sign_in_is_remembered_until_no_cookie_can_hold_it(tmp_path: Path) -> None:
    first, second = "a" * 64, "b" * 64
    end_session(tmp_path, first)
    assert is_ended(tmp_path, first)
    assert not is_ended(tmp_path, second)
    old = tmp_path / "signed-out" / first
    os.utime(old, (0, old.stat().st_mtime - KEPT_SECONDS - 1))
    end_session(tmp_path, second)
    assert not old.exists()
    assert is_ended(tmp_path, second)


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "signed-out").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        end_session(tmp_path, "a" * 64)
