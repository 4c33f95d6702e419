"""What the desk's pages of reports and facts ask of the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.reporting.facts import Entered
from domain.reporting.life import KeptReport
from notifications.counter import Caller


@dataclass(frozen=True, slots=True)
class Shelf:
    """The reports of one passport as a person may see them; `drafts` are rows without contents, the newest first."""

    code: str
    title: str
    drafts: Sequence["Brief"]
    may_enter: bool


class Brief(Protocol):
    """A report in a list."""

    @property
    def id(self) -> int: ...

    @property
    def number(self) -> int: ...

    @property
    def period(self) -> str: ...

    @property
    def edition(self) -> int: ...

    @property
    def stage(self) -> str: ...

    @property
    def decided_by(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """One report before a person; `may_decide`: to sign it or to return it is his now."""

    kept: KeptReport
    may_decide: bool


class ReportRoom(Protocol):
    """Synchronous; each call is a transaction of its own. What a person may not see is refused as not there."""

    def shelves(self, person: str) -> list[Shelf]: ...

    def opened(self, report: int, person: str) -> Opened:
        """Raises NoReport."""

    def file(self, report: int, person: str, form: str) -> tuple[str, bytes]:
        """The report's file of that format: its name and content. Raises NoReport."""

    def card(self, report: int, person: str) -> bytes:
        """The report at a glance, PNG. Raises NoReport."""

    def album(self, report: int, person: str) -> list[bytes]:
        """Its charts for a phone, PNG. Raises NoReport."""

    def sign(self, report: int, person: str) -> KeptReport:
        """Raises NotForSignature, NoReport."""

    def return_(self, report: int, person: str, reason: str) -> KeptReport:
        """Raises NotForSignature, NoReport."""

    def draft(self, item: int, caller: Caller) -> tuple[str, bytes] | None:
        """The document begun for an executor of the open item; None for others. Raises UnknownItem."""

    def facts(self, person: str, passport: str) -> list[Entered]:
        """Everything that was entered, the newest first. Raises MayNotEnter."""

    def enter(self, person: str, passport: str, kind: str, fields: Mapping[str, str]) -> int:
        """How many were new. Raises MayNotEnter, BadFact."""

    def form(self, person: str, passport: str) -> tuple[str, bytes]:
        """The XLSX form for the month that ended last. Raises MayNotEnter."""

    def load(self, person: str, passport: str, content: bytes) -> int:
        """How many were new. Raises MayNotEnter, NotAForm, BadFact."""
