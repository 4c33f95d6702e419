"""All settings, from the environment, `.env` or a folder of secrets; read by `wiring` alone."""

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.addresses import BadAddress, address_of
from domain.errors import Sentence
from domain.workdays import DayOffRule
from notifications.mail.sender import sender_of
from notifications.mail.server import server_from

SECRETS = Path("/run/secrets")
HERE = Path(__file__).parent
SHORTEST_SECRET = 32


class BadSetting(Sentence):
    """A setting that cannot be used: its name, its value, what it should be."""


class Settings(BaseSettings):
    """`VEKHA_…` in the environment; every one has a default that works."""

    model_config = SettingsConfigDict(
        env_prefix="VEKHA_", env_file=".env", extra="ignore", secrets_dir=SECRETS if SECRETS.is_dir() else None
    )

    home: Path = Path("var")
    database_url: str = ""
    zone: str = "Asia/Novokuznetsk"
    clock: str = ""
    ladder: Path = HERE / "ladder.toml"
    lights: Path = HERE / "lights.toml"
    report_day: int = Field(default=3, ge=0, le=20)
    day_off: DayOffRule = DayOffRule.PREVIOUS
    execution: Literal["inline", "workers"] = "inline"
    prefect_port: int = 4200
    files: str = Field(default="", repr=False)
    telegram_token: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    telegram_proxy: str = Field(default="", repr=False)
    telegram_webhook: str = ""
    telegram_bot: str = ""
    smtp_url: str = Field(default="", repr=False)
    smtp_plain: bool = False
    mail_from: str = ""
    web_url: str = ""
    web_port: int = 8080
    metrics_port: int = Field(default=0, ge=0, le=65535)
    secret: SecretStr = SecretStr("")

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("нужно имя часового пояса, например Asia/Novokuznetsk") from None
        return value

    @field_validator("files")
    @classmethod
    def _files_can_be_kept(cls, value: str) -> str:
        scheme, separator, _ = value.partition("://")
        if separator:
            _refuse_unknown_store(scheme)
        return value

    @field_validator("telegram_token")
    @classmethod
    def _token_is_one(cls, value: SecretStr) -> SecretStr:
        token = value.get_secret_value().strip()
        if not re.fullmatch(r"[\w:-]*", token, re.ASCII):
            raise ValueError("нужен токен, который дал @BotFather, например 123456:ABC-def")
        return SecretStr(token)

    @field_validator("telegram_api_url")
    @classmethod
    def _api_is_an_address(cls, value: str) -> str:
        if not _is_address(value, {"http", "https"}):
            raise ValueError("нужен адрес до /bot<токен>/, например https://api.telegram.org")
        return value.rstrip("/")

    @field_validator("telegram_proxy")
    @classmethod
    def _proxy_is_an_address(cls, value: str) -> str:
        if value and not _is_address(value, {"http", "https", "socks5"}):
            raise ValueError("нужен адрес http://УЗЕЛ:ПОРТ, https://УЗЕЛ:ПОРТ или socks5://УЗЕЛ:ПОРТ")
        if value.startswith("socks5") and find_spec("socksio") is None:
            raise ValueError("для socks5 установите библиотеку socksio или задайте посредника http://УЗЕЛ:ПОРТ")
        return value

    @field_validator("telegram_webhook")
    @classmethod
    def _webhook_is_an_address(cls, value: str) -> str:
        if value and not _is_address(value, {"http", "https"}):
            raise ValueError(
                "нужен адрес, по которому Telegram достучится до службы, например https://vekha.example.ru/tg"
            )
        return value

    @field_validator("telegram_bot")
    @classmethod
    def _bot_is_a_name(cls, value: str) -> str:
        name = value.strip().removeprefix("https://t.me/").removeprefix("@")
        if name and not re.fullmatch(r"[A-Za-z]\w{3,31}", name, re.ASCII):
            raise ValueError("нужно имя бота без адреса, например vekha_bot")
        return name

    @field_validator("mail_from")
    @classmethod
    def _sender_is_one(cls, value: str) -> str:
        if value.strip():
            sender_of(value)
        return value.strip()

    @model_validator(mode="after")
    def _server_can_be_used(self) -> "Settings":
        """What stands in the address is not repeated: there is a password in it. Whoever logs in may be the sender."""
        if self.smtp_url:
            server = server_from(self.smtp_url, allow_plain=self.smtp_plain)
            self.mail_from = self.mail_from or _address_or_nothing(server.user)
        if self.smtp_url and not self.mail_from:
            raise ValueError("задайте VEKHA_MAIL_FROM — от кого уходят письма, например Веха <vekha@example.ru>")
        return self

    @field_validator("web_url")
    @classmethod
    def _web_url_is_a_site(cls, value: str) -> str:
        """The desk has a site of its own: its addresses begin at the root."""
        address = value.strip().rstrip("/")
        if address and not (_is_address(address, {"http", "https"}) and _is_bare(address)):
            raise ValueError("нужен адрес рабочего стола без пути и имени, например https://vekha.example.ru")
        return address

    @field_validator("secret")
    @classmethod
    def _secret_is_long(cls, value: SecretStr) -> SecretStr:
        secret = value.get_secret_value().strip()
        if secret and len(secret) < SHORTEST_SECRET:
            raise ValueError(f"нужно не меньше {SHORTEST_SECRET} знаков, например из команды «openssl rand -base64 48»")
        return SecretStr(secret)

    @property
    def files_address(self) -> str:
        """Where evidence is kept, as fsspec names it: in the data folder unless another address is set."""
        return self.files or f"file://{self.home.absolute() / 'files'}"

    @property
    def database(self) -> str:
        """SQLite in the data folder unless another address is set."""
        return self.database_url or f"sqlite:///{self.home / 'vekha.db'}"


