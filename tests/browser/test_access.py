"""Who may write at the served app: real sign-ins at a real provider, and everybody who has none.

The provider is a process of its own that speaks OpenID Connect on this machine: the app sends the browser
there, exchanges the code for a token and checks its signature, as with any other provider.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest

from etl.audit import verify
from etl.audit_log import read_log
from etl.ingest import references_of
from etl.pending import approve, submit
from etl.receipts import read_batches
from etl.reception import Options, receive
from etl.snapshot import open_snapshot
from etl.submissions import read_submissions
from tests.browser.protocol import run_page
from tests.browser.serving import dashboard, free_port, running

pytestmark = pytest.mark.browser

AUTHOR, APPROVER, SECOND = "analyst@example.org", "approver@example.org", "second@example.org"
USERS = {
    "author": {"email": AUTHOR, "email_verified": True},
    "approver": {"email": APPROVER, "email_verified": True},
    "second": {"email": SECOND, "email_verified": True},
    "typist": {"email": SECOND, "email_verified": True},
    "unverified": {"email": APPROVER, "email_verified": False},
    "stranger": {"email": "stranger@example.org", "email_verified": True},
}
SECRETS = """
[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "a secret of this test, long enough for it"
client_id = "dashboard"
client_secret = "known to the provider and to the app"
server_metadata_url = "{provider}/.well-known/openid-configuration"
[roles.analyst]
emails = ["analyst@example.org"]
[roles.approver]
emails = ["approver@example.org", "second@example.org"]
"""
CONTENT = b"unit_code,date,confirmed,recovered,deaths,observed\n370215,2020-02-01,5,0,0,true\n"
USER_COOKIE = "_streamlit_user"


@dataclass(frozen=True)
class Site:
    """The served app, its store in which one file of the author waits, and the identifiers of its buttons."""

    address: str
    store: Path
    waiting: str

    def is_untouched(self) -> bool:
        """Tell whether nothing was decided and nothing has come to count."""
        return not read_batches(self.store) and [one.status for one in read_submissions(self.store)] == [
            "waiting"
        ]


@pytest.fixture(scope="module")
def site(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("access")
    store = folder / "store"
    shutil.copytree(built_store, store)
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    options = Options(dataset="case_daily")
    given = submit(store, receive(CONTENT, "cases.csv", references, options).intake, AUTHOR, options)
    port, provider_port = free_port(), free_port()
    provider = f"http://127.0.0.1:{provider_port}"
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(provider_port)]
    for name, claims in USERS.items():
        command += ["--user-claims", json.dumps({"sub": name, **claims})]
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS.format(app=f"http://127.0.0.1:{port}", provider=provider), "utf-8")
    with (
        running(command, dict(os.environ), f"{provider}/.well-known/openid-configuration"),
        dashboard(store, "--secrets.files", str(secrets), port=port) as address,
    ):
        yield Site(address, store, str(given.submission_id))


@pytest.fixture(scope="module")
def cookies(site: Site) -> dict[str, dict[str, str]]:
    """The identity cookies of each user after a sign-in of their own at the provider."""
    start = run_page(site.address, "approvals")
    login = run_page(site.address, "approvals", pressed=start.buttons["Sign in"]).redirect
    return {name: signed_in(urljoin(site.address, login), name) for name in USERS}


def signed_in(login: str, user: str) -> dict[str, str]:
    """Go the way of a browser: to the app, to the provider, to the callback, which exchanges the code."""
    with httpx.Client() as browser:
        authorize = browser.get(login).headers["location"]
        callback = browser.post(authorize, data={"sub": user}).headers["location"]
        browser.get(callback)
        found = {name: value for name, value in browser.cookies.items() if name.startswith(USER_COOKIE)}
    assert USER_COOKIE in found, user
    return found


@pytest.fixture(scope="module")
def buttons(site: Site, cookies: dict[str, dict[str, str]]) -> dict[str, str]:
    """The identifiers of the buttons that an approver's page draws."""
    return run_page(site.address, "approvals", cookies=cookies["approver"]).buttons


FORGED = {
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-User": APPROVER,
    "X-Forwarded-Email": APPROVER,
    "X-Auth-Request-Email": APPROVER,
    "Remote-User": APPROVER,
    "Authorization": "Bearer approver",
}
WORDS = {
    "nobody": "Sign in to change data",
    "forged headers": "Sign in to change data",
    "forged cookie": "Sign in to change data",
    "another origin": "Sign in to change data",
    "stranger": "As viewer you cannot do this",
    "unverified": "does not confirm that the address",
    "author": "somebody else has to approve",
}


def credentials(who: str, cookies: dict[str, dict[str, str]]) -> dict[str, Any]:
    if who == "forged headers":
        return {"headers": FORGED}
    if who == "forged cookie":
        own = cookies["stranger"][USER_COOKIE]
        return {"cookies": {USER_COOKIE: own[:-4] + "AAAA"}}
    if who == "another origin":
        # An address of this machine under another name: the server lets it in, the identity stays outside.
        return {"cookies": cookies["approver"], "origin": "http://localhost:1"}
    return {"cookies": cookies.get(who, {})}


@pytest.mark.parametrize("action", ["Approve", "Reject"])
@pytest.mark.parametrize("who", WORDS)
def test_nobody_decides_without_the_right(
    site: Site, cookies: dict[str, dict[str, str]], buttons: dict[str, str], who: str, action: str
) -> None:
    """By the address of the page, and by sending that a button was pressed that the page did not draw."""
    sent = credentials(who, cookies)
    shown = run_page(site.address, "approvals", **sent)
    assert WORDS[who] in shown.words.replace("\\", "")
    assert not {"Approve", "Reject"} & shown.buttons.keys()
    run_page(site.address, "approvals", pressed=buttons[action], **sent)
    assert site.is_untouched()


@pytest.mark.parametrize("page", ["upload", "coding"])
@pytest.mark.parametrize("who", ["nobody", "stranger", "unverified"])
def test_every_page_that_writes_says_why_not(
    site: Site, cookies: dict[str, dict[str, str]], who: str, page: str
) -> None:
    shown = run_page(site.address, page, **credentials(who, cookies))
    assert WORDS[who] in shown.words.replace("\\", "")
    assert not [label for label in shown.buttons if "Accept" in label or "Give " in label]


def test_a_page_elsewhere_cannot_open_a_session(site: Site, cookies: dict[str, dict[str, str]]) -> None:
    from websockets.exceptions import InvalidStatus

    with pytest.raises(InvalidStatus, match="403"):
        run_page(site.address, "approvals", cookies=cookies["approver"], origin="https://evil.example")


def test_signing_out_ends_every_copy_of_the_sign_in(
    site: Site, cookies: dict[str, dict[str, str]], buttons: dict[str, str]
) -> None:
    page = run_page(site.address, "approvals", cookies=cookies["second"])
    assert "Approve" in page.buttons
    run_page(site.address, "approvals", cookies=cookies["second"], pressed=page.buttons["Sign out"])
    replayed = run_page(site.address, "approvals", cookies=cookies["second"])
    assert "Your sign-in has ended" in replayed.words.replace("\\", "")
    run_page(site.address, "approvals", cookies=cookies["second"], pressed=buttons["Approve"])
    assert site.is_untouched()


def test_the_address_for_signing_out_ends_every_copy_too(
    site: Site, cookies: dict[str, dict[str, str]], buttons: dict[str, str]
) -> None:
    """Typed by hand, with the cookies of one browser; somebody has a copy of them."""
    sent = cookies["typist"]
    assert "Approve" in run_page(site.address, "approvals", cookies=sent).buttons
    forged = httpx.get(f"{site.address}/auth/logout", cookies={USER_COOKIE: sent[USER_COOKIE][:-4] + "AAAA"})
    assert forged.status_code == 302
    assert "Approve" in run_page(site.address, "approvals", cookies=sent).buttons
    assert httpx.get(f"{site.address}/auth/logout", cookies=sent).status_code == 302
    replayed = run_page(site.address, "approvals", cookies=sent)
    assert "Your sign-in has ended" in replayed.words.replace("\\", "")
    run_page(site.address, "approvals", cookies=sent, pressed=buttons["Approve"])
    assert site.is_untouched()


def test_an_approver_signs_in_with_a_browser_and_makes_the_file_count(
    site: Site, browser: Any, cookies: dict[str, dict[str, str]], buttons: dict[str, str]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.address}/approvals?lang=en&focus=370200")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="approver", exact=True).click()
    # Back on the page that asked for it, with what stood in its address.
    page.wait_for_url(re.compile(f"^{re.escape(site.address)}/approvals\\?.*focus=370200"), timeout=60_000)
    assert "lang=en" in page.url
    flags = {one["name"]: (one["httpOnly"], one["sameSite"]) for one in context.cookies()}
    assert flags[USER_COOKIE] == flags["_streamlit_user_tokens"] == (True, "Lax")
    assert flags["_streamlit_xsrf"] == (False, "Lax")  # the page has to read it to send it back
    page.get_by_role("button", name="Approve").click()
    page.wait_for_selector("text=/Approved: the file is batch/", timeout=60_000)
    batch = read_batches(site.store)[0]
    assert (batch.receipt["submitted_by"], batch.receipt["accepted_by"]) == (AUTHOR, APPROVER)
    page.get_by_role("button", name="Account").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/oauth2/end_session**")
    left = {one["name"] for one in context.cookies(site.address)}
    assert USER_COOKIE not in left
    context.close()
    entries = [(one.by, one.action, one.outcome) for one in read_log(site.store)]
    done = [(AUTHOR, "submit", "done"), (APPROVER, "accept", "done"), (APPROVER, "approve", "done")]
    assert [entry for entry in entries if entry[2] == "done"] == done
    assert verify(site.store).problems == ()


@pytest.mark.parametrize(
    ("label", "before", "after"),
    [("Withdraw this batch", "accepted", "withdrawn"), ("Restore this batch", "withdrawn", "accepted")],
)
def test_only_an_approver_withdraws_and_restores(
    site: Site, cookies: dict[str, dict[str, str]], label: str, before: str, after: str
) -> None:
    """On the page of the history, and by sending that the button was pressed that an approver sees."""
    if not read_batches(site.store):
        approve(site.store, site.waiting, APPROVER)
    batch = read_batches(site.store)[0].batch_id
    query = f"lang=en&batch={batch}"
    drawn = run_page(site.address, "history", cookies=cookies["approver"], query=query)
    filled = {drawn.fields["Reason"]: "a trial"}
    for who, words in (
        WORDS | {"author": "As analyst you cannot do this: it takes the role approver"}
    ).items():
        sent = credentials(who, cookies)
        shown = run_page(site.address, "history", query=query, **sent)
        assert words in shown.words.replace("\\", ""), who
        assert label not in shown.buttons, who
        run_page(site.address, "history", query=query, pressed=drawn.buttons[label], filled=filled, **sent)
        assert read_batches(site.store)[0].status == before, who
    run_page(
        site.address,
        "history",
        query=query,
        cookies=cookies["approver"],
        pressed=drawn.buttons[label],
        filled=filled,
    )
    changed = read_batches(site.store)[0]
    assert (changed.status, changed.events[-1]["by"], changed.events[-1]["reason"]) == (
        after,
        APPROVER,
        "a trial",
    )
    assert verify(site.store).problems == ()
