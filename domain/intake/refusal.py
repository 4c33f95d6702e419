"""The one refusal of the intake: what was given is not a passport."""

from domain.errors import Sentence


class NotAPassport(Sentence):
    """Nothing can be read; the message is one Russian sentence: what, where, what to do."""

    def __init__(self, sentence: str) -> None:
        """What is quoted from a file may hold line breaks and halves of characters; the sentence has none."""
        super().__init__(" ".join(sentence.split()).encode(errors="replace").decode())
