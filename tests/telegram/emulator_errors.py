"""What the emulated Bot API refuses, in Telegram's own words."""

from typing import Any

Json = dict[str, Any]

_NAMES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    413: "Request Entity Too Large",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class Refusal(Exception):
    """An answer with `"ok": false`; `code` is the HTTP status, `parameters` as in ResponseParameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def body(self) -> Json:
        """The answer's JSON object."""
        told: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return told | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str) -> Refusal:
    """HTTP 400, worded `Bad Request: <reason>`."""
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    """HTTP 403, worded `Forbidden: <reason>`."""
    return Refusal(403, f"Forbidden: {reason}")


def too_many(seconds: int) -> Refusal:
    """HTTP 429 with `retry_after` in whole seconds."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def usual(code: int, retry_after: int = 3) -> Refusal:
    """The refusal that Telegram most often gives with this HTTP status."""
    return too_many(retry_after) if code == 429 else Refusal(code, _NAMES.get(code, f"Error {code}"))
