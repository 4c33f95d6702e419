"""What goes wrong on purpose: refusals, cut connections and answers that hang, for the next calls of a method."""

import json
import threading
from dataclasses import dataclass, field
from typing import Literal

from tests.telegram.emulator_errors import Json, Refusal
from tests.telegram.emulator_wire import Call

_NGINX = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>"


@dataclass(frozen=True)
class Reply:
    """An HTTP answer."""

    status: int
    body: bytes
    mime: str = "application/json"


def as_reply(told: Json | Refusal) -> Reply:
    """A result or refusal as Telegram sends it; from 502 on it is nginx that answers, in HTML."""
    if not isinstance(told, Refusal):
        return Reply(200, json.dumps(told).encode())
    if told.code >= 502:
        return Reply(told.code, _NGINX, "text/html")
    return Reply(told.code, json.dumps(told.body()).encode())


@dataclass
class Fault:
    """One planned misfortune for `left` calls; `done` says that the call takes effect and only its answer is lost."""

    method: str
    kind: Literal["fail", "cut", "hang"]
    left: int
    chat: int = 0
    refusal: Refusal = field(default_factory=lambda: Refusal(500, "Internal Server Error"))
    seconds: float = 0.0
    done: bool = False

    def strikes(self, call: Call) -> bool:
        """Whether this call is the unlucky one."""
        return self.left > 0 and self.method in ("*", call.method) and self.chat in (0, call.chat)


@dataclass
class Faults:
    """Planned misfortunes in the order they were planned."""

    planned: list[Fault] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def due(self, call: Call) -> Fault | None:
        """The misfortune of this call, used up by it."""
        with self.lock:
            for fault in self.planned:
                if fault.strikes(call):
                    fault.left -= 1
                    return fault
        return None
