"""Two editions of one passport compared: which rows are the same ones, and what has become of them."""

from domain.intake.editions.carrying import carried
from domain.intake.editions.comparing import compare
from domain.intake.editions.difference import Change, ChangeKind, Difference
from domain.intake.editions.sentences import KINDS, said, sentence, summary

__all__ = ["KINDS", "Change", "ChangeKind", "Difference", "carried", "compare", "said", "sentence", "summary"]
