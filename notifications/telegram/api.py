"""The Bot API as delivery calls it, one blocking request at a time; the token never reaches a log or an error."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

OFFICIAL = "https://api.telegram.org"
PATIENCE = 10.0
"""Seconds for one answer: a channel that hangs longer is taken to be down."""
RETRY_AFTER = 5.0

logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it writes addresses, and ours hold the token


class ApiDown(Exception):
    """No answer, or none that makes sense: the network, a time-out, 5xx."""


class ApiSilent(ApiDown):
    """The connection was there and no answer came: what was asked may have been done all the same."""


class ApiRefused(Exception):
    """Telegram said no: its code, its own words, and what it advises."""

    def __init__(self, code: int, description: str, advice: Mapping[str, Any]) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = float(advice.get("retry_after") or RETRY_AFTER)
        self.moved_to: int | None = advice.get("migrate_to_chat_id")


@dataclass(frozen=True)
class BotApi:
    """One bot at one address; safe to use from several threads."""

    token: str = field(repr=False)
    url: str = OFFICIAL
    proxy: str | None = None
    patience: float = PATIENCE

    @cached_property
    def _client(self) -> "httpx.Client":
        import httpx

        return httpx.Client(timeout=self.patience, proxy=self.proxy or None)

    def call(self, method: str, **fields: Any) -> Any:
        """The `result` of a method; fields of None are left out. Raises ApiDown, ApiSilent, ApiRefused."""
        import httpx

        given = {name: _spelled(value) for name, value in fields.items() if value is not None}
        try:
            answer = self._client.post(f"{self.url.rstrip('/')}/bot{self.token}/{method}", data=given)
        except (httpx.HTTPError, httpx.InvalidURL) as trouble:
            unsent = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.InvalidURL)
            kind = ApiDown if isinstance(trouble, unsent) else ApiSilent
            raise kind(f"Telegram не отвечает ({type(trouble).__name__})") from None
        return _result(answer)

    def close(self) -> None:
        self._client.close()


def _spelled(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _result(answer: "httpx.Response") -> Any:
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ApiDown(f"Telegram отвечает ошибкой {answer.status_code}")
    said = _read(answer)
    if not said.get("ok"):
        code = int(said.get("error_code") or answer.status_code)
        raise ApiRefused(code, str(said.get("description", "")), said.get("parameters") or {})
    return said.get("result")


def _read(answer: "httpx.Response") -> dict[str, Any]:
    """The answer's JSON; that of a proxy or of a server without the method may be no JSON at all."""
    try:
        said = answer.json()
    except ValueError:
        said = None
    if isinstance(said, dict):
        return said
    if answer.is_client_error:
        return {"error_code": answer.status_code}
    raise ApiDown("Telegram отвечает не по-своему: проверьте VEKHA_TELEGRAM_API_URL и прокси")
