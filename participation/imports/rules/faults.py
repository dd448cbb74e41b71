"""Why an import does not begin."""

from collections.abc import Iterable


class ImportRefusedError(Exception):
    """Nothing of the file was brought in; `sentences` say what to mend, one fault each, without a word of the file."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(" ".join(self.sentences))
