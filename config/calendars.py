"""The secret addresses of calendars: signed, without an end, changed by raising a number that they carry."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer

from domain.storage.preferences import Preferences
from notifications.web.feeds import GONE, NoSuchCalendar, Subscription

SALT = "vekha.calendar"
LONGEST = 1000
"""Characters of a secret; a longer one is not even looked at."""
TURN = "calendar"
"""The preference that keeps how often a person has changed his addresses."""


def _never(_: str) -> int:
    return 0


@dataclass(frozen=True)
class SignedCalendars:
    """Implements `notifications.web.feeds.Calendars`; `url` is the desk's own address, empty where it has none.

    `generation` is the person's at the desk: closing his access closes his calendars too.
    """

    url: str
    secret: str
    preferences: Preferences
    generation: Callable[[str], int] = _never

    def own(self, person: str) -> str:
        return self._address(person, "")

    def whole(self, person: str, passport: str) -> str:
        return self._address(person, passport)

    def opened(self, secret: str) -> Subscription:
        if len(secret) > LONGEST:
            raise NoSuchCalendar(GONE)
        try:
            person, passport, turn, generation = self._signer.loads(secret)
        except (BadData, ValueError, TypeError):
            raise NoSuchCalendar(GONE) from None
        if (turn, generation) != (self._turn(person), self.generation(person)):
            raise NoSuchCalendar(GONE)
        return Subscription(person, passport)

    def renew(self, person: str) -> None:
        self.preferences.set(person, TURN, str(self._turn(person) + 1))

    def _address(self, person: str, passport: str) -> str:
        if not self.url:
            return ""
        secret = self._signer.dumps([person, passport, self._turn(person), self.generation(person)])
        return f"{self.url.rstrip('/')}/calendar/{secret}.ics"

    def _turn(self, person: str) -> int:
        return int(self.preferences.of(person).get(TURN, "0"))

    @property
    def _signer(self) -> URLSafeSerializer:
        how = {"key_derivation": "hmac", "digest_method": sha256}
        return URLSafeSerializer(self.secret, SALT, serializer_kwargs={"ensure_ascii": False}, signer_kwargs=how)
