"""What an export may fail with."""

from locales import Sentence


class ExportError(RuntimeError):
    """A file that could not be made; `sentence` says in the reader's language why, and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.message)
        self.sentence = sentence
