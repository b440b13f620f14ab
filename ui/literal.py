"""Text that a page must show as it is, whatever characters it holds."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:=^&@/\"'])")


def literal(text: object) -> str:
    r"""Return `text` so that Markdown shows its characters instead of reading them.

    >>> literal("*a* [b](c)")
    '\\*a\\* \\[b\\]\\(c\\)'
    """
    return _MARKS.sub(r"\\\1", " ".join(str(text).split()))
