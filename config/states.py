"""How each way to people is: noted by the service, read by `vekha status` in another process."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from config.settings import Settings
from notifications.breaker import Circuit

if TYPE_CHECKING:
    from config.wiring import Office

TITLES = {"telegram": "Telegram", "mail": "Почта", "desk": "Рабочий стол"}
WORKS = "работает"
"""How a state begins that needs nobody's attention."""
GOES_STALE = timedelta(minutes=2)
"""The bot and the desk note their states much oftener while the service lives, by the real clock."""
ATTENDED = frozenset({"telegram", "desk"})

_SETTINGS: dict[str, tuple[str, Callable[[Settings], bool]]] = {
    "telegram": (
        "не подключён; задайте VEKHA_TELEGRAM_TOKEN",
        lambda settings: bool(settings.telegram_token.get_secret_value()),
    ),
    "mail": ("не подключена; задайте VEKHA_SMTP_URL", lambda settings: bool(settings.smtp_url)),
    "desk": ("не открыт; задайте VEKHA_WEB_URL", lambda settings: bool(settings.web_url)),
}


@dataclass(frozen=True, slots=True)
class State:
    """A channel as it was last noted, `at` by the real clock.

    `is_well` is None for one that nobody has set up; `breaker` says why delivery gives it a rest, if it does.
    """

    channel: str
    words: str
    is_well: bool | None
    at: datetime | None = None
    breaker: str = ""

    @property
    def is_set_up(self) -> bool:
        return self.is_well is not None

    def __str__(self) -> str:
        noted_at = f" ({self.at:%d.%m.%Y %H:%M:%S})" if self.at else ""
        return f"{self.words}{noted_at}" + (f"; {self.breaker}" if self.breaker else "")


def noted(office: "Office", channel: str, state: str) -> None:
    """Keep the state of a channel and the real time of it; what begins with «работает» is well."""
    _keep(office, f"{channel}:state", state)


def note_breakers(office: "Office", now: datetime) -> None:
    """After a round of delivery: which channels it gives a rest, and since when they do not work."""
    for channel in office.channels:
        breaker = office.breakers.of(channel.name)
        rests = breaker.circuit(now) is not Circuit.CLOSED and breaker.since is not None
        words = f"отправка приостановлена после отказов с {breaker.since:%d.%m.%Y %H:%M}" if rests else ""
        fact = f"{channel.name}:breaker"
        if _noted(office, fact)[0] != words:
            _keep(office, fact, words)


def states(office: "Office", settings: Settings) -> Iterator[State]:
    """Each channel, as the service last noted it."""
    for channel, (words, is_set) in _SETTINGS.items():
        yield _kept(office, channel) if is_set(settings) else State(channel, words, None)


def channels_of(settings: Settings) -> frozenset[str]:
    """The ways by which letters reach people."""
    return frozenset(name for name, (_, is_set) in _SETTINGS.items() if name != "desk" and is_set(settings))


def _kept(office: "Office", channel: str) -> State:
    words, at = _noted(office, f"{channel}:state")
    breaker, _ = _noted(office, f"{channel}:breaker")
    if at is None:
        return State(channel, _unheard(channel), channel not in ATTENDED and not breaker, breaker=breaker)
    works = words.startswith(WORKS)
    if works and channel in ATTENDED and datetime.now(UTC) - at > GOES_STALE:
        words, works = "служба не отвечает, последняя весть", False
    return State(channel, words, works and not breaker, at.astimezone(office.zone), breaker)


def _unheard(channel: str) -> str:
    return "настройка задана, служба ещё не запускалась" if channel in ATTENDED else "подключена"


def _keep(office: "Office", fact: str, words: str) -> None:
    known = {"state": words, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    office.records.remember(fact, json.dumps(known, ensure_ascii=False))


def _noted(office: "Office", fact: str) -> tuple[str, datetime | None]:
    kept = office.records.fact(fact)
    known = json.loads(kept) if kept else None
    return (str(known["state"]), datetime.fromisoformat(known["at"])) if known else ("", None)
