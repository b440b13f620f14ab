"""Where a sign-in leads back to: a page and choices of this app, once, for a while, for one browser."""

import pytest

from ui.sign_in_return import KEPT_SECONDS, MOST_KEPT, PAGES, Returns

CHOICES = {"lang": "en", "focus": "370215"}


def test_a_browser_gets_back_once_what_it_left() -> None:
    returns = Returns()
    returns.keep("one", "gap", CHOICES, 0.0)
    assert returns.take("other", 1.0) is None
    found = returns.take("one", 1.0)
    assert found is not None
    assert (found.page, found.choices) == ("gap", CHOICES)
    assert returns.take("one", 1.0) is None


@pytest.mark.parametrize(
    "page", ["https://evil.example", "//evil.example", "../etc/passwd", "/gap", "javascript:alert(1)", ""]
)
def test_nobody_is_sent_elsewhere(page: str) -> None:
    returns = Returns()
    returns.keep("one", page, CHOICES, 0.0)
    assert returns.take("one", 1.0) is None


def test_only_choices_of_the_app_are_kept_and_they_stay_short() -> None:
    returns = Returns()
    returns.keep("one", "gap", {"focus": "3" * 9_999, "next": "//evil.example"}, 0.0)
    found = returns.take("one", 1.0)
    assert found is not None
    assert found.choices.keys() == {"focus"}
    assert len(found.choices["focus"]) == 400


def test_what_was_left_long_ago_or_by_too_many_others_since_is_forgotten() -> None:
    returns = Returns()
    returns.keep("one", "gap", CHOICES, 0.0)
    assert returns.take("one", KEPT_SECONDS + 1) is None
    returns.keep("one", "gap", CHOICES, 0.0)
    for number in range(MOST_KEPT):
        returns.keep(f"browser {number}", "gap", CHOICES, 0.0)
    assert returns.take("one", 1.0) is None


def test_every_page_can_be_come_back_to() -> None:
    assert {"overview", "approvals", "upload"} <= PAGES
