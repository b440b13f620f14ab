"""Forty hostile texts and six hostile files, by every way in: nothing changes, runs or leaks."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest

from etl.batches import main as batches
from etl.ingest import main as ingest
from etl.ingest import references_of
from etl.intake import References
from etl.pending import main as pending
from etl.reception import Options, receive
from etl.snapshot import open_snapshot
from etl.submissions import options_as_dict
from tests.browser.protocol import XSRF_COOKIE, run_page, xsrf_cookie
from tests.browser.serving import dashboard
from tests.browser.visit import PATHS as PAGES
from tests.hostile import CASES, MARKUP, TEXTS, files

pytestmark = pytest.mark.browser

PARAMETERS = ("focus", "version", "lang", "peers", "framework", "indicator", "view", "store", "outcome")
FOLDERS = ("media/", "_stcore/", "component/", "app/static/", "static/")
LEAKS = ("root:x:0", "Traceback", "canary-of-this-test", "/site-packages/", "Parser Error", "Catalog Error")


def state(store: Path) -> str:
    """Return one hash over every file of a store but the log, which is there to grow, and the locks."""
    digest = hashlib.sha256()
    for path in sorted(store.rglob("*")):
        if path.is_file() and path.name != "audit.jsonl" and not path.name.endswith("lock"):
            digest.update(f"{path.relative_to(store)}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@pytest.fixture(scope="module")
def store(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("injection") / "store"
    shutil.copytree(built_store, copy)
    return copy


@pytest.fixture(scope="module")
def untouched(store: Path) -> str:
    """What the store is like before anything is tried; it must be the same after everything."""
    return state(store)


@pytest.fixture(scope="module")
def served(store: Path, untouched: str) -> Iterator[str]:
    with dashboard(store) as address:
        yield address


@pytest.fixture(scope="module")
def references(store: Path) -> References:
    snapshot = open_snapshot(store)
    found = references_of(snapshot)
    snapshot.close()
    return found


def test_there_are_forty() -> None:
    assert len(set(TEXTS)) == 40


@pytest.mark.parametrize("number", range(40))
def test_in_the_address_of_a_page(served: str, store: Path, untouched: str, number: int) -> None:
    page = sorted(PAGES.values())[number % len(PAGES)]
    seen = run_page(served, page, query=urlencode(dict.fromkeys(PARAMETERS, TEXTS[number])))
    assert "Data version" in seen.words or "数据版本" in seen.words
    assert not [leak for leak in LEAKS if leak in seen.words]
    assert state(store) == untouched


def test_as_a_path_of_the_server(served: str) -> None:
    with httpx.Client(base_url=served) as client:
        for number, text in enumerate(TEXTS):
            for where in ("", FOLDERS[number % len(FOLDERS)]):
                answer = client.get(f"/{where}{quote(text, safe='')}")
                assert answer.status_code < 500, text
                assert not [leak for leak in LEAKS[:3] if leak in answer.text], text
                assert "owned" not in answer.headers.get("set-cookie", "")


def test_as_the_name_of_a_file_sent_to_the_server(served: str, store: Path, untouched: str) -> None:
    token = xsrf_cookie(served)
    with httpx.Client(base_url=served, cookies={XSRF_COOKIE: token}) as client:
        for text in TEXTS:
            name = text.replace("\x00", "").replace("\r", "").replace("\n", "")
            where = f"/_stcore/upload_file/{quote(text, safe='')}/{quote(text, safe='')}"
            answer = client.put(where, headers={"X-Xsrftoken": token}, files={"file": (name, CASES.encode())})
            assert 400 <= answer.status_code < 500
    assert state(store) == untouched


@pytest.mark.parametrize("number", range(40))
def test_in_a_table_and_as_its_name(store: Path, untouched: str, references: References, number: int) -> None:
    """As a place, a date, a count, a header, a column too many, a file name and an option of reading it."""
    text = TEXTS[number]
    cell = '"' + text.replace('"', '""') + '"'
    header, row = CASES.splitlines()
    rows = (row.replace("370215", cell), row.replace("2020-02-01", cell), row.replace(",5,", f",{cell},"))
    options = Options(dataset="case_daily")
    hostile_rows = "\n".join((header, *rows))
    hostile_header = CASES.replace("unit_code", cell)
    one_more_column = f"{header},{cell}\n{row},{cell}"
    for table in (hostile_rows, hostile_header, one_more_column):
        checked = receive(table.encode(), "cases.csv", references, options).intake
        assert checked.report.findings, table
        assert checked.table is None or table is one_more_column, table
    option = ("sheet", "encoding", "source", "grade")[number % 4]
    hostile = Options(**options_as_dict(options) | {option: text})
    named = receive(CASES.encode(), text, references, hostile).intake
    assert named.file_name == text
    assert state(store) == untouched


def test_hostile_files_are_refused_without_a_trace(
    store: Path, untouched: str, references: References, tmp_path: Path
) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("canary-of-this-test", "utf-8")
    for name, content in files(str(canary)).items():
        for dataset in (None, "case_daily"):
            checked = receive(content, name, references, Options(dataset=dataset)).intake
            assert checked.table is None, name
            findings = str([finding.as_dict() for finding in checked.report.findings])
            assert findings != "[]", name
            assert "canary-of-this-test" not in findings, name
    assert not Path("/tmp/climbed.csv").exists()  # noqa: S108
    assert not Path("/tmp/absolute.csv").exists()  # noqa: S108
    assert state(store) == untouched


def test_on_the_command_lines(
    store: Path, untouched: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--store", str(store)]
    for number, text in enumerate(TEXTS):
        item = text.lstrip("-+") or "x"
        assert batches(["withdraw", item, "--reason", text.replace("-", "_", 1), *where]) == 1
        assert pending(["approve", item, *where]) == 1
        if number % 4:
            continue  # checking a file opens the data anew, which takes its time
        named = tmp_path / quote(text, safe=" '\"<>=|;$&(){}[]")
        named.write_text(CASES.replace("370215", text.replace("\n", " ")), "utf-8")
        assert ingest([str(named), "--dataset", "case_daily", "--accept", *where]) == 1
    shown = capsys.readouterr()
    assert not [leak for leak in LEAKS if leak in shown.err + shown.out]
    assert state(store) == untouched


def test_as_a_file_chosen_on_the_upload_page(
    served: str, store: Path, untouched: str, browser: Any, tmp_path: Path
) -> None:
    """A hostile name over a hostile table, and every hostile file: a report, and no way on to accepting."""
    canary = tmp_path / "canary.txt"
    canary.write_text("canary-of-this-test", "utf-8")
    given = list(files(str(canary)).items())
    given += [
        (f"{MARKUP[number]}.csv", CASES.replace("370215", f'"{MARKUP[number]}"').encode())
        for number in (1, 3)
    ]
    given.append(("=1+1.csv", CASES.replace(",5,", ',"=1+1",').encode()))
    context = browser.new_context()
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{served}/upload?lang=en")
    for name, content in given:
        field = page.locator("input[type=file]").first
        field.wait_for(state="attached", timeout=60_000)
        field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
        again = page.get_by_role("button", name="Choose another file")
        again.wait_for(timeout=60_000)
        page.get_by_text("4 Accept").last.wait_for(timeout=60_000)
        settled(page)
        shown = page.inner_text("[data-testid=stMain]")
        assert not [leak for leak in LEAKS if leak in shown], name
        assert page.locator("button", has_text="Accept").count() == 0, name
        again.click()
    assert dialogs == []
    assert page.locator("img[src=x], a[href^='javascript:']").count() == 0
    context.close()
    assert state(store) == untouched


def settled(page: Any) -> None:
    page.wait_for_function(
        "!document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')", timeout=60_000
    )
