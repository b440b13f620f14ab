import json
from pathlib import Path

import pytest

from etl.audit import verify
from etl.audit_log import read_log
from etl.own_frameworks import (
    BUNDLED_CODES,
    accept_framework,
    active_frameworks,
    damaged_frameworks,
    read_frameworks,
    withdraw_framework,
)
from etl.store import BUNDLED_DATA, StoreError
from exports.scores import BUNDLED

CONTENT = (BUNDLED_DATA / "frameworks" / "county_capacity.toml").read_bytes()


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_the_codes_that_are_taken_are_those_of_the_bundled_frameworks() -> None:
    assert BUNDLED_CODES == BUNDLED
    files = {path.stem for path in (BUNDLED_DATA / "frameworks").glob("*.toml")}
    assert files == set(BUNDLED_CODES)


def test_the_bytes_are_kept_with_who_and_why(empty: Path) -> None:
    assert active_frameworks(empty) == {}
    found = accept_framework(empty, CONTENT, "mine.toml", "mine", by="analyst", reason="trial")
    assert active_frameworks(empty)["mine"].framework_id == found.framework_id
    assert found.file.read_bytes() == CONTENT
    receipt = json.loads((found.folder / "receipt.json").read_text("utf-8"))
    assert (receipt["accepted_by"], receipt["reason"], receipt["file_name"]) == (
        "analyst",
        "trial",
        "mine.toml",
    )


def test_the_same_bytes_are_stored_once(empty: Path) -> None:
    first = accept_framework(empty, CONTENT, "mine.toml", "mine", by="a")
    again = accept_framework(empty, CONTENT, "again.toml", "mine", by="b")
    assert first.framework_id == again.framework_id
    assert len(read_frameworks(empty)) == 1


@pytest.mark.parametrize("code", ["mine", "six_dimensions"])
def test_a_code_names_the_same_bytes_for_ever(empty: Path, code: str) -> None:
    first = accept_framework(empty, CONTENT, "mine.toml", "mine", by="a")
    withdraw_framework(empty, first.framework_id, "a mistake", "a")
    with pytest.raises(StoreError, match="code of its own"):
        accept_framework(empty, CONTENT + b"\n", "mine.toml", code, by="a")


def test_withdrawn_it_cannot_be_chosen_and_comes_back_when_handed_in_again(empty: Path) -> None:
    first = accept_framework(empty, CONTENT, "mine.toml", "mine", by="a")
    with pytest.raises(StoreError, match="Give a reason"):
        withdraw_framework(empty, first.framework_id, " ", "a")
    withdraw_framework(empty, first.framework_id, "superseded", "b")
    assert active_frameworks(empty) == {}
    assert read_frameworks(empty)[0].events[0]["reason"] == "superseded"
    with pytest.raises(StoreError, match="no framework"):
        withdraw_framework(empty, first.framework_id, "again", "b")
    second = accept_framework(empty, CONTENT, "mine.toml", "mine", by="a")
    assert active_frameworks(empty)["mine"].framework_id == second.framework_id != first.framework_id


def test_a_damaged_one_is_left_out_and_the_rest_is_served(empty: Path) -> None:
    first = accept_framework(empty, CONTENT, "mine.toml", "mine", by="a")
    accept_framework(empty, CONTENT + b"\n", "other.toml", "other", by="a")
    first.file.write_bytes(b"changed")
    assert list(active_frameworks(empty)) == ["other"]
    assert damaged_frameworks(empty) == [first.framework_id]
    again = accept_framework(empty, CONTENT, "mine.toml", "mine", by="a")
    assert again.framework_id.startswith("000003-")
    assert list(active_frameworks(empty)) == ["other", "mine"]


def test_the_log_of_changes_knows_of_it(empty: Path) -> None:
    first = accept_framework(empty, CONTENT, "mine.toml", "mine", by="a", reason="trial")
    withdraw_framework(empty, first.framework_id, "superseded", "b")
    log = [(entry.action, entry.by, entry.reason) for entry in read_log(empty)]
    assert log == [("framework", "a", "trial"), ("withdraw", "b", "superseded")]
    assert verify(empty).problems == ()
