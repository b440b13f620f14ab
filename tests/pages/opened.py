"""Opens a page as a reader's browser would, without the browser."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

PROJECT = Path(__file__).resolve().parent.parent.parent
PAGES = {
    path.stem: None if path.stem == "overview" else f"pages/{path.name}"
    for path in sorted((PROJECT / "pages").glob("*.py"))
}


PARTS = {
    "overview": ("standing", "wave"),
    "benchmark": ("ranking", "scores", "spread", "trends"),
    "gap": ("size", "first", "target", "practice"),
    "response": ("curve", "reproduction", "lags", "measures"),
    "capacity": ("staff", "chance", "beds", "facts"),
    "robustness": ("bands", "pairs", "causes", "coordination"),
    "validity": ("all", "pair"),
    "coding": ("sheet", "agreement", "network", "framework"),
    "evidence": ("behind", "coverage", "sources", "corrections", "batches"),
}
"""The parts of each page that has several, the first of them shown by default."""

EVERY_PART = [(page, {page: part} if part else {}) for page in PAGES for part in PARTS.get(page, ("",))]
"""Every page in every part: its name and what the address says."""


def open_page(page: str, **address: str) -> AppTest:
    """Run a page with the given parameters in its address; raise if the script fails."""
    test = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
    for name, value in address.items():
        test.query_params[name] = value
    script = PAGES[page]
    if script:
        test.switch_page(script)
    test.run()
    assert not test.exception, [(error.message, error.stack_trace) for error in test.exception]
    return test


def words(test: AppTest) -> str:
    """Return everything that the page says in markdown, captions and notices."""
    kinds = (test.title, test.subheader, test.markdown, test.caption, test.info, test.warning, test.error)
    return "\n".join(element.value for kind in kinds for element in kind)


def parameter(test: AppTest, name: str) -> str:
    """Return a parameter of the address: a list where the reader gave it, text where the page did."""
    value = test.query_params[name]
    return value if isinstance(value, str) else value[-1]
