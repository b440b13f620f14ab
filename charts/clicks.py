"""What a mark carries so that a click on it can open what lies behind, or make its place the focus.

A mark of a place carries the place's code. A mark of a score or an indicator carries `behind(…)`.
"""

CELL_MARK = "|"
"""Between the codes of place and figure."""


def behind(figure: str, place: str = "") -> str:
    """Return what a mark of a score or indicator carries; without a place the reader's own is meant.

    >>> behind("F7", "370215"), behind("F7")
    ('370215|F7', '|F7')
    """
    return f"{place}{CELL_MARK}{figure}"
