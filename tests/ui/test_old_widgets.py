from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.pages.opened import PROJECT

PAGES = ("benchmark", "capacity", "method", "validity", "benchmark", "capacity")


def _held(test: AppTest) -> dict[str, Any]:
    state: Any = test.session_state
    while not hasattr(state, "_new_widget_state"):
        state = object.__getattribute__(state, "_state")
    held: dict[str, Any] = state._new_widget_state.widget_metadata
    return held


def test_a_visit_holds_the_widgets_of_two_pages_at_most_and_its_choices_all_the_same(
    served_store: Path,
) -> None:
    test = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
    test.run()
    test.selectbox(key="focus_zh").set_value("330100").run()
    places = []
    for name in PAGES:
        test.switch_page(f"pages/{name}.py").run()
        assert not test.exception
        assert test.selectbox(key="focus_zh").value == "330100"
        places.append(sum("focus_zh" in one for one in _held(test)))
    assert max(places) <= 2
