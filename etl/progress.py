"""What long work is doing: a callable that is told each step as it begins.

The work itself does not know who listens, nor in which language.
"""

from collections.abc import Callable

from locales import Sentence

Tell = Callable[[Sentence], None]
"""Is told the step that begins; it must not raise."""


def silent(step: Sentence) -> None:
    """Listen to nothing, where nobody waits.

    >>> silent(Sentence("Reading the file"))
    """
