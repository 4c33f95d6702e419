"""The one refusal of the intake: what was given is not a passport."""

from domain.errors import Sentence


class NotAPassport(Sentence):
    """Nothing can be read; the message is one Russian sentence: what, where, what to do."""
