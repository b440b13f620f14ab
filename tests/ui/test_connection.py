"""Only a browser on the serving machine may write without sign-in; any sign of a detour counts."""

import pytest

from ui.connection import FORWARDING_HEADERS, XSRF_COOKIE, Connection, is_from_this_machine, is_loopback

BROWSER = {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501", "user-agent": "x"}
COOKIES = frozenset((XSRF_COOKIE,))


@pytest.mark.parametrize("bound", ["127.0.0.1", "localhost", "::1", "127.8.0.1"])
@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501", "LOCALHOST:1"])
def test_a_browser_on_the_machine_may_write(bound: str, host: str) -> None:
    headers = BROWSER | {"host": host, "origin": f"http://{host}"}
    assert is_from_this_machine(Connection(bound, None, headers, COOKIES))
    assert is_from_this_machine(Connection(bound, "127.0.0.2", headers, COOKIES))


@pytest.mark.parametrize(
    "bound",
    [None, "", "0.0.0.0", "::", "192.168.1.7", "unix://run/app.sock", "example.org"],  # noqa: S104
)
def test_a_server_that_others_can_reach_is_read_only(bound: str | None) -> None:
    assert not is_from_this_machine(Connection(bound, None, BROWSER, COOKIES))


@pytest.mark.parametrize("remote", ["192.168.1.7", "::ffff:10.0.0.1", "8.8.8.8", "unknown", ""])
def test_an_address_from_elsewhere_is_read_only(remote: str) -> None:
    assert not is_from_this_machine(Connection("127.0.0.1", remote, BROWSER, COOKIES))


@pytest.mark.parametrize("header", [*sorted(FORWARDING_HEADERS), "x-forwarded-for", "x-forwarded-port"])
def test_a_proxy_on_the_machine_is_read_only_whatever_it_claims(header: str) -> None:
    assert not is_from_this_machine(Connection("127.0.0.1", None, BROWSER | {header: "127.0.0.1"}, COOKIES))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": "127.0.0.1:8501"},
        {"origin": "http://127.0.0.1:8501"},
        {"host": "attacker.example:8501", "origin": "http://attacker.example:8501"},
        {"host": "127.0.0.1:8501", "origin": "http://dashboard.example.org"},
        {"host": "127.0.0.1.example.org", "origin": "http://127.0.0.1"},
        {"host": "127.0.0.1:8501", "origin": "null"},
        {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:3000"},
        {"host": "127.0.0.1:8501", "origin": "http://localhost:8501"},
        {"host": "127.0.0.1:8501", "origin": "file://127.0.0.1:8501"},
        {"host": "[::1", "origin": "http://[::1"},
        {"host": "user@127.0.0.1@evil.example", "origin": "http://127.0.0.1"},
    ],
)
def test_a_page_of_another_name_is_read_only(headers: dict[str, str]) -> None:
    """A name of an attacker that points at this machine reaches it with its own name as host and origin."""
    assert not is_from_this_machine(Connection("127.0.0.1", None, headers, COOKIES))


def test_a_page_inside_a_frame_of_another_site_is_read_only() -> None:
    assert not is_from_this_machine(Connection("127.0.0.1", None, BROWSER, frozenset()))
    assert not is_from_this_machine(Connection("127.0.0.1", None, BROWSER, frozenset(("other",))))


@pytest.mark.parametrize("host", [None, 5, "127.0.0.1.", "127.1", "2130706433", "localhost.localdomain"])
def test_only_exact_names_are_this_machine(host: object) -> None:
    assert not is_loopback(host)
