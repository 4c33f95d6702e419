"""What the desk's page of the outlook and the bot ask of the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.plan import PlanItem
from domain.reporting.outlook import Estimate
from domain.reporting.what_if import Trial

LIKELY, DOUBTFUL = 60, 35
"""Percent: from there on an item is marked as late ones are, or as those whose deadline is near."""


def tone(percent: int) -> str:
    """`late`, `soon` or nothing."""
    return "late" if percent >= LIKELY else "soon" if percent >= DOUBTFUL else ""


@dataclass(frozen=True, slots=True)
class Prospect:
    """One passport's begun items with their estimates, the likeliest to be late first."""

    code: str
    title: str
    found: Sequence[tuple[PlanItem, Estimate]]


class Prospects(Protocol):
    """Synchronous, only reads; a passport that the person takes no part in is refused as not there."""

    def outlook(self, person: str) -> list[Prospect]:
        """Those of all his passports."""

    def title(self, person: str, passport: str) -> str:
        """Raises UnknownItem."""

    def trial(self, person: str, passport: str, number: str, finish: date) -> Trial:
        """What another deadline would change. Raises UnknownItem, NothingToMove."""
