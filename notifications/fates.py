"""What became of a letter, in words: on the command line and on the operators' board."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

CHANNELS = {"telegram": "Telegram", "mail": "почта", "console": "экран службы"}
STANDINGS = {
    "queued": "в очереди",
    "held": "придержано",
    "in_flight": "отправляется",
    "sent": "отправлено",
    "delivered": "доставлено",
    "read": "прочитано",
    "failed": "не доставлено",
    "muted": "не нужно: получатель отключил извещения",
}
OUTCOMES = {
    "sent": "отправлено",
    "repeated": "отправлено повторно: прошло ли в первый раз, неизвестно",
    "read": "прочитано",
    "muted": "не нужно: получатель отключил извещения",
    "refused": "отказано: этим путём получателю не написать",
    "down": "путь не работал",
    "delayed": "не вышло, будет повторено",
}

SHOWN = 10
"""Numbers of items that are told one by one."""
_ERROR = re.compile(r"^[A-Z][A-Za-z]+: ")
_NO_CHANNEL = "no channel is set up"
_CHANNEL = re.compile(rf"(^|; )({'|'.join(CHANNELS)}): ")


class Standing(Protocol):
    """A letter as it stands; `at` is since when, or until when it is held."""

    @property
    def standing(self) -> str: ...

    @property
    def channel(self) -> str: ...

    @property
    def at(self) -> datetime | None: ...

    @property
    def reason(self) -> str: ...


class Attempt(Protocol):
    @property
    def channel(self) -> str: ...

    @property
    def outcome(self) -> str: ...


def fate(letter: Standing) -> str:
    """`доставлено (Telegram, 02.12.2019 09:01)`, `придержано до …`, `не доставлено: причина`."""
    how = STANDINGS[letter.standing]
    when = f"{letter.at:%d.%m.%Y %H:%M}" if letter.at else ""
    match letter.standing:
        case "queued" | "held":
            return f"{how}{f' до {when}' if when else ''}{_because(letter.reason)}"
        case "failed":
            return f"{how}{_because(letter.reason)} ({when})"
        case _:
            where = ", ".join(filter(None, (channel(letter.channel), when)))
            return f"{how} ({where})" if where else how


def outcome(attempt: Attempt) -> tuple[str, str]:
    """The channel and what it came to."""
    return channel(attempt.channel), OUTCOMES[attempt.outcome]


def channel(name: str) -> str:
    return CHANNELS.get(name, name)


def because(reason: str) -> str:
    """A kept reason as people read it: `RecipientRefused: mail: …` is `почта: …`."""
    said = _ERROR.sub("", reason).replace(_NO_CHANNEL, "ни один канал не подключён")
    return _CHANNEL.sub(lambda found: f"{found[1]}{CHANNELS[found[2]]}: ", said)


def numbered(numbers: Sequence[str]) -> str:
    """The numbers of items, as many as fit a line."""
    more = f" и ещё {len(numbers) - SHOWN}" if len(numbers) > SHOWN else ""
    return f"{', '.join(numbers[:SHOWN])}{more}"


def _because(reason: str) -> str:
    return f": {because(reason)}" if reason else ""
