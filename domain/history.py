"""What has happened to an item, as its journal tells it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from domain.plan import Evidence


class Happened(Protocol):
    """One line of an item's history."""

    @property
    def at(self) -> datetime: ...

    @property
    def event(self) -> str: ...

    @property
    def actor(self) -> str: ...

    @property
    def details(self) -> Mapping[str, Any]: ...


def evidence_of(details: Mapping[str, Any]) -> Evidence:
    """The evidence of a report, as the journal keeps it and as forms bring it: an empty field is none."""
    dated = details.get("dated")
    return Evidence(
        file=details.get("file"),
        number=details.get("number"),
        dated=date.fromisoformat(dated) if dated else None,
        link=details.get("link"),
        sha256=details.get("sha256"),
    )
