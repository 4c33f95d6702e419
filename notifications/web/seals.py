"""Signs what leaves the desk and comes back: addresses, sessions, forms. Nobody without the secret can make one."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from itsdangerous import BadData, URLSafeSerializer
from itsdangerous.signer import Signer

LINK_LASTS = timedelta(hours=72)
SESSION_LASTS = timedelta(hours=12)
LONGEST = 2000
"""Characters of a token; a longer one is not even looked at."""


class Scope(StrEnum):
    """What a token is for; each is signed with a salt of its own, so that none passes for another."""

    DESK = "desk"
    ITEM = "item"
    REPORT = "report"
    UNSUBSCRIBE = "unsubscribe"
    SESSION = "session"


LASTS = {Scope.DESK: LINK_LASTS, Scope.ITEM: LINK_LASTS, Scope.REPORT: LINK_LASTS, Scope.SESSION: SESSION_LASTS}
"""How long a token lasts; what is not here does not expire."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What a token says: whose it is, for what, of which generation and since when; the id of an item or
    of a report, a letter's key.
    """

    person: str
    scope: Scope
    generation: int
    issued: datetime
    item: int = 0
    letter: str = ""

    @property
    def place(self) -> str:
        """The page of the desk to which it leads."""
        pages = {Scope.ITEM: f"/item/{self.item}", Scope.REPORT: f"/reports/{self.item}"}
        return pages.get(self.scope, "/desk")

    def is_over(self, now: datetime) -> bool:
        """Whether it has expired; what was issued in the future is not trusted either."""
        lasts = LASTS.get(self.scope)
        return lasts is not None and not -timedelta(minutes=5) <= now - self.issued < lasts


@dataclass(frozen=True)
class Seals:
    """One secret for everything; a new one makes every address and session void."""

    secret: str

    def sealed(self, given: Pass) -> str:
        said = [given.person, given.generation, int(given.issued.timestamp()), given.item, given.letter]
        return str(self._serializers[given.scope].dumps(said))

    def opened(self, token: str, *scopes: Scope) -> Pass | None:
        """What the token says, expired or not; None where it was not made here for one of these scopes."""
        if len(token) > LONGEST:
            return None
        return next((found for scope in scopes if (found := self._read(token, scope))), None)

    def _read(self, token: str, scope: Scope) -> Pass | None:
        try:
            person, generation, issued, item, letter = self._serializers[scope].loads(token)
        except (BadData, ValueError, UnicodeError):
            return None
        return Pass(person, scope, generation, datetime.fromtimestamp(issued, UTC), item, letter)

    def form(self, session: str) -> str:
        """What every form of this session carries, so that no other site can send one."""
        return self._forms.get_signature(session).decode()

    def is_form(self, session: str, token: str) -> bool:
        return len(token) <= LONGEST and token.isascii() and self._forms.verify_signature(session, token)

    @cached_property
    def _forms(self) -> Signer:
        return Signer(self.secret, salt="vekha form", **_HOW)

    @cached_property
    def _serializers(self) -> dict[Scope, URLSafeSerializer]:
        return {scope: self._serializer(scope) for scope in Scope}

    def _serializer(self, scope: Scope) -> URLSafeSerializer:
        return URLSafeSerializer(
            self.secret,
            salt=f"vekha {scope}",
            serializer_kwargs={"ensure_ascii": False},
            signer_kwargs=_HOW,
        )


_HOW: dict[str, Any] = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
