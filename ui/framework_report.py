"""Check a framework file that somebody hands in: the framework, or what is wrong with it, where."""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.coding_plan import is_own_code
from etl.contract_types import N_
from etl.findings import Finding
from etl.intake import References
from etl.own_codes import codes_file, own_codes, redefined
from etl.own_frameworks import BUNDLED_CODES, MOST_BYTES
from locales import Sentence
from metrics.framework import Framework, FrameworkError
from metrics.framework_problems import GROUPS, Kind
from metrics.index import load_framework

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
EXPECTED: dict[Kind, str] = {
    "key": N_("only the keys that docs/FRAMEWORKS.md names"),
    "missing": N_("every required key, filled in, each text in both languages"),
    "value": N_("a value of the kind that the key takes"),
    "contradiction": N_("parts of the framework that agree with each other"),
}
UNREADABLE = N_("a framework file in the form of docs/FRAMEWORKS.md")


@dataclass(frozen=True)
class FrameworkReport:
    """What came of a file: the framework if it can be used, and the findings."""

    framework: Framework | None
    findings: tuple[Finding, ...]

    @property
    def usable(self) -> bool:
        """Whether the file may be accepted."""
        return self.framework is not None and all(one.severity != "error" for one in self.findings)


def check_framework(content: bytes, known_indicators: set[str], references: References) -> FrameworkReport:
    """Read the bytes of a framework file.

    `known_indicators` are those that the data can hold values of: any other one would always be blank, if it
    is not the framework's own. `references` are the tables that contracts refer to.
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
            framework = load_framework(path)
        except FrameworkError as error:
            found = sorted(
                (_finding(one, content) for one in error.every),
                key=lambda one: (one.row is None, one.row or 0),
            )
            return FrameworkReport(None, tuple(found))
    return FrameworkReport(framework, tuple(_remarks(framework, content, known_indicators, references)))


def _finding(error: FrameworkError, content: bytes) -> Finding:
    values = {
        name: Sentence(str(value)) if name == "wanted" else _plain(value)
        for name, value in error.values.items()
    }
    text = content.decode("utf-8", errors="replace")
    line = _line_in(str(error.values.get("error", ""))) or line_of(text, error.key, error.entry)
    problem = Sentence(error.problem, values)
    return Finding(
        f"framework_{error.kind}" if error.key else "framework_unreadable",
        row=line,
        column=error.key or None,
        value=_shown(text, line),
        expected=EXPECTED[error.kind] if error.key else UNREADABLE,
        fix="{key} {problem}" if error.key else "{problem}",
        values={"key": error.key, "problem": problem},
    )


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str | list) else str(value)


def _line_in(message: str) -> int | None:
    """Return the line that the TOML reader names."""
    found = re.search(r"at line (\d+)", message)
    return int(found.group(1)) if found else None


def grouped(findings: Sequence[Finding]) -> list[tuple[Finding, ...]]:
    """Return the findings by kind: errors first, then the kind with most of them."""
    kinds: dict[str, list[Finding]] = {}
    for one in findings:
        kinds.setdefault(one.code, []).append(one)
    ordered = sorted(kinds.values(), key=lambda group: (group[0].severity != "error", -len(group)))
    return [tuple(group) for group in ordered]


def _shown(text: str, line: int | None) -> str | None:
    lines = text.splitlines()
    return lines[line - 1].strip() if line is not None and 0 < line <= len(lines) else None


def line_of(text: str, key: str, entry: int | None = None) -> int | None:
    """Return the line at which a key of a framework file stands, or where it would belong.

    A key is a name at the top, or group.code.name of an indicator or dimension; `entry` is the place of that
    one in its list, for two may have the same code.

    >>> line_of('code = "x"\\n[[indicators]]\\ncode = "F7"\\nunit = 1', "indicators.F7.unit")
    4
    """
    lines = [line.strip() for line in text.splitlines()]
    parts = key.split(".")
    if len(parts) == 1 or parts[0] not in GROUPS:
        return _line_between(lines, 0, len(lines), parts[0])
    heads = [at for at, line in enumerate(lines) if re.match(r"\[\[\s*[a-z]+\s*\]\]", line)]
    blocks = [
        (at, min((head for head in heads if head > at), default=len(lines)))
        for at in heads
        if lines[at].strip("[] \t") == parts[0]
    ]
    code = re.compile(rf"code\s*=\s*[\"']{re.escape(parts[1])}[\"']")
    if entry is None:
        named = [number for number, (at, end) in enumerate(blocks) if any(map(code.match, lines[at:end]))]
        entry = named[0] if named else int(parts[1]) if parts[1].isdigit() else None
    if entry is None or entry >= len(blocks):
        return None
    at, end = blocks[entry]
    wanted = parts[2] if len(parts) > 2 else "code"
    return _line_between(lines, at, end, wanted) or at + 1


def _line_between(lines: list[str], start: int, end: int, name: str) -> int | None:
    wanted = re.compile(rf"(\[\[?\s*)?{re.escape(name)}\s*(=|\])")
    return next((at + 1 for at in range(start, end) if wanted.match(lines[at])), None)


def _remarks(found: Framework, content: bytes, known: set[str], references: References) -> list[Finding]:
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
    for code in redefined(content):
        remarks.append(
            Finding(
                "framework_rubric_differs",
                row=line_of(text, f"indicators.{code}.levels"),
                column=f"indicators.{code}.levels",
                value=code,
                expected=N_("the same five levels under the same code"),
                fix=N_("What was coded under {code} has the bundled levels: name yours {own}."),
                values={"code": code, "own": f"{found.code}_{code}"},
            )
        )
    return [*remarks, *_words_of_codes(content, references), *_without_data(found, text, known)]


def _words_of_codes(content: bytes, references: References) -> list[Finding]:
    """Return what is wrong with the names and units that the framework adds to the list of codes."""
    text = content.decode("utf-8")
    added = codes_file(content, references)
    codes = list(own_codes(content))
    findings = []
    for one in added.report.findings if added is not None else ():
        code = codes[(one.row or 2) - 2]
        key = f"indicators.{code}." + (one.column or "name").split("_")[0]
        findings.append(replace(one, row=line_of(text, key), column=key))
    return findings


def _without_data(found: Framework, text: str, known: set[str]) -> list[Finding]:
    return [
        Finding(
            "framework_indicator_without_data",
            "warning",
            row=line_of(text, f"indicators.{one.code}.code"),
            column=f"indicators.{one.code}",
            value=one.code,
            expected=N_("an indicator that the data can hold"),
            fix=N_(
                "No data carry this code, so it stays not assessed: use a known code, or one of the"
                " framework’s own such as {own}."
            ),
            values={"own": f"{found.code}_R1"},
        )
        for one in found.scored_indicators
        if one.code not in known and not is_own_code(one.code, found.code)
    ]
