import threading
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from locales import Sentence
from ui.work import Work


def test_work_keeps_its_steps_and_its_result_beside_whoever_waits() -> None:
    may_end = threading.Event()
    begun = threading.Event()

    def make(tell: object) -> str:
        tell(Sentence("Publishing"))  # type: ignore[operator]
        begun.set()
        assert may_end.wait(30)
        return "done"

    work = Work("key", make)
    assert begun.wait(30)
    assert not work.ended(0)
    assert [step.message for step, _began in work.steps] == ["Publishing"]
    may_end.set()
    assert work.ended(30)
    assert work.result == "done"


def test_what_the_work_raised_is_raised_to_whoever_asks() -> None:
    def make(tell: object) -> None:
        raise ValueError("TEST")

    work = Work("key", make)
    assert work.ended(30)
    with pytest.raises(ValueError, match="TEST"):
        _ = work.result


def page() -> None:
    import time

    import streamlit as st

    from locales import Sentence, translator
    from ui.work import begin, finish, is_going

    log = st.session_state["log"]

    def make(tell: object) -> int:
        log.append("begun")
        tell(Sentence("Publishing"))  # type: ignore[operator]
        time.sleep(0.6)
        return len(log)

    begin("test", "one", make)
    begin("test", "one", make)
    if st.session_state.get("wait"):
        st.write(f"result {finish('test', translator('zh'))}, going: {is_going('test')}")


def test_a_rerun_joins_work_that_goes_on(tmp_path: Path) -> None:
    log: list[str] = []
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["log"] = log
    test.run()
    test.run()
    test.session_state["wait"] = True
    test.run()
    assert not test.exception
    assert log == ["begun"]
    assert test.markdown[-1].value == "result 1, going: False"
