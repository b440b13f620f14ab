"""What is kept is made once, belongs to its version, and is nobody's to change."""

import threading
import weakref
from collections.abc import Iterator

import pandas as pd
import pytest

from ui.kept import MOST_VERSIONS, drop_everything, kept, look_at


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    drop_everything()
    yield
    drop_everything()


def test_equal_arguments_are_made_once_and_the_least_used_goes_first() -> None:
    made = []

    @kept(2)
    def make(key: tuple[str, ...], number: int, _ignored: object) -> str:
        made.append(number)
        return f"{key}{number}"

    for number in (1, 2, 1, 3, 1, 2):
        assert make(("a",), number, object()) == f"('a',){number}"
    assert made == [1, 2, 3, 2]


def test_visits_at_the_same_time_make_a_thing_once() -> None:
    made = []
    together = threading.Barrier(8)

    @kept(4)
    def make(name: str) -> str:
        made.append(name)
        threading.Event().wait(0.05)
        return name

    def visit() -> None:
        together.wait()
        assert make("one") == "one"

    visits = [threading.Thread(target=visit) for _ in range(8)]
    for one in visits:
        one.start()
    for one in visits:
        one.join()
    assert made == ["one"]


def test_what_fails_is_not_kept_and_does_not_hold_up_others() -> None:
    answers = iter([ValueError("no"), "yes"])

    @kept(4)
    def make(name: str) -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(ValueError, match="no"):
        make("one")
    assert make("one") == "yes"


def test_versions_that_nobody_looks_at_are_dropped_with_all_that_was_made_of_them() -> None:
    made = []

    @kept(100)
    def make(key: tuple[str, ...]) -> str:
        made.append(key)
        return str(key)

    @kept(100)
    def by_name(store: str, version: str) -> str:
        made.append((store, version))
        return version

    for version in range(MOST_VERSIONS + 1):
        look_at("store", str(version))
        make(("store", str(version), "zh"))
        by_name("store", str(version))
    made.clear()
    make(("store", "1", "zh"))
    by_name("store", "1")
    assert made == []
    # A visit that began before goes on with the dropped version; nothing of it is kept any more.
    assert make(("store", "0", "zh")) == make(("store", "0", "zh"))
    assert by_name("store", "0") == by_name("store", "0") == "0"
    assert made == [("store", "0", "zh")] * 2 + [("store", "0")] * 2
    # Looked at again, it is kept again; the same version of another store was never dropped.
    made.clear()
    look_at("store", "0")
    by_name("other", "1")
    for _ in range(2):
        make(("store", "0", "zh"))
        by_name("other", "1")
    assert made == [("other", "1"), ("store", "0", "zh")]


def test_what_a_caller_changes_nobody_else_sees() -> None:
    @kept(4)
    def make(name: str) -> dict[str, object]:
        return {"frame": pd.DataFrame({"a": [1, 2]}), "list": [1, 2]}

    changed = make("one")
    frame, numbers = changed["frame"], changed["list"]
    assert isinstance(frame, pd.DataFrame)
    assert isinstance(numbers, list)
    frame.loc[0, "a"] = 9
    frame["b"] = 0
    numbers.append(3)
    del changed["list"]
    untouched = make("one")
    pd.testing.assert_frame_equal(untouched["frame"], pd.DataFrame({"a": [1, 2]}))
    assert untouched["list"] == [1, 2]


def test_a_version_that_visits_have_left_for_another_is_dropped_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Thing:
        """Something whose end can be seen."""

    @kept(100)
    def make(store: str, version: str) -> Thing:
        return Thing()

    for store, version in (("store", "old"), ("sandbox", "only"), ("store", "new")):
        look_at(store, version)
    alive = {
        name: weakref.ref(make(*name)) for name in (("store", "old"), ("sandbox", "only"), ("store", "new"))
    }
    look_at("store", "new")
    assert all(thing() is not None for thing in alive.values())
    monkeypatch.setattr("ui.kept.IDLE_SECONDS", 0.0)
    look_at("store", "new")
    # The only version of another store is still its newest one, however long nobody was there.
    assert [name for name, thing in alive.items() if thing() is None] == [("store", "old")]
