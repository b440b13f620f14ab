"""Every switch of every part of every page is pressed once and answers with a chart or a sentence."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.opened import PAGES, PARTS, open_page

KEPT = ("lang_", "version_", "focus_")
"""Chosen once in a visit; tested with every page elsewhere."""

WITHOUT_SWITCHES = {"approvals", "coding", "history", "upload"}


def switches(test: AppTest) -> dict[str, Any]:
    """The switches that the page shows now, by key, without those of parts."""
    found = [*test.radio, *test.selectbox, *test.toggle, *test.checkbox]
    return {str(one.key): one for one in found if one.key and not str(one.key).startswith(KEPT)}


def press(test: AppTest, control: Any) -> None:
    """Choose another option than the one that is shown."""
    if control.type in ("toggle", "checkbox"):
        control.set_value(not control.value).run()
    elif len(control.options) > 1:
        shown = -1 if control.index is None else control.index
        control.set_value(control.options[(shown + 1) % len(control.options)]).run()
    assert not test.exception, (control.key, [error.message for error in test.exception])
    assert not test.error, (control.key, [error.value for error in test.error])
    answer = (*test.get("plotly_chart"), *test.info, *test.markdown, *test.caption)
    assert len(answer) > 1, control.key


@pytest.mark.parametrize("page", PAGES)
def test_every_switch_answers(served_store: Path, page: str) -> None:
    test = open_page(page, lang="en")
    pressed: set[str] = set()
    for part in PARTS.get(page, ("",)):
        if part:
            test.segmented_control(key=f"{page}_en").set_value(part).run()
            assert not test.exception, part
        while waiting := [key for key in switches(test) if key not in pressed]:
            pressed.add(waiting[0])
            press(test, switches(test)[waiting[0]])
    assert pressed or page in WITHOUT_SWITCHES
