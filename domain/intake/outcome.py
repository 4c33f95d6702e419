"""What an intake gives: the passport, what could not be read in it, and what is wrong with it."""

from dataclasses import dataclass

from domain.passport import Finding, Passport


@dataclass(frozen=True, slots=True)
class Illegible:
    """A cell of the plan that holds something, but nothing that could be understood."""

    number: str
    field: str
    written: str


@dataclass(frozen=True, slots=True)
class Intake:
    """A passport as read, with findings in the document's order."""

    passport: Passport
    findings: tuple[Finding, ...]
    illegible: tuple[Illegible, ...] = ()
