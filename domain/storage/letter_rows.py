"""Letters to rows of the outbox and back."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from domain.letters import Letter, LetterKind
from domain.storage.rows import instant
from domain.storage.tables import OutboxRow

OUTBOX = OutboxRow.__table__  # type: ignore[attr-defined]


def row_of(letter: Letter) -> dict[str, Any]:
    return {
        "key": letter.key,
        "kind": letter.kind.value,
        "recipient": letter.recipient,
        "passport": letter.passport,
        "items": json.dumps(letter.items),
        "occasion": letter.occasion,
        "at": int(letter.at.timestamp()),
        "facts": json.dumps(letter.facts, ensure_ascii=False),
        "failures": 0,
    }


def letter_from(row: Row[Any], zone: ZoneInfo) -> Letter:
    at = instant(row.at, zone)
    assert at is not None  # noqa: S101  # the column is not null
    items, facts = tuple(json.loads(row.items)), json.loads(row.facts)
    return Letter(LetterKind(row.kind), row.recipient, row.passport, items, row.occasion, at, facts)
