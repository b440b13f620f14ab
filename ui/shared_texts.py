"""Texts of a frame held once each, however many cells and frames say the same."""

from sys import intern

import pandas as pd


def shared_texts(column: pd.Series) -> pd.Series:
    """Return a column as plain objects in which equal texts are one and the same object.

    Arrow makes a new text of every cell that is read, which for 3,280 places and all their versions is most
    of the memory of a table. What is not a text stays as it is.

    >>> found = shared_texts(pd.Series(["A", "B", "A", None], dtype="str"))
    >>> found.tolist(), found[0] is found[2]
    (['A', 'B', 'A', nan], True)
    """
    texts = [intern(value) if type(value) is str else value for value in column.astype(object)]
    return pd.Series(texts, index=column.index, name=column.name, dtype=object)
