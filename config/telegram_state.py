"""How Telegram is: noted by the service, read by `vekha status` in another process."""

import json
from datetime import UTC, datetime

from config.settings import Settings
from config.wiring import Office

STATE = "telegram:state"


def noted(office: Office, state: str) -> None:
    """Keep the state and the real time of it."""
    known = {"state": state, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    office.records.remember(STATE, json.dumps(known, ensure_ascii=False))


def telegram_state(office: Office, settings: Settings) -> str:
    """In words, as the service last noted it."""
    if not settings.telegram_token.get_secret_value():
        return "не подключён; задайте VEKHA_TELEGRAM_TOKEN"
    kept = office.records.fact(STATE)
    if kept is None:
        return "токен задан, служба ещё не запускалась"
    known = json.loads(kept)
    at = datetime.fromisoformat(known["at"]).astimezone(office.zone)
    return f"{known['state']} ({at:%d.%m.%Y %H:%M:%S})"
