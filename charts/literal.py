"""Text that a figure must show as it is, whatever characters it holds."""

_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "%{": "&#37;{",
    "$": "&#36;",
}


def literal(text: object) -> str:
    """Return `text` so that Plotly draws its characters instead of reading tags, templates or formulas.

    >>> literal("<b>%{x}</b>")
    '&lt;b&gt;&#37;{x}&lt;/b&gt;'
    """
    shown = str(text)
    for mark, entity in _ENTITIES.items():
        shown = shown.replace(mark, entity)
    return " ".join(shown.split())
