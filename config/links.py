"""The addresses of the web desk: signed by the secret of the settings, or by one that is made once and kept."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.calendars import SignedCalendars
from config.settings import BadSetting, Settings
from config.wiring import Office
from domain.storage.access import Access
from notifications.web.seals import Pass, Scope, Seals

FILE = "secret"
BYTES = 48


@dataclass(frozen=True)
class SignedLinks:
    """Implements `notifications.links.Links`."""

    web_url: str
    seals: Seals
    access: Access
    calendars: SignedCalendars

    def desk(self, person: str, letter: str = "") -> str:
        return self._address("l", self._pass(person, Scope.DESK, letter=letter))

    def item(self, person: str, item_id: int, letter: str = "") -> str:
        return self._address("l", self._pass(person, Scope.ITEM, item_id, letter))

    def report(self, person: str, report_id: int, letter: str = "") -> str:
        return self._address("l", self._pass(person, Scope.REPORT, report_id, letter))

    def unsubscribe(self, person: str) -> str:
        return self._address("u", self._pass(person, Scope.UNSUBSCRIBE))

    def calendar(self, person: str) -> str:
        return self.calendars.own(person)

    def passport_calendar(self, person: str, passport: str) -> str:
        return self.calendars.whole(person, passport)

    def _pass(self, person: str, scope: Scope, item: int = 0, letter: str = "") -> Pass:
        return Pass(person, scope, self.access.generation(person), datetime.now(UTC), item, letter)

    def _address(self, door: str, given: Pass) -> str:
        return f"{self.web_url}/{door}/{self.seals.sealed(given)}"


def links_for(office: Office, settings: Settings) -> SignedLinks | None:
    """The links that letters carry; None without VEKHA_WEB_URL. Raises BadSetting: no secret can be kept."""
    if not settings.web_url:
        return None
    secret, access = secret_of(settings), Access(office.database)
    calendars = SignedCalendars(settings.web_url, secret, office.preferences, access.generation)
    return SignedLinks(settings.web_url, Seals(secret), access, calendars)


def secret_of(settings: Settings) -> str:
    """VEKHA_SECRET, or a random one in VEKHA_HOME/secret that only the service's own user can read.

    Several services beside one PostgreSQL need the same VEKHA_SECRET: each would make its own file.
    """
    return settings.secret.get_secret_value() or _kept(settings.home)


def _kept(home: Path) -> str:
    file = home / FILE
    try:
        if not file.exists():
            _make(file)
        kept = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "не текст"
        raise BadSetting(f"Тайна рабочего стола {file} не читается ({reason}); задайте VEKHA_SECRET") from None
    if len(kept) < BYTES:
        raise BadSetting(f"Тайна рабочего стола {file} испорчена; удалите файл — прежние ссылки перестанут действовать")
    return kept


def _make(file: Path) -> None:
    """Whole or not at all, also when two processes start together: the second one's is thrown away."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as written:
            written.write(secrets.token_urlsafe(BYTES))
        with suppress(FileExistsError):
            os.link(unfinished, file)
    finally:
        unfinished.unlink()
