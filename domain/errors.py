"""Errors that a person reads."""


class Sentence(Exception):
    """An error whose text is one sentence for a person: what, where, what to do. Nothing was changed."""
