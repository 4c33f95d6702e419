"""All settings, from the environment, `.env` or a folder of secrets; read by `wiring` alone."""

from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import Sentence
from domain.workdays import DayOffRule

SECRETS = Path("/run/secrets")
HERE = Path(__file__).parent


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
    day_off: DayOffRule = DayOffRule.PREVIOUS
    execution: Literal["inline", "workers"] = "inline"
    prefect_port: int = 4200

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("нужно имя часового пояса, например Asia/Novokuznetsk") from None
        return value

    @property
    def database(self) -> str:
        """SQLite in the data folder unless another address is set."""
        return self.database_url or f"sqlite:///{self.home / 'vekha.db'}"


def load_settings() -> Settings:
    """Raises BadSetting, naming the first that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"VEKHA_{'_'.join(map(str, first['loc'])).upper()}"
        reason = _IN_RUSSIAN.get(first["type"], "{msg}").format(
            msg=first["msg"].removeprefix("Value error, "), **_ctx(first)
        )
        raise BadSetting(f"Настройка {name}: «{first['input']}» не подходит — {reason}") from None


_IN_RUSSIAN = {
    "literal_error": "бывает: {expected}",
    "enum": "бывает: {expected}",
    "int_parsing": "нужно целое число",
}


def _ctx(error: Any) -> dict[str, str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    return {"expected": expected.replace(" or ", " или ")}
