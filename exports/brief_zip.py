"""A brief as an archive: figures, data, method, and a receipt that a program can check every file against."""

import hashlib
import io
import json
import zipfile
from dataclasses import asdict
from importlib.metadata import version as installed

import pandas as pd

from exports.brief_charts import ChartSpec
from exports.brief_document import Brief, Bullets, Paragraph, Table
from exports.brief_html import html_bytes
from exports.brief_typst import chart_picture, pdf_bytes
from exports.cells import csv_bytes
from exports.fixed_zip import put

LIBRARIES = ("duckdb", "numpy", "pandas", "scipy", "typst", "plotly")


def zip_bytes(brief: Brief) -> bytes:
    """Return the archive of a brief; the same brief gives the same bytes on the same machine."""
    files: dict[str, bytes] = {}
    for number, chart in enumerate(brief.charts, 1):
        name = f"figures/{number:02d}-{chart.key}"
        for kind in ("svg", "png", "pdf"):
            files[f"{name}.{kind}"] = chart_picture(brief, chart, kind)
        files[f"data/figure-{number:02d}-{chart.key}.csv"] = csv_bytes(chart_table(chart))
    for number, table in enumerate(brief.tables, 1):
        files[f"data/table-{number:02d}-{table.key}.csv"] = csv_bytes(table_frame(table))
    for number, model in enumerate(brief.models, 1):
        frame = model.values.join(model.scores.add_prefix("score_"))
        frame.insert(0, "name", pd.Series(model.places))
        files[f"data/scores-{number:02d}-{model.framework.code}.csv"] = csv_bytes(frame.reset_index())
    files["method.md"] = _text(brief, ("method", "limits")).encode()
    files["sources.json"] = _json([asdict(one) for one in brief.sources])
    files["brief.pdf"] = pdf_bytes(brief)
    files["brief.html"] = html_bytes(brief)
    files["receipt.json"] = _json(_receipt(brief, files))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in sorted(files.items()):
            put(archive, name, content)
    return out.getvalue()


def _receipt(brief: Brief, files: dict[str, bytes]) -> dict[str, object]:
    options = asdict(brief.options)
    options["prepared"] = brief.options.prepared.isoformat()
    return {
        "title": brief.title,
        "options": options,
        "data_version": brief.version,
        "frameworks": {model.framework.code: model.framework.version for model in brief.models},
        "libraries": {name: installed(name) for name in LIBRARIES},
        "watermark": brief.watermark or None,
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in sorted(files.items())
        },
    }


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def table_frame(table: Table) -> pd.DataFrame:
    """Return a table with numbers as numbers, unrounded, and everything else as the brief shows it."""
    rows = [[cell.text if cell.value is None else cell.value for cell in row] for row in table.rows]
    return pd.DataFrame(rows, columns=list(table.columns), dtype=object)


def chart_table(spec: ChartSpec) -> pd.DataFrame:
    """Return the numbers behind a chart, one row a category."""
    columns: dict[str, object] = {"category": list(spec.categories)}
    if spec.kind == "scatter":
        columns |= {spec.x_unit: list(spec.x), spec.unit: list(spec.series[0].values)}
        return pd.DataFrame(columns)
    for one in spec.series:
        columns[one.name] = list(one.values)
        if one.low:
            columns |= {f"{one.name} (low)": list(one.low), f"{one.name} (high)": list(one.high)}
    return pd.DataFrame(columns)


def _text(brief: Brief, keys: tuple[str, ...]) -> str:
    lines = [f"# {brief.title}", ""]
    for section in brief.sections:
        if section.key not in keys:
            continue
        lines += [f"## {section.heading}", ""]
        for block in section.blocks:
            if isinstance(block, Paragraph):
                lines += [block.text, ""]
            elif isinstance(block, Bullets):
                lines += [block.lead, "", *(f"- {item}" for item in block.items), ""]
            elif isinstance(block, Table):
                lines += [block.caption, "", "| " + " | ".join(block.columns) + " |"]
                lines.append("|" + " --- |" * len(block.columns))
                lines += ["| " + " | ".join(_cell(cell.text) for cell in row) + " |" for row in block.rows]
                lines.append("")
    return "\n".join(lines)


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")
