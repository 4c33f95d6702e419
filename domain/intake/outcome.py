"""What an intake gives: the passport, what could not be read in it, and what is wrong with it."""

from dataclasses import dataclass

from domain.passport import Finding, Passport


@dataclass(frozen=True, slots=True)
class Illegible:
    """A cell that holds something, but nothing that could be understood; `section` is named as in findings."""

    number: str
    field: str
    written: str
    section: str = "plan"


@dataclass(frozen=True, slots=True)
class Intake:
    """A passport as read, with findings in the document's order."""

    passport: Passport
    findings: tuple[Finding, ...]
    illegible: tuple[Illegible, ...] = ()
