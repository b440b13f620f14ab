"""Look at every installed package: known vulnerabilities (pip-audit) and licences (pip-licenses).

`make audit` checks, `make licences` writes docs/LICENCES.md anew. Ends with 1 if a known vulnerability or a
licence that nobody allowed is found. Where the advisory service cannot be reached that is said in one line
and is no failure: the packages are pinned, and the next run that reaches it sees them.
"""

import importlib.metadata
import json
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
TOOLS = PROJECT / ".venv" / "audit" / "bin"
LIST = PROJECT / "docs" / "LICENCES.md"
SECONDS = 240

ALLOWED = {
    "MIT": ("mit", "mit license", "the mit license (mit)", "mit-0", "mit-cmu"),
    "BSD": ("bsd license", "bsd-2-clause", "bsd-3-clause", "3-clause bsd license", "0bsd", "zlib", "cc0-1.0"),
    "Apache": ("apache-2.0", "apache license 2.0", "apache software license"),
    "Python": ("psf-2.0", "psf"),
    "Mozilla (used unchanged)": ("mpl-2.0", "mozilla public license 2.0 (mpl 2.0)"),
    "Academic": ("afl-2.1",),
}
NAMES = {name for names in ALLOWED.values() for name in names}
EXCEPTIONS = {
    "krippendorff": (
        "GPL-3.0-or-later",
        "Imported unchanged by `metrics/agreement.py`. The software's own text stays MIT; whoever hands out a"
        " copy together with this package (a container, say) does so under the terms of the GPL.",
    ),
    "axe-playwright-python": ("UNKNOWN", "Only for tests; its metadata name no licence."),
}
ACCEPTED_VULNERABILITIES: dict[str, str] = {}
"""Identifier of an advisory → why it does not concern this software."""


def run(tool: str, *arguments: str) -> Any:
    """Return what a tool prints as JSON; pip-audit also ends with 1 when it found something."""
    command = [str(TOOLS / tool), *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
    return json.loads(ended.stdout)


def vulnerabilities() -> tuple[list[str], int, int]:
    """Return what was found, how many packages the service knew, and how many there are."""
    packages = sysconfig.get_path("purelib")
    try:
        report = run("pip-audit", "--path", packages, "--format", "json", "--progress-spinner", "off")
    except (ValueError, subprocess.TimeoutExpired):
        return [], 0, 0
    listed = report["dependencies"]
    known = [package for package in listed if "skip_reason" not in package]
    found = [
        f"{package['name']} {package['version']}: {problem['id']}, mended in {problem['fix_versions']}"
        for package in known
        for problem in package["vulns"]
        if not {problem["id"], *problem.get("aliases", ())} & ACCEPTED_VULNERABILITIES.keys()
    ]
    return found, len(known), len(listed)


def is_allowed(licence: str) -> bool:
    """Tell whether every part of a licence, or one of its alternatives, is allowed."""
    first = licence.strip().splitlines()[0] if licence.strip() else ""
    if " OR " in first:
        return any(is_allowed(part) for part in first.split(" OR "))
    return bool(first) and all(part.strip().lower() in NAMES for part in re.split(r" AND |; ", first))


def licences() -> list[tuple[str, str]]:
    """Return every installed package with its licence."""
    found = run(
        "pip-licenses", f"--python={sys.executable}", "--format=json", "--from=mixed", "--with-system"
    )
    return sorted((entry["Name"], entry["License"].strip().splitlines()[0]) for entry in found)


def refused_licences(found: list[tuple[str, str]]) -> list[str]:
    """Return the packages whose licence is neither allowed nor excepted as it stands."""
    return [
        f"{name}: {licence}"
        for name, licence in found
        if not is_allowed(licence) and EXCEPTIONS.get(name.lower(), ("", ""))[0] != licence
    ]


def needed_to_run() -> set[str]:
    """Return the names of the packages that the dashboard itself stands on, with what these need."""
    lines = (PROJECT / "requirements.txt").read_text("utf-8").splitlines()
    waiting = [re.split(r"[=\[;]", line)[0] for line in lines if line and not line.startswith("#")]
    needed: set[str] = set()
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in needed:
            continue
        try:
            requires = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        needed.add(name)
        waiting += [re.split(r"[^A-Za-z0-9_.-]", line)[0] for line in requires if "extra ==" not in line]
    return needed


def written(found: list[tuple[str, str]]) -> str:
    """Return the list of licences as it stands in the documents."""
    needed = needed_to_run()
    lines = [
        "# Licences of the packages",
        "",
        "Written by `make licences` (pip-licenses); `make audit` checks it on every change. The software",
        "itself is under the MIT licence, see `LICENSE`; the facts keep the terms of their sources, see",
        "`data/sources.csv`.",
        "",
        "| package | licence | needed to |",
        "|---|---|---|",
    ]
    for name, licence in found:
        use = "run" if re.sub(r"[-_.]+", "-", name).lower() in needed else "develop"
        lines.append(f"| {name} | {licence} | {use} |")
    lines += ["", "## Exceptions", ""]
    lines += [f"- **{name}** ({licence}): {reason}" for name, (licence, reason) in EXCEPTIONS.items()]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Check, or write the list of licences, and return the exit status."""
    found = licences()
    if arguments == ["licences"]:
        LIST.write_text(written(found), "utf-8")
        return 0
    refused = refused_licences(found)
    problems, known, packages = vulnerabilities()
    for line in (*problems, *refused):
        print(line, file=sys.stderr)
    print(f"licences: {len(found)} packages, {len(refused)} not allowed")
    if known:
        print(f"vulnerabilities: {known} of {packages} packages looked up, {len(problems)} known ones")
    else:
        print("vulnerabilities: NOT looked up, the advisory service of pypi.org cannot be reached from here")
    return 1 if problems or refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
