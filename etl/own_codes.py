"""The codes that a handed-in framework brings along: they enter the list of codes before it can be chosen.

A code is the framework's own where it begins with its name: `mine_R1` of the framework `mine`. A name stands
for the same file for ever, so such a code means the same for ever, and no two frameworks share one. All
other codes mean what the bundled list says.
"""

import csv
import io
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from etl.coding_plan import LEVEL, coded_indicators, is_own_code
from etl.contracts import VOCABULARY
from etl.intake import Intake, References, intake


def own_codes(content: bytes) -> dict[str, Mapping[str, Any]]:
    """Return the indicators of a checked framework file whose code is its own, by code."""
    table = tomllib.loads(content.decode("utf-8"))
    entries = {str(one["code"]): one for one in table.get("indicators", [])}
    return {code: one for code, one in entries.items() if is_own_code(code, str(table["code"]))}


def codes_file(content: bytes, references: References) -> Intake | None:
    """Return the rows that a checked framework file adds to the list of codes; None where it adds none.

    The bytes follow from the framework alone, so that the same framework adds the same batch.
    """
    found = own_codes(content)
    if not found:
        return None
    name = str(tomllib.loads(content.decode("utf-8"))["code"])
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, VOCABULARY.column_names, restval="", lineterminator="\n")
    writer.writeheader()
    for code, one in found.items():
        unit = LEVEL if one["kind"] == "rubric" else one["unit"]
        writer.writerow(
            {
                "code": code,
                "list": "indicator",
                **{f"name_{language}": one["name"][language].strip() for language in LEVEL},
                **{f"unit_{language}": unit[language].strip() for language in LEVEL},
            }
        )
    with tempfile.TemporaryDirectory(prefix="codes-") as folder:
        path = Path(folder) / f"{name}-codes.csv"
        path.write_text(text.getvalue(), "utf-8", newline="")
        return intake(path, VOCABULARY, references)


def redefined(content: bytes) -> list[str]:
    """Return the codes of the six dimensions that a checked framework file gives another rubric.

    A level is worth what its text says: levels coded under one rubric cannot be scored under another.
    """
    table = tomllib.loads(content.decode("utf-8"))
    known = coded_indicators()
    return [
        str(one["code"])
        for one in table.get("indicators", [])
        if one["code"] in known and _levels(one.get("levels", ())) != _levels(known[one["code"]].levels)
    ]


def _levels(levels: Any) -> list[tuple[str, ...]]:
    return [tuple("".join(str(words[language]).split()) for language in LEVEL) for words in levels]