SECRET = frozenset({"telegram_token", "telegram_proxy", "files", "database_url", "smtp_url", "secret"})
"""Settings that may hold a password: what stands in a wrong one is not repeated."""


def load_settings() -> Settings:
    """Raises BadSetting, naming the first that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        place = "_".join(map(str, first["loc"])) or "smtp_url"
        reason = _IN_RUSSIAN.get(first["type"], "{msg}").format(
            msg=first["msg"].removeprefix("Value error, "), **_ctx(first)
        )
        shown = "значение" if place.lower() in SECRET else f"«{first['input']}»"
        raise BadSetting(f"Настройка VEKHA_{place.upper()}: {shown} не подходит — {reason}") from None


def _address_or_nothing(user: str) -> str:
    try:
        return address_of(user)
    except BadAddress:
        return ""


def _is_address(value: str, schemes: set[str]) -> bool:
    """Whether it is a whole address: a scheme of these, a host, a port that can be."""
    try:
        parts: SplitResult = urlsplit(value)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0 and value.isprintable()
    except ValueError:
        return False


def _is_bare(address: str) -> bool:
    """Whether nothing stands in the address but its scheme, its host and its port."""
    parts = urlsplit(address)
    return not (parts.path or parts.query or parts.fragment or parts.username or parts.password)


def _refuse_unknown_store(scheme: str) -> None:
    from fsspec.registry import available_protocols, get_filesystem_class

    if scheme not in available_protocols():
        raise ValueError("нужен адрес, который знает fsspec, например file:///srv/vekha/files или s3://vekha/files")
    try:
        get_filesystem_class(scheme)
    except ImportError as error:
        raise ValueError(f"для него не установлена библиотека ({error})") from None


_IN_RUSSIAN = {
    "literal_error": "бывает: {expected}",
    "enum": "бывает: {expected}",
    "int_parsing": "нужно целое число",
    "greater_than_equal": "нужно число не меньше {ge}",
    "less_than_equal": "нужно число не больше {le}",
}


def _ctx(error: Any) -> dict[str, str]:
    context = {name: str(value) for name, value in error.get("ctx", {}).items()}
    return {**context, "expected": context.get("expected", "").replace(" or ", " или ")}
