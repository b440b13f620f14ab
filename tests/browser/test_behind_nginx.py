"""The app as it is served: the shipped nginx configuration before a worker, asked by program and browser."""

import json
import shutil
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.server import Server
from benchmarks.serving import Site, site, workers

needs_nginx = pytest.mark.skipif(
    not shutil.which("nginx") or not shutil.which("openssl"), reason="nginx and openssl are not installed"
)


@dataclass(frozen=True)
class Served:
    place: Site
    worker: Server
    folder: Path


@pytest.fixture(scope="module")
def served(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    with workers(built_store, folder, count=1) as running, site(folder, [running[0].address]) as place:
        yield Served(place, running[0], folder)


def ask(
    served: Served, path: str, headers: dict[str, str] | None = None, data: bytes | None = None
) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(served.place.address + path, headers=headers or {}, data=data)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30, context=served.place.tls) as answer:  # noqa: S310
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


@needs_nginx
def test_probes_and_figures_answer(served: Served) -> None:
    assert ask(served, "/healthz")[2] == b"ok"
    status, _headers, content = ask(served, "/readyz")
    assert (status, json.loads(content)["ready"]) == (200, True)
    figures = ask(served, "/figures")[2].decode()
    assert "dashboard_ready 1.0" in figures
    assert json.loads(content)["version"] in figures


@needs_nginx
def test_every_answer_carries_the_headers(served: Served) -> None:
    for path in ("/", "/_stcore/health", "/nowhere"):
        _status, headers, _content = ask(served, path)
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "http:" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["strict-transport-security"].startswith("max-age=")
        assert "nginx/" not in headers["server"]
        assert "Secure" in headers["set-cookie"]


@needs_nginx
def test_pages_of_other_sites_and_oversized_files_are_refused(served: Served) -> None:
    assert ask(served, "/", {"Origin": "https://evil.example"})[0] == 403
    assert ask(served, "/", {"Origin": served.place.address})[0] == 200
    assert ask(served, "/_stcore/upload_file/x/y", data=b"0" * 12_000_000)[0] == 413


@needs_nginx
def test_plain_requests_are_led_to_tls(served: Served) -> None:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    opener = urllib.request.build_opener(Stay)
    with pytest.raises(urllib.error.HTTPError) as caught:
        opener.open(f"http://localhost:{served.place.plain_port}/gap?lang=en", timeout=10)
    assert caught.value.code == 308
    assert caught.value.headers["location"] == "https://localhost/gap?lang=en"
    caught.value.close()
    assert ssl.HAS_TLSv1_3


@needs_nginx
@pytest.mark.browser
def test_a_browser_draws_charts_and_tables_under_the_content_policy(served: Served, browser: Any) -> None:
    context = browser.new_context(ignore_https_errors=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for part, drawn in (
        ("coverage", ".js-plotly-plot .main-svg"),
        ("batches", "[data-testid=stDataFrame] canvas"),
    ):
        page.goto(f"{served.place.address}/evidence?lang=en&focus=370200&evidence={part}")
        page.wait_for_selector(drawn, state="attached", timeout=90_000)
    context.close()
    assert [text for text in complaints if "Content Security Policy" in text] == []


@needs_nginx
def test_logs_name_no_visitor(served: Served) -> None:
    ask(served, "/gap?lang=en&focus=370215", {"User-Agent": "somebody/1.0"})
    lines = (served.folder / "dashboard.json").read_text("utf-8").splitlines()
    assert {"time", "method", "path", "status", "seconds", "bytes", "worker"} == set(json.loads(lines[-1]))
    assert "focus=" not in lines[-1]
    assert "somebody" not in lines[-1]
    worker = (served.folder / "worker0.log").read_text("utf-8")
    objects = [json.loads(line) for line in worker.splitlines() if line.startswith("{")]
    assert objects
    assert not [one for one in objects if "127.0.0.1" in json.dumps(one)]
