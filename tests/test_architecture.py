"""What holds the tree together: imports point one way, tests mirror code, SQL never holds a value."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("app.py", "pages", "ui", "exports", "charts", "metrics", "etl", "locales")
ALLOWED = {
    "app.py": {"ui", "pages", "locales", "etl"},
    "pages": {"ui", "charts", "exports", "metrics", "locales", "etl"},
    "ui": {"ui", "charts", "exports", "metrics", "locales", "etl"},
    "exports": {"exports", "charts", "metrics", "locales", "etl"},
    "charts": {"charts", "metrics", "locales"},
    "metrics": {"metrics"},
    "etl": {"etl", "locales"},
    "locales": {"locales"},
}
PARTS_OF_A_BRIEF = (
    "document",
    "options",
    "places",
    "sources",
    "standing",
    "gaps",
    "help",
    "limits",
    "method",
)
TESTED_TOGETHER = {
    **{f"brief_{part}.py": "test_brief_content.py" for part in PARTS_OF_A_BRIEF},
    **dict.fromkeys(("slide_plan.py", "slide_drawing.py", "native_chart.py"), "test_brief_pptx.py"),
    **dict.fromkeys(("score_formulas.py", "score_sheets.py", "workbook_charts.py"), "test_brief_xlsx.py"),
    "document_parts.py": "test_brief_docx.py",
    "subjects.py": "test_docstrings.py",
}
"""Modules that are parts of one thing, with the test that proves them as that thing."""

PAGES_MAY_READ = {
    "etl",
    "etl.audit",
    "etl.annotated",
    "etl.audit_log",
    "etl.batch_folder",
    "etl.coding_plan",
    "etl.coding_reads",
    "etl.coding_sheet",
    "etl.coding_template",
    "etl.contracts",
    "etl.coding_samples",
    "etl.reconciliation",
    "etl.contract_words",
    "etl.difference",
    "etl.file_grid",
    "etl.findings",
    "etl.ingest",
    "etl.method",
    "etl.name_memory",
    "etl.own_codes",
    "etl.own_frameworks",
    "etl.new_source",
    "etl.preview",
    "etl.progress",
    "etl.receipts",
    "etl.staged_files",
    "etl.templates",
    "etl.pending",
    "etl.snapshot",
    "etl.batches",
    "etl.contract_types",
    "etl.intake",
    "etl.raw_reads",
    "etl.reads",
    "etl.reception",
    "etl.score_reads",
    "etl.year_reads",
    "etl.sessions",
    "etl.submissions",
}
WITHOUT_STREAMLIT = ("metrics", "etl", "charts", "exports", "locales")
FORBIDDEN_IN_METRICS = {"duckdb", "streamlit", "datetime", "time", "random", "sqlite3", "requests", "os"}


def modules(package: str) -> list[Path]:
    root = PROJECT / package
    return [root] if root.is_file() else sorted(root.rglob("*.py"))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_one_way(package: str) -> None:
    own = {name.removesuffix(".py") for name in PACKAGES}
    for path in modules(package):
        roots = {name.split(".")[0] for name in imports(path)} & own
        assert roots <= ALLOWED[package], (path, roots - ALLOWED[package])


def test_pages_and_ui_reach_the_store_by_its_front_door() -> None:
    for package in ("app.py", "pages", "ui"):
        for path in modules(package):
            doors = {name for name in imports(path) if name.split(".")[0] == "etl"}
            assert doors <= PAGES_MAY_READ, (path, doors - PAGES_MAY_READ)


@pytest.mark.parametrize("package", WITHOUT_STREAMLIT)
def test_streamlit_stays_in_the_pages(package: str) -> None:
    assert not [path for path in modules(package) if "streamlit" in {n.split(".")[0] for n in imports(path)}]


def test_metrics_do_nothing_but_arithmetic() -> None:
    allowed_loader = PROJECT / "metrics" / "framework_file.py"
    for path in modules("metrics"):
        roots = {name.split(".")[0] for name in imports(path)}
        assert not roots & FORBIDDEN_IN_METRICS, (path, roots & FORBIDDEN_IN_METRICS)
        if path != allowed_loader:
            assert "open(" not in path.read_text("utf-8"), path


def twin(path: Path) -> str:
    own = f"test_{path.name}"
    return TESTED_TOGETHER.get(path.name, own) if path.parent.name == "exports" else own


@pytest.mark.parametrize("package", ["etl", "metrics", "charts", "exports"])
def test_every_module_has_a_twin(package: str) -> None:
    # Declarations without behaviour are tested where they are used.
    declared = {
        "contract_types.py",
        "contracts.py",
        "__init__.py",
        "__main__.py",
        "problems.py",
        "finding_texts.py",
        "received.py",
    }
    missing = [
        path.relative_to(PROJECT)
        for path in modules(package)
        if path.name not in declared
        and not (PROJECT / "tests" / path.relative_to(PROJECT).with_name(twin(path))).exists()
    ]
    assert missing == []


def test_no_sql_holds_a_value() -> None:
    """Values are bound: an execute or frame call never formats a string with something from outside."""
    pattern = re.compile(r"(execute|frame|sql)\([^)]*(%\s*\(|\.format\()")
    assert not [
        path for package in PACKAGES for path in modules(package) if pattern.search(path.read_text("utf-8"))
    ]


def test_sql_of_pages_lies_in_one_place() -> None:
    for package in ("app.py", "pages", "ui", "charts"):
        for path in modules(package):
            assert not re.search(r"\bSELECT\b.*\bFROM\b", path.read_text("utf-8"), re.DOTALL), path


def test_no_page_injects_html() -> None:
    flag = "unsafe_allow" + "_html"
    assert not [path for package in PACKAGES for path in modules(package) if flag in path.read_text("utf-8")]


def test_no_material_icons_that_a_font_host_would_serve() -> None:
    for package in ("app.py", "pages", "ui"):
        for path in modules(package):
            assert ":material/" not in path.read_text("utf-8"), path


def test_files_are_short_or_say_why() -> None:
    reasons = {PROJECT / "etl" / "contracts.py"}
    for package in PACKAGES:
        for path in modules(package):
            assert path in reasons or len(path.read_text("utf-8").splitlines()) <= 310, path


def test_bundled_data_stay_small_and_the_store_uncommitted() -> None:
    size = sum(path.stat().st_size for path in (PROJECT / "data").rglob("*") if path.is_file())
    assert 0 < size < 15_000_000
    if (PROJECT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", ".store", "*.duckdb"], cwd=PROJECT, capture_output=True, text=True, check=True
        )
        assert listed.stdout == ""


WRITING = {
    "accept_framework",
    "withdraw_framework",
    "accept",
    "withdraw",
    "restore",
    "submit",
    "approve",
    "reject",
    "end_session",
    "remember_names",
}
WRITERS = {PROJECT / "ui" / "writing.py", PROJECT / "ui" / "sign_out_address.py"}


def test_pages_write_through_one_door_that_asks_who_it_is() -> None:
    """Only `ui.writing` calls what changes the store, after asking the visitor's right; see there."""
    for package in ("app.py", "pages", "ui"):
        for path in set(modules(package)) - WRITERS:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "etl":
                    assert not {alias.name for alias in node.names} & WRITING, path
                if isinstance(node, ast.Attribute) and node.attr in WRITING:
                    assert getattr(node.value, "id", "writing") == "writing", (path, node.attr)
