"""One call as it came over HTTP: its method, arguments and files, whatever the body's encoding."""

import json
import re
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl

from tests.telegram.emulator_errors import Json, bad_request

_NAME = re.compile(rb'(?<![a-z])name="([^"]*)"')
_FILE = re.compile(rb'filename="([^"]*)"')
_TYPE = re.compile(rb"content-type:\s*([^\r\n]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Upload:
    """A file of a multipart body."""

    name: str
    content: bytes
    mime: str


@dataclass
class Call:
    """A call of the Bot API; `at` is monotonic seconds, `status` the HTTP status given (0: none, cut or pending)."""

    method: str
    data: Json
    files: dict[str, Upload] = field(default_factory=dict)
    at: float = field(default_factory=monotonic)
    status: int = 0

    @property
    def chat(self) -> int:
        """The chat's id, 0 when it is not named or is a name."""
        return self.number("chat_id")

    @property
    def text(self) -> str:
        """The text or caption as it was sent, HTML and all."""
        return self.word("text") or self.word("caption")

    def word(self, name: str) -> str:
        """A string argument, empty when absent."""
        given = self.data.get(name, "")
        return given if isinstance(given, str) else json.dumps(given)

    def number(self, name: str, otherwise: int = 0) -> int:
        """An integer argument."""
        try:
            return int(self.data.get(name, otherwise))
        except (TypeError, ValueError):
            return otherwise

    def flag(self, name: str) -> bool:
        """A boolean argument."""
        return str(self.data.get(name, "")).lower() in ("true", "1")

    def value(self, name: str, called: str = "") -> Any:
        """An argument that is JSON (None when absent); refuses what cannot be parsed."""
        given = self.data.get(name)
        try:
            return json.loads(given) if isinstance(given, str) and given else given or None
        except ValueError:
            raise bad_request(f"can't parse {called or name} JSON object") from None


def read_call(method: str, query: str, mime: str, body: bytes) -> Call:
    """A call out of the address's query string and the body (JSON, form or multipart)."""
    call = Call(method, dict(parse_qsl(query, keep_blank_values=True)))
    if "json" in mime and body:
        call.data |= _object(body)
    elif "multipart" in mime:
        _read_parts(call, mime.partition("boundary=")[2].strip('"').encode(), body)
    else:
        call.data |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return call


def _object(body: bytes) -> Json:
    try:
        read = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    return read if isinstance(read, dict) else {}


def _read_parts(call: Call, boundary: bytes, body: bytes) -> None:
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        name = _found(_NAME, head)
        if _FILE.search(head):
            call.files[name] = Upload(_found(_FILE, head).replace("%22", '"'), content, _found(_TYPE, head))
        else:
            call.data[name] = content.decode()


def _found(pattern: re.Pattern[bytes], head: bytes) -> str:
    match = pattern.search(head)
    return match[1].decode() if match else ""
