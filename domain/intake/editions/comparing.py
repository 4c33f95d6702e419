"""Two editions become their difference."""

from domain.intake.editions.difference import Difference
from domain.intake.editions.pairing import paired
from domain.intake.editions.plan import plan_changes
from domain.intake.editions.sections import section_changes
from domain.passport import Passport


def compare(old: Passport, new: Passport) -> Difference:
    """What `new` changes in `old`; corrections and codes are the office's own and are not compared."""
    pairs = paired(old.plan, new.plan)
    changes = (*section_changes(old, new), *plan_changes(old.plan, new.plan, pairs, new.lacking))
    return Difference(changes, pairs)
