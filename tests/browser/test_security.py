"""What the server itself holds back: forged requests, foreign pages, other names, paths; flags of cookies."""

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.browser.protocol import XSRF_COOKIE, run_page, xsrf_cookie
from tests.browser.serving import dashboard

pytestmark = pytest.mark.browser

FOREIGN = "https://evil.example"
UPLOAD = "/_stcore/upload_file/session/file"
ROUTES = ("/", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/media/x", "/no/such/page")
READ_ONLY = "open for reading only"


def words(address: str, **sent: Any) -> str:
    return run_page(address, "approvals", **sent).words.replace("\\", "")


def test_a_browser_on_this_machine_may_write_and_nobody_else(server: str) -> None:
    port = server.rsplit(":", 1)[1]
    assert READ_ONLY not in words(server)
    assert READ_ONLY not in words(server, host=f"localhost:{port}", origin=f"http://localhost:{port}")
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via", "X-Forwarded-Host"):
        assert READ_ONLY in words(server, headers={header: "127.0.0.1"}), header
    assert READ_ONLY in words(server, origin="http://127.0.0.1:1")


def test_a_name_that_was_pointed_at_this_machine_may_not_write(server: str) -> None:
    """The page of an attacker whose name now leads here has that name as host and origin alike."""
    port = server.rsplit(":", 1)[1]
    host = f"rebound.example:{port}"
    assert READ_ONLY in words(server, host=host, origin=f"http://{host}")


@pytest.fixture(scope="module")
def foreign_site(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site under another name that shows the dashboard inside a frame."""
    folder = tmp_path_factory.mktemp("foreign")
    frame = f'<iframe width="1200" height="800" src="{server}/approvals?lang=en"></iframe>'
    (folder / "index.html").write_text(frame, "utf-8")
    handler = partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}/"
        site.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: Any) -> None:
        pass


def test_inside_a_frame_of_another_site_nothing_can_be_pressed(browser: Any, foreign_site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(foreign_site)
    frame = page.frame_locator("iframe")
    frame.get_by_text(READ_ONLY).first.wait_for(timeout=60_000)
    assert context.cookies() == []
    context.close()


def test_a_page_elsewhere_opens_no_session(server: str) -> None:
    for origin in (FOREIGN, "null", "http://127.0.0.1.evil.example", "chrome-extension://abc"):
        with pytest.raises(InvalidStatus, match="403"):
            run_page(server, "approvals", origin=origin)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_forged_upload_is_refused(server: str, method: str) -> None:
    token = xsrf_cookie(server)
    other = xsrf_cookie(server)
    for cookie, header in ((None, None), (token, None), (None, token), (token, other), (token, "2|x|y|1")):
        cookies = {XSRF_COOKIE: cookie} if cookie else {}
        headers = {"X-Xsrftoken": header} if header else {}
        with httpx.Client(base_url=server, cookies=cookies) as client:
            assert client.request(method, UPLOAD, headers=headers).status_code == 403


def test_no_other_site_may_read_an_answer(server: str) -> None:
    with httpx.Client(base_url=server, headers={"Origin": FOREIGN}) as client:
        answers = [client.get(route) for route in ROUTES]
        asked = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-xsrftoken"}
        answers.append(client.options(UPLOAD, headers=asked))
    for answer in answers:
        assert answer.headers.get("access-control-allow-origin") not in ("*", FOREIGN, "null"), answer.url


def test_the_cookie_against_forged_requests_stays_on_the_site(server: str) -> None:
    given = httpx.get(f"{server}/_stcore/health").headers["set-cookie"]
    assert given.startswith(XSRF_COOKIE)
    assert "samesite=lax" in given.lower()


def test_nothing_of_the_machine_is_served(server: str) -> None:
    paths = (
        "/.streamlit/secrets.toml",
        "/.streamlit/config.toml",
        "/.git/config",
        "/pages/approvals.py",
        "/ui/access.py",
        "/.store/current",
        "/audit.jsonl",
        "/static/..%2f..%2f..%2fetc/passwd",
        "/media/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
    )
    shell = httpx.get(server).text
    for path in paths:
        answer = httpx.get(f"{server}{path}")
        assert answer.status_code >= 400 or answer.text == shell, path


def test_counters_of_the_server_name_nobody(server: str) -> None:
    run_page(server, "approvals")
    shown = httpx.get(f"{server}/_stcore/metrics").text
    assert "127.0.0.1" not in shown
    assert "@" not in shown


def test_on_an_address_that_others_reach_the_dashboard_is_read_only(built_store: Path) -> None:
    with dashboard(built_store, "--server.address", "0.0.0.0") as address:  # noqa: S104
        assert READ_ONLY in words(address)
        assert READ_ONLY in run_page(address, "method").words.replace("\\", "")


def test_a_foreign_page_does_not_make_the_server_ask_outside(
    built_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every request to the outside would go through the proxy that the environment names."""
    asked: list[str] = []

    class Proxy(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(502)

        do_CONNECT = do_GET  # noqa: N815

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.server_port}")
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.setenv(name, "127.0.0.1")
        with dashboard(built_store) as address:
            run_page(address, "method")
            with pytest.raises(InvalidStatus, match="403"):
                run_page(address, "method", origin=FOREIGN)
        proxy.shutdown()
    assert asked == []
