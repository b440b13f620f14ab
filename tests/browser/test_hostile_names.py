"""A place whose name is an attack is shown literally on every page, in every chart, and runs nothing."""

import csv
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from etl.snapshot import publish
from tests.browser.serving import PROJECT, dashboard
from tests.browser.visit import PATHS, visit

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)>*b*%{y} \u202eevil"
LITERALLY = "<img src=x onerror=alert(1)>*b*%{y}"
WITHOUT_NAME = {"approvals", "coding", "history", "method", "upload", "validity"}
"""Pages that name the focus place in its list alone, or only the cities."""


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard whose focus place got a hostile name through the ordinary upload of a table."""
    folder = tmp_path_factory.mktemp("hostile")
    publish(folder / "store")
    with (PROJECT / "data" / "tables" / "unit.csv").open(encoding="utf-8-sig") as handle:
        row = next(row for row in csv.DictReader(handle) if row["unit_code"] == "370215")
    row |= dict.fromkeys(("name_zh", "name_en"), HOSTILE) | {"name_short_zh": HOSTILE[:28]}
    file = folder / "unit.csv"
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(row))
        writer.writeheader()
        writer.writerow(row)
    command = [sys.executable, "-m", "etl.ingest", str(file), "--dataset", "unit", "--accept"]
    done = subprocess.run(
        [*command, "--store", str(folder / "store")], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with dashboard(folder / "store") as address:
        yield address


@pytest.mark.parametrize("page", PATHS)
def test_a_hostile_name_is_shown_literally(browser: Any, hostile_server: str, page: str) -> None:
    with visit(browser, hostile_server, page, lang="en") as opened:
        dialogs: list[str] = []
        opened.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        shown = []
        if page == "brief":
            # Its pages are pictures; the same words stand beneath them.
            opened.page.get_by_text("The words of the brief").click()
            opened.page.wait_for_timeout(500)
        for _part in opened.parts():
            shown.append(opened.page.inner_text("[data-testid=stMain]"))
            written = opened.page.evaluate(
                "[...document.querySelectorAll('svg text')].map(one => one.textContent).join('\\n')"
            )
            shown.append(written)
            assert dialogs == []
            assert opened.errors == []
            assert opened.page.locator("img[src=x]").count() == 0
            assert opened.page.locator("svg a").count() == 0
            assert "NaN" not in written
        assert page in WITHOUT_NAME or LITERALLY in "\n".join(shown)


def test_a_hostile_name_stays_literal_behind_the_number(browser: Any, hostile_server: str) -> None:
    with visit(browser, hostile_server, "evidence", lang="en") as opened:
        opened.page.get_by_role("button", name="Behind the number").first.click()
        opened.page.wait_for_selector("[role=dialog] >> text=Raw rows")
        assert opened.page.locator("img[src=x]").count() == 0
        assert opened.errors == []
