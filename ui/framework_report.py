"""Check a framework file that somebody hands in: the framework, or what is wrong with it, where."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from etl.contract_types import N_
from etl.findings import Finding
from etl.own_frameworks import BUNDLED_CODES, MOST_BYTES
from locales import Sentence
from metrics.framework import Framework, FrameworkError
from metrics.index import load_framework

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
EXPECTED = N_("a framework file in the form of docs/FRAMEWORKS.md")


@dataclass(frozen=True)
class FrameworkReport:
    """What came of a file: the framework if it can be used, and the findings."""

    framework: Framework | None
    findings: tuple[Finding, ...]

    @property
    def usable(self) -> bool:
        """Whether the file may be accepted."""
        return self.framework is not None and all(one.severity != "error" for one in self.findings)


def check_framework(content: bytes, known_indicators: set[str]) -> FrameworkReport:
    """Read the bytes of a framework file.

    `known_indicators` are those that the data can hold values of: any other one would always be blank.
    """
    if len(content) > MOST_BYTES:
        finding = Finding(
            "framework_too_large",
            expected=N_("a file of at most 1 MB"),
            fix=N_("Give the framework file itself."),
        )
        return FrameworkReport(None, (finding,))
    with tempfile.TemporaryDirectory(prefix="framework-") as folder:
        path = Path(folder) / "framework.toml"
        path.write_bytes(content)
        try:
            found = load_framework(path)
        except FrameworkError as error:
            return FrameworkReport(None, (_finding(error, content),))
    return FrameworkReport(found, tuple(_remarks(found, content, known_indicators)))


def _finding(error: FrameworkError, content: bytes) -> Finding:
    values = {
        name: Sentence(str(value)) if name == "wanted" else _plain(value)
        for name, value in error.values.items()
    }
    text = content.decode("utf-8", errors="replace")
    line = _line_in(str(error.values.get("error", ""))) or line_of(text, error.key)
    problem = Sentence(error.problem, values)
    return Finding(
        "framework_refused",
        row=line,
        column=error.key or None,
        value=_shown(text, line),
        expected=EXPECTED,
        fix="{key} {problem}" if error.key else "{problem}",
        values={"key": error.key, "problem": problem},
    )


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str | list) else str(value)


def _line_in(message: str) -> int | None:
    """Return the line that the TOML reader names."""
    found = re.search(r"at line (\d+)", message)
    return int(found.group(1)) if found else None


def _shown(text: str, line: int | None) -> str | None:
    lines = text.splitlines()
    return lines[line - 1].strip() if line is not None and 0 < line <= len(lines) else None


def line_of(text: str, key: str) -> int | None:
    """Return the line at which a key of a framework file stands, or where it would belong.

    A key is a name at the top, or group.code.name of an indicator or dimension.

    >>> line_of('code = "x"\\n[[indicators]]\\ncode = "F7"\\nunit = 1', "indicators.F7.unit")
    4
    """
    lines = text.splitlines()
    parts = key.split(".")
    start, end = 0, len(lines)
    if len(parts) > 1 and parts[0] in ("dimensions", "indicators", "context", "outcomes"):
        heads = [at for at, line in enumerate(lines) if line.strip().startswith("[[")]
        blocks = [at for at in heads if lines[at].strip() == f"[[{parts[0]}]]"]
        wanted = re.compile(rf"code\s*=\s*[\"']{re.escape(parts[1])}[\"']")
        for position, at in enumerate(blocks):
            after = min((head for head in heads if head > at), default=len(lines))
            numbered = parts[1].isdigit() and int(parts[1]) == position
            if numbered or any(wanted.match(line.strip()) for line in lines[at:after]):
                start, end = at, after
                break
        else:
            return None
        parts = parts[2:]
    if parts:
        name = re.compile(rf"{re.escape(parts[0])}\s*=")
        for at in range(start, end):
            if name.match(lines[at].strip()):
                return at + 1
    return start + 1 if start else None


def _remarks(found: Framework, content: bytes, known_indicators: set[str]) -> list[Finding]:
    text = content.decode("utf-8")
    remarks = []
    if not CODE.fullmatch(found.code):
        remarks.append(
            Finding(
                "framework_code",
                row=line_of(text, "code"),
                column="code",
                value=found.code,
                expected=N_("2 to 40 lower-case letters, digits and underscores"),
                fix=N_("Give the framework a code that can stand in a link."),
            )
        )
    elif found.code in BUNDLED_CODES:
        remarks.append(
            Finding(
                "framework_code_taken",
                row=line_of(text, "code"),
                column="code",
                value=found.code,
                expected=N_("a code that no other framework has"),
                fix=N_("This is the code of a bundled framework: give yours another one."),
            )
        )
    for one in found.scored_indicators:
        if one.code not in known_indicators:
            remarks.append(
                Finding(
                    "framework_indicator_without_data",
                    "warning",
                    row=line_of(text, f"indicators.{one.code}.code"),
                    column=f"indicators.{one.code}",
                    value=one.code,
                    expected=N_("an indicator that the data can hold"),
                    fix=N_("No data carry this code, so it stays not assessed; use a known code if you can."),
                )
            )
    return remarks
