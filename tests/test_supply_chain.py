"""The check of licences and vulnerabilities tells good from bad, and no secret lies in the repository."""

import re
import runpy
import subprocess
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parent.parent
AUDIT = runpy.run_path(str(PROJECT / ".ci" / "audit.py"))

SECRETS = {
    "private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY",
    "cloud key": r"\b(?:AKIA|ASIA|LTAI)[0-9A-Z]{16,}\b",
    "token of a forge": r"\b(?:gh[pousr]_[A-Za-z0-9]{30,}|glpat-[A-Za-z0-9_-]{20,})",
    "token of a service": r"\b(?:sk|xox[abpr]|AIza|hf|pypi)[-_][A-Za-z0-9_-]{20,}",
    "web token": r"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.",
    "password in an address": r"[a-z]+://[^/\s:@\"'{}<>]+:[^/\s:@\"'{}<>]{3,}@",
    "assigned secret": (
        r"(?i)\b(?:cookie_secret|client_secret|password|api_key)\s*=\s*[\"'][A-Za-z0-9+/_-]{20,}[\"']"
    ),
}
FORBIDDEN_FILES = re.compile(r"(^|/)(secrets\.toml|\.env|id_[a-z0-9]+|.*\.(pem|key|p12|pfx|jks|kdbx))$")
TEXT_BYTES = 3_000_000


def found_secrets(text: str) -> list[str]:
    return [kind for kind, pattern in SECRETS.items() if re.search(pattern, text)]


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "aws = AKIA" + "IOSFODNN7EXAMPLE",
        "gh" + "p_" + "a1" * 18,
        "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiIxMjM0NTY3" + ".x",
        "postgres://" + "app:hunter2@db/cases",
        'cookie_secret = "' + "0123456789abcdef" * 2 + '"',
    ],
)
def test_the_search_finds_a_secret(text: str) -> None:
    assert found_secrets(text)


def test_no_secret_is_in_the_repository() -> None:
    if not (PROJECT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True).stdout
    names = [name for name in listed.decode().split("\0") if name]
    assert len(names) > 100
    assert [name for name in names if FORBIDDEN_FILES.search(name)] == []
    for name in names:
        path = PROJECT / name
        if path.is_file() and path.stat().st_size <= TEXT_BYTES:
            assert found_secrets(path.read_bytes().decode("utf-8", "replace")) == [], name


def test_secrets_are_ignored_by_git() -> None:
    ignored = (PROJECT / ".gitignore").read_text("utf-8").split()
    assert {".streamlit/secrets.toml", ".store/"} <= set(ignored)


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", True),
        ("MIT OR GPL-3.0-or-later", True),
        ("MIT AND GPL-3.0-or-later", False),
        ("MIT License\n\nCopyright (c) Somebody", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0", False),
        ("UNKNOWN", False),
        ("", False),
        ("Proprietary", False),
    ],
)
def test_a_licence_is_allowed_by_name_only(licence: str, allowed: bool) -> None:
    assert AUDIT["is_allowed"](licence) is allowed


def test_an_exception_holds_for_the_licence_it_was_made_for() -> None:
    refused = AUDIT["refused_licences"]
    assert refused([("krippendorff", "GPL-3.0-or-later"), ("numpy", "BSD-3-Clause")]) == []
    assert refused([("krippendorff", "Proprietary")]) == ["krippendorff: Proprietary"]
    assert refused([("other", "GPL-3.0-or-later")]) == ["other: GPL-3.0-or-later"]


def answered(report: Any) -> Any:
    """The function under test, with the tool's answer in place of the network."""

    def run(_tool: str, *_arguments: str) -> Any:
        if report is None:
            raise ValueError("no answer")
        return report

    function = AUDIT["vulnerabilities"]
    function.__globals__["run"] = run
    return function()


def test_known_vulnerabilities_are_told_from_an_unreachable_service() -> None:
    problem = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2"]}
    bad = {"name": "bad", "version": "1", "vulns": [problem]}
    good = {"name": "good", "version": "1", "vulns": []}
    unknown = {"name": "unknown", "skip_reason": "not found"}
    found, known, packages = answered({"dependencies": [bad, good, unknown]})
    assert (known, packages) == (2, 3)
    assert found == ["bad 1: PYSEC-1, mended in ['2']"]
    assert answered({"dependencies": [unknown]}) == ([], 0, 1)
    assert answered(None) == ([], 0, 0)


def test_every_package_that_is_needed_to_run_is_in_the_list() -> None:
    listed = (PROJECT / "docs" / "LICENCES.md").read_text("utf-8")
    running = set(re.findall(r"^\| (\S+) \| .* \| run \|$", listed, re.MULTILINE))
    names = {re.sub(r"[-_.]+", "-", name).lower() for name in running}
    pinned = [line.split("==")[0] for line in (PROJECT / "requirements.txt").read_text("utf-8").split()]
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in pinned} - names == set()
